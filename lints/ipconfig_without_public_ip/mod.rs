#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, Sku};

declare_lint! {
    id: "ipconfig-without-public-ip",
    summary: "an IP configuration of a VPN gateway has no public IP address",
    severity: Severity::Error,
    category: Category::Deployment,
    symptoms: &["PublicIpForGatewayIsRequired"],
    since: "0.1.0",
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if !gateway.is_vpn()? {
        return Ok(());
    }
    for (at, configuration) in gateway.ip_configurations.items()?.iter().enumerate() {
        let Some(None) = findings.or_not_evaluated(configuration.public_ip.get()) else { continue };
        let sku = gateway.sku.get()?;
        // The address of a third configuration without zones may be Azure's own, that of a Basic gateway always is.
        if sku == Some(&Sku::Basic) || (at >= 2 && sku.is_some_and(Sku::is_zoneless_vpn)) {
            return Ok(());
        }
        let finding = findings
            .add(
                &configuration.origin,
                format!("IP configuration '{}' has no public IP address", configuration.label()),
            )
            .help("set publicIPAddress.id to the id of a Standard, static public IP address");
        if gateway.is_accepted() {
            finding.severity(Severity::Warning);
        }
    }
    Ok(())
}
