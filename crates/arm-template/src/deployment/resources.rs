//! Finding the resources of a deployment by what refers to them: symbolic name, name, id.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::Instance;
use crate::folded;

/// The resources of a deployment in the order they are written.
pub(crate) struct Resources {
    pub(crate) list: Vec<Rc<Instance>>,
    by_symbolic_name: HashMap<Box<str>, Vec<usize>>,
    /// By full id, by the id from its provider on, by `type/name`, and by name alone.
    by_name: HashMap<Box<str>, Vec<usize>>,
    /// Children by the name that they have in their parents.
    by_own_name: HashMap<Box<str>, Vec<usize>>,
    /// Ids that are not known, by the one form of what is left of their expressions; of those that look the same, none.
    by_residual: OnceCell<HashMap<Box<str>, Option<usize>>>,
}

impl Resources {
    pub(crate) fn new(list: Vec<Rc<Instance>>) -> Self {
        let mut index = Self {
            list,
            by_symbolic_name: HashMap::new(),
            by_name: HashMap::new(),
            by_own_name: HashMap::new(),
            by_residual: OnceCell::new(),
        };
        for (place, instance) in index.list.iter().enumerate() {
            if let Some(name) = &instance.symbolic_name {
                index.by_symbolic_name.entry(folded(name).into()).or_default().push(place);
            }
            if let Some(own) = instance.segments.last().filter(|_| instance.segments.len() > 1)
                && let Some(own) = own.as_str()
            {
                index.by_own_name.entry(folded(own).into()).or_default().push(place);
            }
            let id = instance.id.as_str();
            let names = [
                id.map(str::to_owned),
                id.and_then(|id| Some(id.rsplit_once("/providers/")?.1.to_owned())),
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

    /// What a name or an id means among them.
    pub(crate) fn named(&self, name: &str) -> Option<Rc<Instance>> {
        let key = folded(name);
        if let Some(place) = self.by_symbolic_name.get(&*key) {
            return self.only(Some(place));
        }
        if let Some((symbolic, index)) = turn(&key)
            && let Some(places) = self.by_symbolic_name.get(symbolic)
        {
            let is_turn = |instance: &&Rc<Instance>| {
                instance.turn.as_ref().is_some_and(|turn| turn.index == Some(index))
            };
            return places.iter().map(|place| &self.list[*place]).find(is_turn).cloned();
        }
        let by_name = self.by_name.get(&*key);
        self.only(by_name.or_else(|| self.by_own_name.get(&*key)))
    }

    /// The one whose id is not known and comes to the same expression; `form` brings expressions into one form.
    pub(crate) fn with_residual(
        &self,
        residual: &str,
        form: impl Fn(&str) -> String,
    ) -> Option<Rc<Instance>> {
        let known = self.by_residual.get_or_init(|| {
            let mut known: HashMap<Box<str>, Option<usize>> = HashMap::new();
            for (place, instance) in self.list.iter().enumerate() {
                let Some(unknown) = instance.id.as_unknown() else { continue };
                known
                    .entry(folded(&form(&unknown.residual)).into())
                    .and_modify(|other| *other = None)
                    .or_insert(Some(place));
            }
            known
        });
        if known.is_empty() {
            return None;
        }
        let place = (*known.get(&*folded(&form(residual)))?)?;
        Some(self.list[place].clone())
    }

    /// All turns of the loop with this symbolic name.
    pub(crate) fn turns(&self, name: &str) -> Vec<Rc<Instance>> {
        let places = self.by_symbolic_name.get(&*folded(name));
        places.into_iter().flatten().map(|place| self.list[*place].clone()).collect()
    }
}

/// `name[3]`: one turn of a loop.
fn turn(name: &str) -> Option<(&str, i64)> {
    let (symbolic, index) = name.strip_suffix(']')?.split_once('[')?;
    Some((symbolic, index.parse().ok()?))
}
