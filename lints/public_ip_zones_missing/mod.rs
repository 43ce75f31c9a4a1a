#![doc = include_str!("README.md")]

use crate::facts;
use crate::finding::{Applicability, Severity};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::{Gateway, GatewayAddress};

declare_lint! {
    id: "public-ip-zones-missing",
    summary: "the public IP address of a gateway with an AZ SKU has no zones",
    severity: Severity::Error,
    category: Category::Deployment,
    symptoms: &["VmssVpnGatewayPublicIpsMustHaveZonesConfigured"],
    since: "0.1.0",
    peers: &["4bae5a28-5cf4-40d9-bcf1-623d28f6d917 (APRL)"],
    fix: Fixable::Unsafe,
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(sku) = gateway.sku.get()?.filter(|sku| sku.is_zone_redundant_vpn()) else {
        return Ok(());
    };
    for address in context.estate.addresses_of(gateway)? {
        let Some(GatewayAddress { configuration, ip }) = findings.or_not_evaluated(address) else {
            continue;
        };
        let Some(zones) = findings.or_not_evaluated(ip.zones.items()) else { continue };
        let zonal_region = ip.resource.location.value().map(|location| facts::has_zones(location));
        if !zones.is_empty()
            || ip.is_basic()
            || ip.is_zone_redundant_by_age()
            || zonal_region == Some(Some(false))
        {
            continue;
        }
        let certain = zonal_region == Some(Some(true));
        let name = ip.resource.short_name().unwrap_or("(no name)");
        let needs = if ip.resource.is_template() { "needs them" } else { "would have them" };
        let finding = findings
            .add(
                &ip.zones,
                format!("public IP '{name}' has no zones, but the gateway's SKU {sku} {needs}"),
            )
            .about(ip.resource.subject())
            .related(&configuration.public_ip, "the gateway uses it here");
        if !ip.resource.is_template() {
            finding.severity(Severity::Note).symptoms(&[]).help("for zone redundancy, deploy a new public IP address with zones 1, 2 and 3; the zones of an existing one can't be changed");
            continue;
        }
        let zones = serde_json::json!(["1", "2", "3"]);
        let edit = context.set_member(&ip.zones, "zones", &zones);
        finding
            .severity(if certain { Severity::Error } else { Severity::Warning })
            .help(if certain {
                "set zones to [\"1\", \"2\", \"3\"] on the public IP address"
            } else {
                "set zones to [\"1\", \"2\", \"3\"] on the public IP address, unless the region has no zones"
            })
            .fix("set zones 1, 2 and 3 on the public IP address", Applicability::Unsafe, edit.filter(|_| certain));
    }
    Ok(())
}
