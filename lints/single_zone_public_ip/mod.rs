#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, GatewayAddress, Sku};

declare_lint! {
    id: "single-zone-public-ip",
    summary: "a gateway with an AZ SKU is in a single zone",
    severity: Severity::Note,
    category: Category::Resilience,
    since: "0.1.0",
    peers: &["4bae5a28-5cf4-40d9-bcf1-623d28f6d917 (APRL)"],
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if !gateway.sku.get()?.is_some_and(Sku::is_zone_redundant_vpn) {
        return Ok(());
    }
    for address in context.estate.addresses_of(gateway)? {
        let Some(GatewayAddress { configuration, ip }) = findings.or_not_evaluated(address) else {
            continue;
        };
        let Some([zone]) = findings.or_not_evaluated(ip.zones.items()) else { continue };
        let name = ip.resource.short_name().unwrap_or("(no name)");
        let zone = zone.value().map_or("not known", String::as_str);
        findings
            .add(&ip.zones, format!("public IP '{name}' pins the gateway to one zone: {zone}"))
            .help("list all three zones, unless a single zone is intended; the zones of an existing public IP address can't be changed")
            .about(ip.resource.subject())
            .related(&configuration.public_ip, "the gateway uses it here");
    }
    Ok(())
}
