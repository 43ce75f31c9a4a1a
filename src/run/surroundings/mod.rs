//! Looks what lies around each gateway, by the joins of the estate.

mod hub;
mod network;
mod shown;

use crate::finding::Surroundings;
use crate::resource::Estate;

/// So many neighbours are looked at in all, so that many gateways in one network of many peerings cost no more than their
/// number: a few of the pictures are drawn.
const MOST: usize = 100_000;

/// The gateways whose virtual network or hub is in the input.
pub(super) fn of(estate: &Estate) -> Vec<Surroundings> {
    let mut seen = Vec::new();
    let mut neighbours = 0;
    let wans = hub::VirtualWans::of(estate);
    let in_networks = estate.gateways.iter().filter_map(|gateway| network::around(estate, gateway));
    let in_hubs =
        estate.hub_gateways.iter().filter_map(|gateway| hub::around(estate, &wans, gateway));
    for surroundings in in_networks.chain(in_hubs) {
        neighbours += surroundings.neighbours.len();
        seen.push(surroundings);
        if neighbours >= MOST {
            break;
        }
    }
    seen
}
