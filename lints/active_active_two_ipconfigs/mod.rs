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
        "add an ip configuration with a public IP address of its own, or set activeActive to false"
    } else {
        "remove the ip configurations after the second"
    };
    let finding = findings
        .add(
            &gateway.ip_configurations,
            format!("active-active takes 2 ip configurations, this gateway has {count}"),
        )
        .help(help)
        .related(&gateway.active_active, "active-active is on here");
    if gateway.is_accepted() {
        finding.severity(Severity::Warning);
    }
    Ok(())
}
