//! Finding the resource that a name or an id means, in its deployment and in those around it.

use std::rc::Rc;

use crate::deployment::{DeploymentId, Instance};
use crate::evaluate::Engine;
use crate::evaluate::residual::canonical;
use crate::folded;

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
    pub(crate) fn find_anywhere(&self, id: &str) -> Option<Rc<Instance>> {
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
        self.expander.resources(self, &self.deployment(home))?.named(name)
    }

    pub(crate) fn find_by_residual(
        &self,
        home: DeploymentId,
        residual: &str,
    ) -> Option<Rc<Instance>> {
        let resources = self.expander.resources(self, &self.deployment(home))?;
        resources.with_residual(residual, |residual| self.form_of_id(residual))
    }

    /// The one form of an id, made once: the same resource is referred to again and again.
    fn form_of_id(&self, residual: &str) -> String {
        if let Some(known) = self.forms.borrow().get(residual) {
            return known.clone();
        }
        let form = canonical(residual, self.limits);
        self.forms.borrow_mut().insert(residual.into(), form.clone());
        form
    }

    /// All turns of the loop with this symbolic name.
    pub(crate) fn find_instances(&self, home: DeploymentId, name: &str) -> Vec<Rc<Instance>> {
        let resources = self.expander.resources(self, &self.deployment(home));
        resources.map(|resources| resources.turns(name)).unwrap_or_default()
    }
}
