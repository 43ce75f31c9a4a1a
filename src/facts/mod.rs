//! Facts of Azure's that change with time: limits, dates, ids and versions, each with its source.

mod public_ip;
mod regions;

pub use public_ip::{ZONES_NAMED_SINCE, is_older};
pub use regions::has_zones;
