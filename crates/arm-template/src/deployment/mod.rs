//! A template that is being deployed: what it declares, what it deploys and where, and what its expressions see.
//!
//! These are the things that `evaluate` reads and `expand` makes; nothing here evaluates.

mod declared;
mod environment;
mod extent;
mod instance;
mod ledger;
mod names;
mod resources;
mod slot;
mod target;

use std::rc::Rc;
use std::sync::Arc;

use crate::Node;

pub(crate) use declared::definitions_path;
pub(crate) use environment::{Arguments, Env, ExpressionContext, Loop, LoopKind};
pub use extent::Extent;
pub(crate) use instance::{CopyIteration, Instance, is_deployment};
pub(crate) use ledger::{Ledger, Meter, problem};
pub(crate) use names::{
    Names, Parameter, PassedValue, Variable, VariableSource, given_by, given_in, property_loops,
};
pub(crate) use resources::Resources;
pub(crate) use slot::Slot;
pub(crate) use target::TargetScope;

/// Which deployment: the outermost one is 0.
pub(crate) type DeploymentId = usize;

/// One template being deployed.
pub(crate) struct Deployment {
    pub(crate) id: DeploymentId,
    pub(crate) template: Node,
    /// What the template itself declares.
    pub(crate) names: Names,
    /// Whose names its expressions see: its own, or with outer scope those of the deployment around it.
    pub(crate) sees: DeploymentId,
    /// Where its resources go; and what `resourceGroup()` and its like tell those who see its names.
    pub(crate) place: TargetScope,
    /// The names of the deployments it is nested in, and its own; empty for the outermost one.
    pub(crate) path: Vec<Arc<str>>,
    /// The copy loops around it that its expressions see.
    pub(crate) loops: Option<Rc<Loop>>,
    /// The address it could be linked under.
    pub(crate) address: Option<Arc<str>>,
    /// Whether anybody passes values at all, so that a missing one is missing.
    pub(crate) values_given: bool,
    /// Whether it can't be deployed without values, and nobody passes any.
    pub(crate) wants_values: bool,
    /// A condition of the deployment that is not known: all it deploys depends on it.
    pub(crate) condition: Option<Node>,
    /// How many deployments around it are evaluated from outside, each of which unescapes what stands in it.
    pub(crate) unescaped: u8,
    /// Complete or incremental, where it is written.
    pub(crate) mode: Option<Node>,
    /// None while they are told apart: nothing can refer to them yet.
    pub(crate) resources: Slot<Option<Rc<Resources>>>,
    pub(crate) outputs: Slot<Node>,
}

impl Deployment {
    /// What an expression at this place of the template sees.
    pub(crate) fn env(&self, place: ExpressionContext) -> Env {
        let unescaped = self.unescaped;
        Env { loops: self.loops.clone(), unescaped, ..Env::new(self.sees, place) }
    }

    /// What the template's own parameters and variables see.
    pub(crate) fn own_env(&self, place: ExpressionContext) -> Env {
        // A default has no loops, so `copy` is an ordinary name in it.
        let plain_copy = place == ExpressionContext::ParameterDefault;
        Env { plain_copy, unescaped: self.unescaped, ..Env::new(self.id, place) }
    }

    /// Whether its template says in which version of the language it is written.
    pub(crate) fn has_symbolic_names(&self) -> bool {
        self.template.get("languageVersion").is_some_and(|version| !version.is_null())
    }

    /// What people call it.
    pub(crate) fn title(&self) -> Arc<str> {
        self.path.last().cloned().unwrap_or_else(|| "deployment".into())
    }

    /// Whether its expressions are evaluated with the names of the deployment around it.
    pub(crate) fn is_outer(&self) -> bool {
        self.sees != self.id
    }
}
