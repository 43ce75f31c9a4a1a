//! Reading configuration files: native syntax and JSON into one tree.

mod ast;
mod json;
mod native;
mod walk;

pub use ast::{
    Attribute, Block, Body, Call, Expression, ExpressionKind, For, ObjectKey, Operator, StepKind,
    TemplatePart, TraversalStep,
};
pub use json::{read_json, read_json_values};
pub use native::{read, read_expression, read_template};
pub use walk::layout;
