//! Where the traffic that clients send to a gateway goes on to, and which routes clients need for that.

use ipnet::IpNet;

use super::definition::{Context, Outcome};
use super::findings::Findings;
use crate::resource::{Destination, Estate, Gateway, NextHop, NotEvaluated, Range};

/// The networks that clients of a gateway need a route to: what it leads to, and its custom routes; and whether there may
/// be more. None when the gateway is in no network.
///
/// # Errors
/// When its network is not known, or not in the input.
pub(crate) fn wanted(
    gateway: &Gateway,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Result<(Vec<IpNet>, Outcome), NotEvaluated> {
    let custom = findings.known(gateway.custom_routes.elements());
    let Some(reach) = context.estate.reach(gateway)? else { return Ok((Vec::new(), Ok(()))) };
    let custom = custom.iter().map(|(_, route)| *route);
    let ranges = reach.ranges.iter().copied().chain(custom);
    let mut wanted: Vec<IpNet> = ranges.filter_map(Range::net).collect();
    wanted.sort();
    wanted.dedup();
    Ok((wanted, reach.complete()))
}

/// Networks as a message lists them.
pub(crate) fn listed(nets: &[IpNet]) -> String {
    const MOST_SHOWN: usize = 8;
    let shown: Vec<String> = nets.iter().take(MOST_SHOWN).map(ToString::to_string).collect();
    let more = nets.len().saturating_sub(MOST_SHOWN);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more}", shown.join(", "))
}

/// Whether a route of the gateway subnet leads the traffic for this range on to an appliance.
///
/// # Errors
/// When the subnet, its route table or a route of it is not known.
pub(crate) fn is_carried_on(
    range: &Range,
    gateway: &Gateway,
    estate: &Estate,
) -> Result<bool, NotEvaluated> {
    let Some(place) = estate.gateway_subnet_of(gateway)? else { return Ok(false) };
    let Some(table) = estate.route_table_of(place)? else { return Ok(false) };
    table.inline.get()?;
    for route in &table.routes {
        let (Some(destination), Some(hop)) = (route.destination.get()?, route.next_hop.get()?)
        else {
            continue;
        };
        let covers = match destination {
            Destination::Range(wide) => {
                wide.net().zip(range.net()).is_some_and(|(wide, net)| wide.contains(&net))
            }
            // Which addresses a service has changes from week to week.
            Destination::ServiceTag(_) => true,
        };
        if covers && *hop == NextHop::VirtualAppliance {
            return Ok(true);
        }
    }
    Ok(false)
}
