//! An evaluator of Azure Resource Manager templates that remembers where every value was written.

mod functions;
mod origin;
mod problem;
mod scope;
mod span;
mod unknown;
mod value;

pub use origin::{Assumption, By, Confidence, How, Origin, Step, Waypoint};
pub use problem::{Problem, ProblemKind};
pub use scope::{Cloud, Scope, ScopeKind};
pub use span::{SourceId, Span};
pub use unknown::{Reason, Unknown};
pub use value::{Array, Member, Node, Object, Value};
