//! Where the traffic that clients send to a gateway goes on to.

use crate::resource::{Destination, Estate, Gateway, NextHop, NotEvaluated, Range};

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
