//! Where an expression stands: in which file, and what is declared around it.

use std::rc::Rc;

use arm_template::Term;

use super::model::Model;
use crate::ast::Expr;

/// Where an expression stands: in which file, and what is declared around it.
#[derive(Clone)]
pub(super) struct Env<'a> {
    pub(super) model: &'a Model<'a>,
    pub(super) frame: Option<Rc<Frame<'a>>>,
    pub(super) depth: u32,
}

pub(super) struct Frame<'a> {
    pub(super) name: &'a str,
    pub(super) binding: Binding<'a>,
    pub(super) next: Option<Rc<Frame<'a>>>,
}

/// What a name means that is declared around an expression.
#[derive(Clone)]
pub(super) enum Binding<'a> {
    /// The item of a loop: the element of its source at this index.
    Item {
        source: &'a Expr,
        around: Env<'a>,
        index: Term,
    },
    /// A value that stands in its place.
    Term(Term),
    Lambda,
    /// A parameter of a function.
    Argument,
    /// A resource within the body of another one.
    Resource(usize),
}

impl<'a> Env<'a> {
    pub(super) fn of(model: &'a Model<'a>) -> Self {
        Self { model, frame: None, depth: 0 }
    }

    pub(super) fn bind(&self, name: &'a str, binding: Binding<'a>) -> Self {
        let next = self.frame.clone();
        let frame = Some(Rc::new(Frame { name, binding, next }));
        Self { model: self.model, frame, depth: self.depth }
    }

    pub(super) fn deeper(&self) -> Self {
        Self { depth: self.depth + 1, ..self.clone() }
    }

    pub(super) fn local(&self, name: &str) -> Option<&Binding<'a>> {
        let mut here = self.frame.as_ref();
        while let Some(frame) = here {
            if frame.name == name {
                return Some(&frame.binding);
            }
            here = frame.next.as_ref();
        }
        None
    }
}
