#![doc = include_str!("README.md")]

use arm_template::Origin;

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Allocation, Gateway, NotEvaluated, PublicIp, PublicIpSku};

declare_lint! {
    id: "public-ips-differ",
    summary: "the public IP addresses of an active-active gateway have different settings",
    severity: Severity::Error,
    category: Category::Deployment,
    symptoms: &["ActiveActiveGatewayPublicIPAddressesDiffersInSkuOrZones"],
    since: "0.1.0",
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if !gateway.is_vpn()? || !gateway.active_active.is_on()? {
        return Ok(());
    }
    let addresses = context.estate.addresses_of(gateway)?;
    let ips: Vec<_> = addresses
        .into_iter()
        .filter_map(|address| findings.or_not_evaluated(address))
        .map(|address| address.ip)
        .collect();
    let [first, rest @ ..] = &ips[..] else { return Ok(()) };
    for other in rest {
        let Some(differing) = findings.or_not_evaluated(difference(first, other)).flatten() else {
            continue;
        };
        // Microsoft's migration makes the third address without zones, and the gateway is right with it.
        if gateway.is_accepted() && differing.in_zones {
            continue;
        }
        let name = |ip: &PublicIp| ip.resource.short_name().unwrap_or("(no name)").to_owned();
        findings
            .add(differing.at.clone(), format!("public IPs '{}' and '{}' differ in {}", name(first), name(other), differing.words))
            .severity(if gateway.is_accepted() { Severity::Warning } else { Severity::Error })
            .help("give all public IP addresses of the gateway the same SKU, allocation method and zones")
            .about(other.resource.subject())
            .related(first.resource.origin().clone(), "the first public IP address of the gateway");
    }
    Ok(())
}

/// In what two public IP addresses differ, and where the second one says so.
struct Difference<'a> {
    words: String,
    at: &'a Origin,
    in_zones: bool,
}

fn difference<'a>(
    first: &PublicIp,
    other: &'a PublicIp,
) -> Result<Option<Difference<'a>>, NotEvaluated> {
    // What is left out is Azure's default.
    let sku =
        |ip: &PublicIp| Ok::<_, NotEvaluated>(ip.sku.get()?.cloned().unwrap_or(PublicIpSku::Basic));
    let method = |ip: &PublicIp| {
        Ok::<_, NotEvaluated>(ip.allocation.get()?.cloned().unwrap_or(Allocation::Dynamic))
    };
    let (a, b) = (sku(first)?, sku(other)?);
    if a != b {
        return Ok(Some(Difference {
            words: format!("SKU: {a} and {b}"),
            at: other.sku.origin(),
            in_zones: false,
        }));
    }
    let (a, b) = (method(first)?, method(other)?);
    if a != b {
        return Ok(Some(Difference {
            words: format!("allocation: {a} and {b}"),
            at: other.allocation.origin(),
            in_zones: false,
        }));
    }
    let (a, b) = (zones(first)?, zones(other)?);
    if a != b {
        let words =
            |zones: &[String]| if zones.is_empty() { "none".to_owned() } else { zones.join(", ") };
        return Ok(Some(Difference {
            words: format!("zones: {} and {}", words(&a), words(&b)),
            at: other.zones.origin(),
            in_zones: true,
        }));
    }
    Ok(None)
}

fn zones(ip: &PublicIp) -> Result<Vec<String>, NotEvaluated> {
    let mut zones = Vec::new();
    for zone in ip.zones.items()? {
        zones.extend(zone.get()?.cloned());
    }
    zones.sort();
    Ok(zones)
}
