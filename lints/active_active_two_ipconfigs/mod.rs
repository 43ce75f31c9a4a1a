#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, Sku};

declare_lint! {
    id: "active-active-two-ipconfigs",
    summary: "an active-active gateway without point-to-site does not have two IP configurations",
    severity: Severity::Error,
    category: Category::Deployment,
    symptoms: &["ActiveActiveGatewayMustHaveExactlyTwoIpConfigurations"],
    since: "0.1.0",
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let basic = gateway.sku.value() == Some(&Sku::Basic);
    if !gateway.is_vpn()?
        || basic
        || !gateway.active_active.is_on()?
        || gateway.point_to_site()?.is_some()
    {
        return Ok(());
    }
    let count = gateway.ip_configurations.items()?.len();
    if count == 2 {
        return Ok(());
    }
    let help = if count < 2 {
        "add an IP configuration with its own public IP address, or set activeActive to false"
    } else {
        "remove the IP configurations after the second"
    };
    let finding = findings
        .add(
            &gateway.ip_configurations,
            format!("active-active needs 2 IP configurations, but this gateway has {count}"),
        )
        .help(help)
        .related(&gateway.active_active, "active-active is enabled here");
    if gateway.is_accepted() {
        finding.severity(Severity::Warning);
    }
    Ok(())
}
