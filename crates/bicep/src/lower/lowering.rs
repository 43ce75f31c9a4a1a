//! What a program is lowered with: its files, the templates that are made, and what is wrong.

use std::cell::RefCell;
use std::collections::HashMap;

use arm_template::{Node, Problem, ProblemKind, Span};

use super::model::Model;
use crate::parsed::problem;
use crate::program::{Files, Program};

pub(super) struct Lowering<'a> {
    pub(super) program: &'a Program,
    pub(super) models: &'a [Model<'a>],
    pub(super) files: &'a dyn Files,
    pub(super) templates: RefCell<HashMap<usize, Node>>,
    pub(super) problems: RefCell<Vec<Problem>>,
    /// How often a variable was replaced by its value; bounds what that may grow to.
    pub(super) replaced: RefCell<u32>,
    /// How many values the client puts in.
    pub(super) inputs: RefCell<u32>,
}

impl<'a> Lowering<'a> {
    pub(super) fn new(program: &'a Program, models: &'a [Model<'a>], files: &'a dyn Files) -> Self {
        Self {
            program,
            models,
            files,
            templates: RefCell::default(),
            problems: RefCell::new(program.problems.clone()),
            replaced: RefCell::new(0),
            inputs: RefCell::new(0),
        }
    }

    pub(super) fn problem(&self, kind: ProblemKind, message: impl Into<String>, span: Span) {
        self.note(problem(kind, message, span));
    }

    pub(super) fn note(&self, found: Problem) {
        let mut problems = self.problems.borrow_mut();
        if !problems.contains(&found) {
            problems.push(found);
        }
    }
}
