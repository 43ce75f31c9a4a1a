//! What a call knows of Azure: where the deployment goes, ids of resources, clouds and zones.

mod environment;
pub(super) mod resource_id;
mod runtime;
mod scope;
mod zones;

use super::Function;

pub(super) const FAMILIES: [&[Function]; 5] = [
    environment::FUNCTIONS,
    resource_id::FUNCTIONS,
    runtime::FUNCTIONS,
    scope::FUNCTIONS,
    zones::FUNCTIONS,
];
