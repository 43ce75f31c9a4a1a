//! All resources of a run, joined by their ids: what lies next to what, and what a gateway reaches.

pub(crate) mod adjacency;
pub(crate) mod adjacent;
pub(crate) mod children;
pub(crate) mod clients;
pub(crate) mod dependencies;
pub(crate) mod estate;
pub(crate) mod index;
pub(crate) mod lookup;
pub(crate) mod names;
pub(crate) mod neighbour;
pub(crate) mod place;
pub(crate) mod reach;
pub(crate) mod read_ahead;
pub(crate) mod topology;
pub(crate) mod virtual_wan;
