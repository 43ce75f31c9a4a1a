#![doc = include_str!("README.md")]

use crate::facts;
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, GatewayAddress};

declare_lint! {
    id: "public-ip-zones-on-non-az",
    summary: "the public IP address of a gateway without an AZ SKU has zones",
    severity: Severity::Error,
    category: Category::Deployment,
    symptoms: &["RegionalVmssVpnGatewayPublicIpsMustNotHaveZonesConfigured"],
    since: "0.1.0",
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(sku) = gateway.sku.get()?.filter(|sku| sku.is_zoneless_vpn()) else { return Ok(()) };
    for address in context.estate.addresses_of(gateway)? {
        let Some(GatewayAddress { configuration, ip }) = findings.or_not_evaluated(address) else {
            continue;
        };
        let Some(zones) = findings.or_not_evaluated(ip.zones.items()) else { continue };
        let name = ip.resource.short_name().unwrap_or("(no name)");
        let region = ip.resource.location.value().and_then(|location| facts::has_zones(location));
        let (at, message, certain) = if !zones.is_empty() {
            (
                ip.zones.origin(),
                format!(
                    "public IP '{name}' has zones, but the gateway's SKU {sku} doesn't support them"
                ),
                true,
            )
        } else if ip.is_zone_redundant_by_age() && region != Some(false) {
            let message = format!(
                "public IP '{name}' gets zones from its old apiVersion, but the gateway's SKU {sku} doesn't support them"
            );
            (ip.resource.api_version.origin(), message, region == Some(true))
        } else {
            continue;
        };
        let refused = certain && ip.resource.is_template();
        findings
            .add(at, message)
            .severity(if refused { Severity::Error } else { Severity::Warning })
            .help(format!(
                "set the gateway's SKU to {sku}AZ; gateways with SKUs without zones can no longer be created"
            ))
            .about(ip.resource.subject())
            .related(&configuration.public_ip, "the gateway uses it here")
            .related(&gateway.sku, "the gateway's SKU");
    }
    Ok(())
}
