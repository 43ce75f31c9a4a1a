#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, ReferenceNames, declare_lint};
use crate::resource::{GatewaySubnet, Kind, Reference, ResourceId};

declare_lint! {
    id: "gateway-subnet-foreign-resources",
    summary: "GatewaySubnet contains something other than gateways",
    severity: Severity::Warning,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::GatewaySubnet(check),
}

fn check(place: &GatewaySubnet<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    for occupant in &place.subnet.occupants {
        let Some(Reference::To(id)) = findings.or_not_evaluated(occupant.get()).flatten() else {
            continue;
        };
        let owner = owner_of(id);
        if owner.is_kind(Kind::Gateway.type_name()) || !is_own(id, place) {
            continue;
        }
        let kind = owner.as_str().rsplit('/').nth(1).unwrap_or_default();
        findings
            .add(ReferenceNames(occupant), format!("GatewaySubnet contains {kind} '{}', which is not a gateway", owner.name()))
            .help("move it to another subnet; GatewaySubnet is for VPN and ExpressRoute gateways only");
    }
    Ok(())
}

/// The resource that an IP configuration belongs to, or what the id names itself.
fn owner_of(id: &ResourceId) -> ResourceId {
    let part = id.kind().ends_with("/ipconfigurations");
    id.parent().filter(|_| part).unwrap_or_else(|| id.clone())
}

/// Whether it lies in the network's subscription. What Azure itself puts there, to run the gateway, does not.
fn is_own(id: &ResourceId, place: &GatewaySubnet<'_>) -> bool {
    place.network.id().is_none_or(|network| network.subscription() == id.subscription())
}
