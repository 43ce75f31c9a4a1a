//! Finding resources by their ids.

use std::collections::HashMap;

use crate::resource::reading::resource::{Kind, Part, Resource};

/// Places of resources in the lists of an estate, by kind and id.
#[derive(Debug, Default)]
pub(crate) struct Index {
    kinds: HashMap<Kind, HashMap<String, Namesakes>>,
}

/// The resources of one id, in the estate's order. Several parts may have one each, and one part several.
#[derive(Debug, Default)]
struct Namesakes {
    all: Vec<usize>,
    of_parts: HashMap<Part, Vec<usize>>,
}

impl Index {
    /// Takes in a resource at its place, if it can be told from others.
    pub(crate) fn add(&mut self, resource: &Resource, at: usize) {
        let Some(id) = resource.identity() else { return };
        let of_kind = self.kinds.entry(resource.kind).or_default();
        let namesakes = of_kind.entry(id.key().to_owned()).or_default();
        namesakes.all.push(at);
        namesakes.of_parts.entry(resource.part).or_default().push(at);
    }

    /// All resources of an id in lower case.
    pub(crate) fn all(&self, kind: Kind, key: &str) -> &[usize] {
        self.namesakes(kind, key).map_or(&[], |namesakes| &namesakes.all)
    }

    /// Those of a part.
    pub(crate) fn of_part(&self, kind: Kind, key: &str, part: Part) -> &[usize] {
        let places = self.namesakes(kind, key).and_then(|namesakes| namesakes.of_parts.get(&part));
        places.map_or(&[], Vec::as_slice)
    }

    fn namesakes(&self, kind: Kind, key: &str) -> Option<&Namesakes> {
        self.kinds.get(&kind)?.get(key)
    }
}
