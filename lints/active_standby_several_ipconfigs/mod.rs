#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Fixable, Lint, Outcome};
use crate::resource::Gateway;

/// The lint of this room.
pub static LINT: Lint = Lint {
    id: "active-standby-several-ipconfigs",
    summary: "an active-standby gateway has several IP configurations",
    severity: Severity::Warning,
    category: Category::Deployment,
    symptoms: &[],
    since: "0.1.0",
    fix: Fixable::No,
    docs: include_str!("README.md"),
    check: Check::Gateway(check),
};

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
            format!("active-standby uses 1 ip configuration, this gateway has {count}"),
        )
        .help("set activeActive to true, or leave one ip configuration");
    if !gateway.active_active.is_absent() {
        finding.related(&gateway.active_active, "active-active is off here");
    }
    Ok(())
}
