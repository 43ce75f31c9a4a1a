//! Plans and states: their resources, with the ids that they are joined by.

mod address;
mod joining;
mod placing;
mod subscription;

use std::path::PathBuf;
use std::sync::Arc;

use terraform_config::value::{ResourceValue as Attributes, Value, ValueKind};
use terraform_config::{Resource, Saved};
use traced_values::SourceId;

use self::address::ResourceAddress;
use self::joining::Joining;
pub(super) use self::placing::placed_resource;
pub(super) use self::subscription::subscription;

/// A plan or a state among the inputs.
#[derive(Clone, Debug)]
pub(crate) struct SavedFile {
    /// Its number.
    pub(crate) source: SourceId,
    /// Where it lies, when it is a file.
    pub(crate) path: Option<PathBuf>,
    /// Whether it was named, as opposed to found in a folder.
    pub(crate) named: bool,
    /// What it says.
    pub(crate) saved: Saved,
}

/// A resource of a plan or a state.
#[derive(Clone, Debug)]
pub(super) struct KnownResource {
    /// What is known of it.
    pub(super) resource: Resource,
    /// Whether it is there already.
    pub(super) is_there: bool,
}

/// The resources, each reference that only applying tells in the place of what it will be, as far as names tell that.
pub(super) fn resources(saved: &Saved) -> Vec<KnownResource> {
    let mut joining = Joining::of(saved);
    joining.run();
    let all = saved.resources.iter().zip(joining.entries);
    all.map(|(one, entries)| {
        let head = one.values.span();
        let attributes = Attributes { address: one.address.clone(), entries: Arc::new(entries) };
        let module = ResourceAddress::of(&one.address).module.into();
        let value =
            Value::new(ValueKind::Resource(Arc::new(attributes)), one.values.origin.clone());
        let resource = Resource {
            address: one.address.clone(),
            module,
            kind: one.kind.clone(),
            is_data: false,
            value,
            head,
            unsure: None,
        };
        KnownResource { resource, is_there: !one.is_new }
    })
    .collect()
}
