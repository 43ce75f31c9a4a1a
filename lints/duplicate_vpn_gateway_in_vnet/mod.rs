#![doc = include_str!("README.md")]

use std::collections::HashMap;

use arm_template::Confidence;

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{DeploymentGroup, Estate, Gateway, NotEvaluated, Reference, ResourceId};

declare_lint! {
    id: "duplicate-vpn-gateway-in-vnet",
    summary: "a virtual network contains two VPN gateways",
    severity: Severity::Error,
    category: Category::Deployment,
    since: "0.1.0",
    check: Check::Estate(check),
}

fn check(estate: &Estate, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let gateways = Gateways::of(&estate.gateways);
    for (at, gateway) in estate.gateways.iter().enumerate() {
        // What is exported exists: Azure has taken it, or the files are of different days.
        if !gateway.resource.is_template() || gateway.resource.conditional {
            continue;
        }
        findings.on(gateway.resource.subject());
        if let Err(why) = check_one(at, &gateways, findings) {
            findings.not_evaluated(why);
        }
    }
    Ok(())
}

fn check_one(at: usize, gateways: &Gateways<'_>, findings: &mut Findings<'_>) -> Outcome {
    let gateway = &gateways.all[at];
    let beside = |index: &usize| {
        let other = &gateways.all[*index];
        (*index < at || !other.resource.is_template())
            && are_two(gateway, other)
            && other.is_vpn().unwrap_or(true)
    };
    if !gateways.near(gateway).any(|index| beside(&index)) || !gateway.is_vpn()? {
        // Without another one, the network makes no difference.
        return Ok(());
    }
    let Some(own) = network(gateway)? else { return Ok(()) };
    for other in gateways.perhaps_in(gateway, &own).into_iter().filter(beside) {
        let other = &gateways.all[other];
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
            .add(place, format!("virtual network '{}' already has a VPN gateway, '{name}'", own.name()))
            .help("use the existing gateway, or put this one into a separate network and peer the two")
            .related(there, "the other gateway");
        break;
    }
    Ok(())
}

/// The gateways by where they may stand beside each other, so that not every two of them have to be compared.
struct Gateways<'a> {
    all: &'a [Gateway],
    of_part: HashMap<DeploymentGroup, Vec<usize>>,
    /// By part and by network; without one those of which it is not known.
    in_network: HashMap<(DeploymentGroup, Option<String>), Vec<usize>>,
}

impl<'a> Gateways<'a> {
    fn of(all: &'a [Gateway]) -> Self {
        let mut gateways = Self { all, of_part: HashMap::new(), in_network: HashMap::new() };
        for (at, gateway) in all.iter().enumerate() {
            let part = part(gateway);
            gateways.of_part.entry(part).or_default().push(at);
            let place = match network(gateway) {
                Ok(Some(network)) => Some(network.key().to_owned()),
                Ok(None) => continue,
                Err(_) => None,
            };
            gateways.in_network.entry((part, place)).or_default().push(at);
        }
        gateways
    }

    /// Those of a gateway's own part and those that exist.
    fn near(&self, gateway: &Gateway) -> impl Iterator<Item = usize> {
        let of = |part: DeploymentGroup| self.of_part.get(&part).into_iter().flatten().copied();
        of(part(gateway)).chain(of(DeploymentGroup::EXPORTED))
    }

    /// Those among them that are in this network, or may be.
    fn perhaps_in(&self, gateway: &Gateway, network: &ResourceId) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        for part in [part(gateway), DeploymentGroup::EXPORTED] {
            for place in [Some(network.key().to_owned()), None] {
                found.extend(self.in_network.get(&(part, place)).into_iter().flatten());
            }
        }
        found.sort_unstable();
        found
    }
}

fn part(gateway: &Gateway) -> DeploymentGroup {
    if gateway.resource.is_template() { gateway.resource.part } else { DeploymentGroup::EXPORTED }
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
