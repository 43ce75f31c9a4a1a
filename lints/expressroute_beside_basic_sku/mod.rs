#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, GatewayType, NotEvaluated, Reference, ResourceId, Sku};

declare_lint! {
    id: "expressroute-beside-basic-sku",
    summary: "an ExpressRoute gateway is in the same network as a Basic VPN gateway",
    severity: Severity::Error,
    category: Category::Deployment,
    since: "0.1.0",
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let is_other = gateway
        .is_vpn()
        .is_ok_and(|vpn| !vpn || gateway.sku.get().is_ok_and(|sku| sku != Some(&Sku::Basic)));
    if is_other {
        return Ok(());
    }
    let others = context.estate.gateways.iter().filter(|other| {
        other.gateway_type.value() == Some(&GatewayType::ExpressRoute)
            && other.resource.part == gateway.resource.part
    });
    for other in others {
        if !gateway.is_vpn()? || gateway.sku.get()? != Some(&Sku::Basic) {
            return Ok(());
        }
        let Some((own, theirs)) = network_id(gateway)?.zip(network_id(other)?) else { continue };
        if own != theirs {
            continue;
        }
        let finding = findings
            .add(
                &gateway.sku,
                format!(
                    "the VPN gateway has the Basic SKU, but its network {} contains an ExpressRoute gateway",
                    own.name()
                ),
            )
            .help("use VpnGw1AZ or a larger AZ SKU for the VPN gateway")
            .related(&other.gateway_type, "the ExpressRoute gateway");
        if gateway.is_accepted() && other.is_accepted() {
            finding.severity(Severity::Warning);
        }
    }
    Ok(())
}

/// The network that the gateway's first IP configuration with a subnet names.
fn network_id(gateway: &Gateway) -> Result<Option<ResourceId>, NotEvaluated> {
    for configuration in gateway.ip_configurations.items()? {
        if let Some(Reference::To(subnet)) = configuration.subnet.get()? {
            return Ok(subnet.parent());
        }
    }
    Ok(None)
}
