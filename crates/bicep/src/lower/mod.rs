//! From a program to the template that it deploys, as Microsoft's compiler would write it, with trees in the place of
//! strings.

#![allow(
    clippy::single_match_else,
    clippy::needless_pass_by_value,
    clippy::unused_self,
    clippy::match_same_arms,
    clippy::needless_for_each,
    clippy::semicolon_if_nothing_returned,
    clippy::only_used_in_recursion,
    clippy::self_only_used_in_recursion,
    clippy::elidable_lifetime_names,
    clippy::too_many_lines,
    clippy::too_many_arguments,
    clippy::cast_possible_truncation,
    reason = "the language has many cases, and one match that shows them all reads better than its parts"
)]

mod checks;
mod closure;
mod compiled;
mod declarations;
mod env;
mod expressions;
mod ir;
mod lowering;
mod model;
mod parameters;
mod template;
mod tree;
mod types;
mod writer;

use crate::FileKind;
use crate::parsed::Source;
use crate::program::{Files, Program};
use lowering::Lowering;
use model::Model;

pub use compiled::{AssignedParameters, Compiled};

/// Makes a template of a `.bicep` file.
#[must_use]
pub fn compile(main: &Source, files: &dyn Files) -> Compiled {
    let program = Program::load(main, FileKind::Template, files);
    let models: Vec<Model<'_>> =
        (0..program.units.len()).map(|unit| Model::new(&program, unit)).collect();
    Lowering::new(&program, &models, files).compiled(0)
}

/// Works out what a `.bicepparam` file says.
#[must_use]
pub fn assign(main: &Source, files: &dyn Files) -> AssignedParameters {
    let program = Program::load(main, FileKind::Parameters, files);
    let models: Vec<Model<'_>> =
        (0..program.units.len()).map(|unit| Model::new(&program, unit)).collect();
    Lowering::new(&program, &models, files).assigned()
}
