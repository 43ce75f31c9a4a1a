#![doc = include_str!("README.md")]

use std::collections::BTreeMap;
use std::net::IpAddr;

use ipnet::IpNet;

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Estate, Field, NetworkPeering, NotEvaluated, Peering, Range, Reference};

declare_lint! {
    id: "peering-address-overlap",
    summary: "peered networks overlap",
    severity: Severity::Error,
    category: Category::Deployment,
    symptoms: &["VnetAddressSpacesOverlap", "VnetAddressSpaceOverlapsWithAlreadyPeeredVnet"],
    since: "0.1.0",
    check: Check::Estate(check),
}

fn check(estate: &Estate, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    for network in &estate.networks {
        findings.on(network.resource.subject());
        let mut spaces = Spaces::default();
        for peering in &network.peerings {
            let place = NetworkPeering { network, peering };
            if let Err(why) = check_peering(&place, &mut spaces, context, findings) {
                findings.not_evaluated(why);
            }
        }
    }
    Ok(())
}

fn check_peering<'a>(
    place: &NetworkPeering<'a>,
    spaces: &mut Spaces<'a>,
    context: &'a Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    if place.peering.whole_networks.get()? == Some(&false) {
        return Ok(());
    }
    let Some(theirs) = findings.or_not_evaluated(space_behind(*place, context)) else {
        return Ok(());
    };
    // Of two peerings between the same networks one speaks.
    let spoken = context.estate.way_back(*place).ok().flatten().is_some() && is_second(*place);
    if let (false, Some(own)) =
        (spoken, findings.or_not_evaluated(known(&place.network.address_space)))
        && let Some((mine, their)) = first_overlap(&own, &theirs)
    {
        findings
            .add(mine, format!("{} {mine_text} overlaps the peered network {} {their_text}", place.network.label(), remote_name(*place), mine_text = text(mine), their_text = text(their)))
            .help("change the address space of one of the networks, or peer only subnets that don't overlap")
            .symptoms(&["VnetAddressSpacesOverlap"])
            .related(their, "the other network's range")
            .related(&place.peering.remote, "they are peered here");
    }
    if let Some((mine, their, peering)) = spaces.overlap(&theirs, place.peering) {
        let other = NetworkPeering { network: place.network, peering };
        findings
            .add(
                mine,
                format!(
                    "{} {} overlaps {} {}, and {} is peered with both",
                    remote_name(*place),
                    text(mine),
                    remote_name(other),
                    text(their),
                    place.network.label()
                ),
            )
            .help("change the address space of one of the two networks")
            .symptoms(&["VnetAddressSpaceOverlapsWithAlreadyPeeredVnet"])
            .related(their, "the other network's range")
            .related(&place.peering.remote, "the one peering")
            .related(&peering.remote, "the other peering");
    }
    spaces.add(&theirs, place.peering);
    Ok(())
}

/// A range behind a peering.
type Behind<'a> = (&'a Field<Range>, &'a Peering);

/// The ranges behind the peerings of a network that came before, found without looking through all of them.
///
/// Two ranges in CIDR notation share an address only if one of them lies in the other.
#[derive(Default)]
struct Spaces<'a> {
    /// By first address and length; of equal ones those of two networks are enough to find another one.
    ranges: BTreeMap<(IpAddr, u8), Vec<Behind<'a>>>,
}

impl<'a> Spaces<'a> {
    fn add(&mut self, space: &[&'a Field<Range>], peering: &'a Peering) {
        for range in space {
            let Some(net) = range.value().and_then(Range::net) else { continue };
            let equal = self.ranges.entry((net.network(), net.prefix_len())).or_default();
            if equal.len() < 2 && equal.iter().all(|(_, other)| leads_elsewhere(other, peering)) {
                equal.push((range, peering));
            }
        }
    }

    /// The first overlap of a network with one that came before and isn't the same.
    fn overlap(
        &self,
        space: &[&'a Field<Range>],
        peering: &Peering,
    ) -> Option<(&'a Field<Range>, &'a Field<Range>, &'a Peering)> {
        space.iter().find_map(|mine| {
            let net = mine.value().and_then(Range::net)?;
            let around = std::iter::successors(Some(net), IpNet::supernet)
                .filter_map(|net| self.ranges.get(&(net.network(), net.prefix_len())));
            let inside = self
                .ranges
                .range((net.network(), net.prefix_len())..=(net.broadcast(), u8::MAX))
                .map(|(_, equal)| equal);
            let mut found = around.chain(inside).flatten();
            let (their, other) = found.find(|(_, other)| leads_elsewhere(other, peering))?;
            Some((*mine, *their, *other))
        })
    }
}

fn leads_elsewhere(one: &Peering, other: &Peering) -> bool {
    one.remote.value() != other.remote.value()
}

/// The address space at the other end: the network's own, else what the peering says of it.
fn space_behind<'a>(
    place: NetworkPeering<'a>,
    context: &'a Context<'_>,
) -> Result<Vec<&'a Field<Range>>, NotEvaluated> {
    match context.estate.remote_of(place) {
        Ok(Some(remote)) if remote.declared => known(&remote.address_space),
        Ok(None) => Ok(Vec::new()),
        Ok(_) | Err(_) if !place.peering.remote_address_space.known_items().is_empty() => {
            known(&place.peering.remote_address_space)
        }
        Ok(Some(remote)) => known(&remote.address_space),
        Err(why) => Err(why),
    }
}

/// The ranges, all of which have to be known.
fn known(space: &Field<Vec<Field<Range>>>) -> Result<Vec<&Field<Range>>, NotEvaluated> {
    space.items()?.iter().map(|range| range.get().map(|_| range)).collect()
}

fn first_overlap<'a>(
    own: &[&'a Field<Range>],
    theirs: &[&'a Field<Range>],
) -> Option<(&'a Field<Range>, &'a Field<Range>)> {
    let overlaps = |a: &Field<Range>, b: &Field<Range>| matches!((a.value(), b.value()), (Some(a), Some(b)) if a.overlaps(b));
    own.iter().find_map(|mine| {
        theirs.iter().find(|their| overlaps(mine, their)).map(|their| (*mine, *their))
    })
}

fn is_second(place: NetworkPeering<'_>) -> bool {
    let remote = place.peering.remote.value().and_then(Reference::id);
    place.network.id().zip(remote).is_some_and(|(own, remote)| own.key() > remote.key())
}

fn remote_name(place: NetworkPeering<'_>) -> &str {
    place.peering.remote.value().map_or("(no name)", Reference::name)
}

fn text(range: &Field<Range>) -> String {
    range.value().map_or_else(String::new, ToString::to_string)
}
