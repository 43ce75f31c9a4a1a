//! What an expression sees: its deployment, the copy loops and lambdas it stands in, and the arguments of a user-defined function.

use std::rc::Rc;
use std::sync::Arc;

use super::DeploymentId;
use crate::Node;
use crate::same_name;

#[derive(Clone, Debug)]
pub(crate) struct Env {
    /// Whose parameters, variables, functions, resources and scope are seen.
    pub(crate) home: DeploymentId,
    pub(crate) loops: Option<Rc<Loop>>,
    pub(crate) bound: Option<Rc<LambdaVariable>>,
    pub(crate) arguments: Option<Rc<Arguments>>,
    pub(crate) place: ExpressionContext,
    /// Whether a property named `copy` is just that.
    pub(crate) plain_copy: bool,
    /// How often the strings were unescaped before: once for each deployment around that is evaluated from outside.
    pub(crate) unescaped: u8,
}

/// Where in the template an expression stands: some functions are allowed in some places only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ExpressionContext {
    ParameterDefault,
    Variable,
    Function,
    /// What tells resources apart before any is deployed: name, type, condition, number of turns.
    ResourceHead,
    /// A property of a resource that is read before the deployment begins, by its name.
    Fixed(&'static str),
    Resource,
    Output,
    /// An expression on its own.
    Anywhere,
}

/// One turn of a copy loop.
#[derive(Debug)]
pub(crate) struct Loop {
    pub(crate) name: Arc<str>,
    /// None when the number of turns is not known.
    pub(crate) index: Option<i64>,
    pub(crate) kind: LoopKind,
    pub(crate) outer: Option<Rc<Loop>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LoopKind {
    /// Of resources and outputs: `copyIndex()` without a name means it.
    Whole,
    /// Of properties and variables.
    Property,
}

/// A lambda variable.
#[derive(Debug)]
pub(crate) struct LambdaVariable {
    pub(crate) name: Arc<str>,
    pub(crate) value: Node,
    pub(crate) outer: Option<Rc<LambdaVariable>>,
}

/// The arguments of a call of a user-defined function.
#[derive(Debug)]
pub(crate) struct Arguments {
    /// The function's full name, folded.
    pub(crate) function: Arc<str>,
    pub(crate) values: Vec<(Arc<str>, Node)>,
    pub(crate) caller: Option<Rc<Arguments>>,
}

impl Env {
    pub(crate) fn new(home: DeploymentId, place: ExpressionContext) -> Self {
        Self {
            home,
            loops: None,
            bound: None,
            arguments: None,
            place,
            plain_copy: false,
            unescaped: 0,
        }
    }

    pub(crate) fn turn(&self, name: &Arc<str>, index: Option<i64>, kind: LoopKind) -> Self {
        let turn = Loop { name: name.clone(), index, kind, outer: self.loops.clone() };
        Self { loops: Some(Rc::new(turn)), ..self.clone() }
    }

    pub(crate) fn bind(&self, name: &Arc<str>, value: Node) -> Self {
        let bound = LambdaVariable { name: name.clone(), value, outer: self.bound.clone() };
        Self { bound: Some(Rc::new(bound)), ..self.clone() }
    }

    /// The loop of this name, or the one that `copyIndex()` means.
    pub(crate) fn find_loop(&self, name: Option<&str>) -> Option<&Loop> {
        let mut here = self.loops.as_deref();
        while let Some(turn) = here {
            let found = match name {
                Some(name) => same_name(&turn.name, name),
                None => turn.kind == LoopKind::Whole,
            };
            if found {
                return Some(turn);
            }
            here = turn.outer.as_deref();
        }
        None
    }

    pub(crate) fn find_bound(&self, name: &str) -> Option<&Node> {
        let mut here = self.bound.as_deref();
        while let Some(bound) = here {
            if same_name(&bound.name, name) {
                return Some(&bound.value);
            }
            here = bound.outer.as_deref();
        }
        None
    }

    /// Whether the same expressions are likely evaluated more than once.
    pub(crate) fn repeats(&self) -> bool {
        self.loops.is_some() || self.bound.is_some() || self.arguments.is_some()
    }
}

impl Arguments {
    pub(crate) fn get(&self, name: &str) -> Option<&Node> {
        self.values.iter().find(|(known, _)| same_name(known, name)).map(|(_, value)| value)
    }

    /// Whether the function is already being evaluated, here or further out.
    pub(crate) fn calls(&self, function: &str) -> bool {
        let mut here = Some(self);
        while let Some(arguments) = here {
            if &*arguments.function == function {
                return true;
            }
            here = arguments.caller.as_deref();
        }
        false
    }
}
