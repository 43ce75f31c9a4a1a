#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, PointToSite, Sku};

declare_lint! {
    id: "active-active-p2s-three-ipconfigs",
    summary: "an active-active gateway with point-to-site does not have three IP configurations",
    severity: Severity::Error,
    category: Category::Deployment,
    symptoms: &["ActiveActiveP2SGatewayMustHaveExactlyThreeIpConfigurations"],
    since: "0.1.0",
    check: Check::PointToSite(check),
}

fn check(
    gateway: &Gateway,
    client: &PointToSite,
    _: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    let sku = gateway.sku.value();
    if !gateway.is_vpn()? || sku == Some(&Sku::Basic) || !gateway.active_active.is_on()? {
        return Ok(());
    }
    let count = gateway.ip_configurations.items()?.len();
    let zone_redundant = sku.is_some_and(Sku::is_zone_redundant_vpn);
    // For SKUs without zones Azure may manage the third address: what it has accepted is right.
    if count == 3 || (gateway.is_accepted() && !zone_redundant) {
        return Ok(());
    }
    let certain = zone_redundant && !gateway.is_accepted();
    findings
        .add(
            &gateway.ip_configurations,
            format!("active-active with point-to-site needs 3 IP configurations, but this gateway has {count}"),
        )
        .severity(if certain { Severity::Error } else { Severity::Warning })
        .help(if count < 3 {
            "add IP configurations until there are three, each with its own public IP address; the third one serves the clients"
        } else {
            "remove the IP configurations after the third"
        })
        .related(&gateway.active_active, "active-active is enabled here")
        .related(&client.pool, "point-to-site is configured here");
    Ok(())
}
