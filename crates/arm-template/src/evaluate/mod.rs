//! Evaluating what a template writes: values as far as they are known, and what is left of the rest.

mod access;
mod call;
mod canonical;
mod copy;
mod environment;
mod ids;
mod lambda;
mod lazy;
mod ledger;
mod named;
mod pieces;
mod place;
mod reference;
mod residual;
mod resolve;
mod settled;
mod site;
mod text;

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::expand::{Deployment, Instance};
use crate::{Limits, Loader, Secrets};

pub(crate) use canonical::canonical;
pub use canonical::{id_form, same_id};
pub(crate) use copy::{CopyCount, copied};
pub(crate) use environment::{Arguments, Env, Loop, LoopKind, Place};
pub(crate) use ledger::{Ledger, Meter, problem};
pub(crate) use pieces::Pieces;
pub(crate) use resolve::unknown;
pub(crate) use site::Site;
pub(crate) use text::{Sources, Text};

/// Evaluates everything of one deployment and of those nested in it.
pub(crate) struct Engine<'a> {
    pub(crate) limits: &'a Limits,
    pub(crate) loader: &'a dyn Loader,
    /// Whether a resource has what it declares and nothing else.
    pub(crate) predicts: bool,
    pub(crate) ledger: Ledger,
    pub(crate) meter: Meter,
    pub(crate) sources: Sources,
    pub(crate) secrets: RefCell<Secrets>,
    /// What is deployed, by its full id in one case.
    pub(crate) known_ids: RefCell<HashMap<Box<str>, Rc<Instance>>>,
    deployments: RefCell<Vec<Rc<Deployment>>>,
}

/// Which deployment: the outermost one is 0.
pub(crate) type DeploymentId = usize;

impl<'a> Engine<'a> {
    pub(crate) fn new(limits: &'a Limits, loader: &'a dyn Loader) -> Self {
        Self {
            limits,
            loader,
            predicts: false,
            ledger: Ledger::default(),
            meter: Meter::default(),
            sources: Sources::default(),
            secrets: RefCell::default(),
            known_ids: RefCell::default(),
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
