#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Fixable, Lint, Outcome};
use crate::resource::{Gateway, NotEvaluated, Reference, ResourceId};

/// The lint of this room.
pub static LINT: Lint = Lint {
    id: "duplicate-vpn-gateway-in-vnet",
    summary: "two VPN gateways are in one virtual network",
    severity: Severity::Error,
    category: Category::Deployment,
    symptoms: &[],
    since: "0.1.0",
    fix: Fixable::No,
    docs: include_str!("README.md"),
    check: Check::Gateway(check),
};

fn check(gateway: &Gateway, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let mut before =
        context.estate.gateways.iter().take_while(|other| !std::ptr::eq(*other, gateway));
    let Some(first) =
        before.find(|other| same_deployment(gateway, other) && other.is_vpn().unwrap_or(true))
    else {
        // Without another one before it, the network makes no difference.
        return Ok(());
    };
    if !gateway.is_vpn()? {
        return Ok(());
    }
    let Some(own) = network(gateway)? else { return Ok(()) };
    for other in std::iter::once(first).chain(before) {
        if !same_deployment(gateway, other)
            || !other.is_vpn()?
            || network(other)?.as_ref() != Some(&own)
        {
            continue;
        }
        let [place, there] = [gateway, other].map(|one| {
            one.subnets()
                .next()
                .map_or(one.resource.origin(), |(entry, _)| entry.subnet.origin())
                .clone()
        });
        let name = other.resource.subject().name;
        findings
            .add(place, format!("virtual network '{}' has a VPN gateway already, '{name}'", own.name()))
            .help("use the one that is there, or put this one into a network of its own and peer the two")
            .related(there, "the other gateway");
        break;
    }
    Ok(())
}

/// Whether both are certain to be deployed together, or both exist, and they are two.
fn same_deployment(one: &Gateway, other: &Gateway) -> bool {
    let two = match (&one.resource.id, &other.resource.id) {
        (Some(own), Some(other)) => own != other,
        _ => false,
    };
    two && one.resource.part == other.resource.part
        && !one.resource.conditional
        && !other.resource.conditional
}

fn network(gateway: &Gateway) -> Result<Option<ResourceId>, NotEvaluated> {
    for configuration in gateway.ip_configurations.items()? {
        if let Some(Reference::To(subnet)) = configuration.subnet.get()? {
            return Ok(subnet.parent());
        }
    }
    Ok(None)
}
