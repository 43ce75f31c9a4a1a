//! Finding resources by their ids.

use std::collections::HashMap;

use crate::resource::estate::place::{EstateIndex, Listed};
use crate::resource::reading::resource::{DeploymentGroup, Kind, Resource};

/// The numbers of resources in the lists of an estate, by kind and id.
#[derive(Debug, Default)]
pub(crate) struct ById {
    kinds: HashMap<Kind, HashMap<String, Namesakes>>,
}

/// The resources of one id, in the estate's order. Several parts may have one each, and one part several.
#[derive(Debug, Default)]
struct Namesakes {
    all: Vec<usize>,
    of_parts: HashMap<DeploymentGroup, Vec<usize>>,
}

impl ById {
    /// Takes in a resource that has its number, if it can be told from others.
    pub(crate) fn add(&mut self, resource: &Resource) {
        let Some(id) = resource.identity() else { return };
        let of_kind = self.kinds.entry(resource.kind).or_default();
        let namesakes = of_kind.entry(id.key().to_owned()).or_default();
        namesakes.all.push(resource.number);
        namesakes.of_parts.entry(resource.part).or_default().push(resource.number);
    }

    /// All resources of a kind, which is listed as `T`, and of an id in lower case.
    pub(crate) fn all<T: Listed>(
        &self,
        kind: Kind,
        key: &str,
    ) -> impl DoubleEndedIterator<Item = EstateIndex<T>> + Clone {
        places(self.namesakes(kind, key).map_or(&[], |namesakes| &namesakes.all))
    }

    /// Those of a part.
    pub(crate) fn of_part<T: Listed>(
        &self,
        kind: Kind,
        key: &str,
        part: DeploymentGroup,
    ) -> impl DoubleEndedIterator<Item = EstateIndex<T>> + Clone + use<'_, T> {
        let numbers = self.namesakes(kind, key).and_then(|namesakes| namesakes.of_parts.get(&part));
        places(numbers.map_or(&[], Vec::as_slice))
    }

    fn namesakes(&self, kind: Kind, key: &str) -> Option<&Namesakes> {
        self.kinds.get(&kind)?.get(key)
    }
}

fn places<T>(numbers: &[usize]) -> impl DoubleEndedIterator<Item = EstateIndex<T>> + Clone {
    numbers.iter().map(|number| EstateIndex::new(*number))
}
