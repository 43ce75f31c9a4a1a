//! Finding the resources of a deployment by what refers to them: symbolic name, name, id.

use std::collections::HashMap;
use std::rc::Rc;

use super::instance::Instance;
use crate::evaluate::{DeploymentId, Engine};
use crate::folded;

/// The resources of a deployment in the order they are written.
pub(crate) struct Resources {
    pub(crate) list: Vec<Rc<Instance>>,
    by_symbolic_name: HashMap<Box<str>, Vec<usize>>,
    /// By full id, by `type/name`, and by name alone.
    by_name: HashMap<Box<str>, Vec<usize>>,
    /// Ids that are not known, by what is left of their expressions.
    by_residual: HashMap<Box<str>, usize>,
}

impl Resources {
    pub(crate) fn new(list: Vec<Rc<Instance>>) -> Self {
        let mut index = Self {
            list,
            by_symbolic_name: HashMap::new(),
            by_name: HashMap::new(),
            by_residual: HashMap::new(),
        };
        for (place, instance) in index.list.iter().enumerate() {
            if let Some(name) = &instance.symbolic_name {
                index.by_symbolic_name.entry(folded(name).into()).or_default().push(place);
            }
            if let Some(unknown) = instance.id.as_unknown() {
                index.by_residual.entry(folded(&unknown.residual).into()).or_insert(place);
            }
            let names = [
                instance.id.as_str().map(str::to_owned),
                instance.name.as_str().map(str::to_owned),
                instance.name.as_str().map(|name| format!("{}/{name}", instance.kind)),
            ];
            for name in names.into_iter().flatten() {
                index.by_name.entry(folded(&name).into()).or_default().push(place);
            }
        }
        index
    }

    fn only(&self, found: Option<&Vec<usize>>) -> Option<Rc<Instance>> {
        let deployed: Vec<&Rc<Instance>> = found?
            .iter()
            .map(|place| &self.list[*place])
            .filter(|instance| !instance.skipped)
            .collect();
        match &deployed[..] {
            [] => found?.first().map(|place| self.list[*place].clone()),
            [only] => Some((*only).clone()),
            [first, ..] => {
                // The same resource declared twice is one; different ones of one name can't be told apart.
                deployed.iter().all(|other| other.id == first.id).then(|| (*first).clone())
            }
        }
    }
}

impl Engine<'_> {
    /// What a name or an id means in a deployment; an id may also be that of a resource of another deployment around.
    pub(crate) fn find_resource(&self, home: DeploymentId, name: &str) -> Option<Rc<Instance>> {
        match self.find_here(home, name) {
            Some(found) if !found.existing => Some(found),
            Some(existing) => {
                let id = existing.id.as_str().map(str::to_owned);
                id.and_then(|id| self.find_anywhere(&id)).or(Some(existing))
            }
            None => self.find_anywhere(name),
        }
    }

    /// The resource of this id, in any deployment whose resources are told apart already.
    fn find_anywhere(&self, id: &str) -> Option<Rc<Instance>> {
        let known = self.known_ids.borrow();
        known.get(&*folded(id)).filter(|found| !found.body.is_busy()).cloned()
    }

    /// Remembers the ids of what a deployment deploys.
    pub(crate) fn remember_ids(&self, list: &[Rc<Instance>]) {
        let mut known = self.known_ids.borrow_mut();
        for instance in list.iter().filter(|instance| !instance.existing && !instance.skipped) {
            if let Some(id) = instance.id.as_str() {
                known.entry(folded(id).into()).or_insert_with(|| instance.clone());
            }
        }
    }

    fn find_here(&self, home: DeploymentId, name: &str) -> Option<Rc<Instance>> {
        let home = self.deployment(home);
        let resources = self.resources(&home)?;
        let key = folded(name);
        if let Some(place) = resources.by_symbolic_name.get(&*key) {
            return resources.only(Some(place));
        }
        if let Some((symbolic, index)) = turn(&key)
            && let Some(places) = resources.by_symbolic_name.get(symbolic)
        {
            let is_turn = |instance: &&Rc<Instance>| {
                instance.turn.as_ref().is_some_and(|turn| turn.index == Some(index))
            };
            return places.iter().map(|place| &resources.list[*place]).find(is_turn).cloned();
        }
        resources.only(resources.by_name.get(&*key))
    }

    pub(crate) fn find_by_residual(
        &self,
        home: DeploymentId,
        residual: &str,
    ) -> Option<Rc<Instance>> {
        let home = self.deployment(home);
        let resources = self.resources(&home)?;
        resources.by_residual.get(&*folded(residual)).map(|place| resources.list[*place].clone())
    }

    /// All turns of the loop with this symbolic name.
    pub(crate) fn find_instances(&self, home: DeploymentId, name: &str) -> Vec<Rc<Instance>> {
        let home = self.deployment(home);
        let Some(resources) = self.resources(&home) else { return Vec::new() };
        let places = resources.by_symbolic_name.get(&*folded(name));
        places.into_iter().flatten().map(|place| resources.list[*place].clone()).collect()
    }
}

/// `name[3]`: one turn of a loop.
fn turn(name: &str) -> Option<(&str, i64)> {
    let (symbolic, index) = name.strip_suffix(']')?.split_once('[')?;
    Some((symbolic, index.parse().ok()?))
}
