//! An evaluator of Azure Resource Manager templates that remembers where every value was written.

mod evaluate;
mod expand;
mod expression;
mod functions;
mod json;
mod limits;
mod loader;
mod node;
mod object;
mod origin;
mod problem;
mod scope;
mod span;
mod text;
mod unknown;
mod value;

pub use evaluate::Secrets;
pub use expand::{
    Evaluation, Expansion, Gap, Options, Output, Resource, STAND_IN_MANAGEMENT_GROUP,
    STAND_IN_RESOURCE_GROUP, STAND_IN_SUBSCRIPTION, Skipped, Unread, evaluate, expand,
};
pub use expression::is_expression;
pub use json::{Parsed, parse, string_offset, string_span};
pub use limits::Limits;
pub use loader::{Link, LoadError, Loader, NoLoader};
pub use object::same_name;
pub use origin::{Assumption, By, Confidence, How, Origin, Step, Waypoint};
pub use problem::{Problem, ProblemKind};
pub use scope::{Cloud, Scope, ScopeKind};
pub use span::{SourceId, Span};
pub use text::{DecodeError, Decoded, Encoding, decode};
pub use unknown::{Reason, Unknown};
pub use value::{Array, Member, Node, Object, Value};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
