#![doc = include_str!("README.md")]

use arm_template::Confidence;

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, NotEvaluated, Reference, ResourceId};

declare_lint! {
    id: "duplicate-vpn-gateway-in-vnet",
    summary: "two VPN gateways are in one virtual network",
    severity: Severity::Error,
    category: Category::Deployment,
    since: "0.1.0",
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    // What is exported exists: Azure has taken it, or the files are of different days.
    if !gateway.resource.is_template() || gateway.resource.conditional {
        return Ok(());
    }
    let all = &context.estate.gateways;
    let at = all.iter().position(|other| std::ptr::eq(other, gateway)).unwrap_or_default();
    let beside = |(index, other): &(usize, &Gateway)| {
        (*index < at || !other.resource.is_template())
            && are_two(gateway, other)
            && other.is_vpn().unwrap_or(true)
    };
    let mut others = all.iter().enumerate().filter(beside).map(|(_, other)| other).peekable();
    if others.peek().is_none() || !gateway.is_vpn()? {
        // Without another one, the network makes no difference.
        return Ok(());
    }
    let Some(own) = network(gateway)? else { return Ok(()) };
    for other in others {
        if !other.is_vpn()? || network(other)?.as_ref() != Some(&own) {
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

/// Whether they are two, and both are certain to be there: of one deployment, or the other one exists.
fn are_two(one: &Gateway, other: &Gateway) -> bool {
    let (Some(own), Some(elsewhere)) = (&one.resource.id, &other.resource.id) else { return false };
    let real = one.resource.id_confidence > Confidence::Low;
    let together =
        one.resource.part == other.resource.part || (real && !other.resource.is_template());
    together && own != elsewhere && !other.resource.conditional
}

fn network(gateway: &Gateway) -> Result<Option<ResourceId>, NotEvaluated> {
    for configuration in gateway.ip_configurations.items()? {
        if let Some(Reference::To(subnet)) = configuration.subnet.get()? {
            return Ok(subnet.parent());
        }
    }
    Ok(None)
}
