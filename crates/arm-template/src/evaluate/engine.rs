//! What evaluates a deployment and those nested in it, and what it keeps.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::text::ParsedExpressions;
use crate::deployment::{Deployment, DeploymentId, Extent, Instance, Ledger, Meter, Resources};
use crate::{Limits, Loader, Node, Reason, Secrets};

/// What expressions ask of deployments, answered by the code that expands them.
pub(crate) trait Expander {
    /// The resources of a deployment; none while they are being told apart.
    fn resources(&self, engine: &Engine<'_>, deployment: &Deployment) -> Option<Rc<Resources>>;

    /// The resource that is declared by this symbolic name, while the resources are not yet told apart.
    fn declared_instance(
        &self,
        engine: &Engine<'_>,
        home: DeploymentId,
        name: &str,
    ) -> Option<Rc<Instance>>;

    /// The resource with its expressions evaluated.
    fn body(&self, engine: &Engine<'_>, instance: &Instance) -> Node;

    /// The deployment that a resource of that type stands for; or why its template is not known.
    fn nested(&self, engine: &Engine<'_>, instance: &Instance) -> Result<Rc<Deployment>, Reason>;

    /// The outputs of a deployment as `reference()` gives them.
    fn outputs(&self, engine: &Engine<'_>, deployment: &Deployment) -> Node;
}

/// Evaluates everything of one deployment and of those nested in it.
pub(crate) struct Engine<'a> {
    pub(crate) limits: &'a Limits,
    pub(crate) loader: &'a dyn Loader,
    pub(super) expander: &'a dyn Expander,
    /// Whether a resource has what it declares and nothing else.
    pub(crate) predicts: bool,
    /// How much is evaluated that nothing asks for.
    pub(crate) extent: Extent,
    pub(crate) ledger: Ledger,
    pub(crate) meter: Meter,
    pub(crate) sources: ParsedExpressions,
    pub(crate) secrets: RefCell<Secrets>,
    /// What is deployed, by its full id in one case.
    pub(crate) known_ids: RefCell<HashMap<Box<str>, Rc<Instance>>>,
    /// The one form of ids that are not known, by what is left of their expressions.
    pub(crate) forms: RefCell<HashMap<Box<str>, String>>,
    deployments: RefCell<Vec<Rc<Deployment>>>,
}

impl<'a> Engine<'a> {
    pub(crate) fn new(
        limits: &'a Limits,
        loader: &'a dyn Loader,
        expander: &'a dyn Expander,
    ) -> Self {
        Self {
            limits,
            loader,
            expander,
            predicts: false,
            extent: Extent::Everything,
            ledger: Ledger::default(),
            meter: Meter::default(),
            sources: ParsedExpressions::default(),
            secrets: RefCell::default(),
            known_ids: RefCell::default(),
            forms: RefCell::default(),
            deployments: RefCell::default(),
        }
    }

    /// Takes in a deployment that knows its own number.
    pub(crate) fn add(&self, make: impl FnOnce(DeploymentId) -> Deployment) -> Rc<Deployment> {
        let mut deployments = self.deployments.borrow_mut();
        let deployment = Rc::new(make(deployments.len()));
        deployments.push(deployment.clone());
        deployment
    }

    /// How many deployments there are, the outermost one included.
    pub(crate) fn deployments_made(&self) -> usize {
        self.deployments.borrow().len()
    }

    pub(crate) fn deployment(&self, id: DeploymentId) -> Rc<Deployment> {
        self.deployments.borrow()[id].clone()
    }
}
