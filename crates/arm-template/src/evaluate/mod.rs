//! Evaluating what a template writes: values as far as they are known, and what is left of the rest.

mod access;
mod calls;
mod constraint;
mod copy;
mod engine;
mod parameters;
mod references;
mod residual;
mod resolve;
mod site;
mod text;

pub(crate) use constraint::CheckedValue;
pub(crate) use copy::{CopyCount, copied};
pub(crate) use engine::{Engine, Expander};
pub(crate) use residual::ComposedText;
pub use residual::{id_form, same_id};
pub(crate) use site::Site;
pub(crate) use text::ExpressionText;
