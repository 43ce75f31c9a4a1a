#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::Gateway;

declare_lint! {
    id: "active-standby-several-ipconfigs",
    summary: "an active-standby gateway has several IP configurations",
    severity: Severity::Note,
    category: Category::Deployment,
    since: "0.1.0",
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if !gateway.is_vpn()? {
        return Ok(());
    }
    let count = gateway.ip_configurations.items()?.len();
    if count < 2 || gateway.active_active.is_on()? {
        return Ok(());
    }
    let finding = findings
        .add(
            &gateway.ip_configurations,
            format!("active-standby uses 1 IP configuration, but this gateway has {count}"),
        )
        .help("set activeActive to true, or keep only one IP configuration");
    if !gateway.active_active.is_absent() {
        finding.related(&gateway.active_active, "active-active is disabled here");
    }
    Ok(())
}
