//! One resource of a deployment: a declaration, in one turn of its copy loop.

use std::cell::OnceCell;
use std::rc::Rc;
use std::sync::Arc;

use super::{Deployment, DeploymentId, Env, Slot};
use crate::same_name;
use crate::{By, Node, Origin, Reason, Span};

pub(crate) struct Instance {
    pub(crate) deployment: DeploymentId,
    pub(crate) declaration: Node,
    pub(crate) env: Env,
    /// The full type, with those of the parents.
    pub(crate) kind: Arc<str>,
    /// The full name, with those of the parents.
    pub(crate) name: Node,
    /// The parts of the name, one for each part of the type, as far as they can be told apart.
    pub(crate) segments: Vec<Node>,
    pub(crate) id: Node,
    pub(crate) symbolic_name: Option<Arc<str>>,
    pub(crate) turn: Option<CopyIteration>,
    pub(crate) existing: bool,
    /// A condition that is not known: its own, or that of the deployment it stands in.
    pub(crate) condition: Option<Node>,
    /// Made by a loop whose count is not known, or a child of such a resource.
    pub(crate) uncounted: bool,
    /// The condition is false.
    pub(crate) skipped: bool,
    pub(crate) body: Slot<Node>,
    /// What of it the deployment will surely know.
    pub(crate) settled: OnceCell<Node>,
    /// Of a deployment: its template being deployed, or why that is not known.
    pub(crate) nested: Slot<Result<Rc<Deployment>, Reason>>,
}

/// The turn of a copy loop that made the resource.
#[derive(Clone)]
pub(crate) struct CopyIteration {
    pub(crate) name: Arc<str>,
    /// None when the number of turns is not known.
    pub(crate) index: Option<i64>,
    pub(crate) at: Span,
}

impl Instance {
    pub(crate) fn origin(&self) -> Origin {
        let written = self.declaration.origin.clone();
        match &self.turn {
            Some(CopyIteration { name, index: Some(index), at }) => {
                let by = By::Copy(name.clone(), u64::try_from(*index).unwrap_or_default());
                Origin::passed(by, *at, written)
            }
            _ => written,
        }
    }

    /// What people call it: its symbolic name, its name, or at least its type.
    pub(crate) fn title(&self) -> Arc<str> {
        match (&self.symbolic_name, self.name.as_str()) {
            (Some(name), _) => name.clone(),
            (None, Some(name)) => name.into(),
            (None, None) => self.kind.clone(),
        }
    }

    pub(crate) fn version(&self) -> Option<Node> {
        self.declaration
            .get("apiVersion")
            .filter(|node| node.as_str().is_some_and(|text| !text.starts_with('[')))
            .cloned()
    }
}

pub(crate) fn is_deployment(kind: &str) -> bool {
    same_name(kind, "Microsoft.Resources/deployments")
}
