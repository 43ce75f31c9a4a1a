//! Values that remember where they were written: what the languages of infrastructure share, knowing none of them.
//!
//! An evaluator of templates, Bicep or Terraform stands on this crate, and so does what looks at its results. It holds
//! no syntax, no functions and no rules, opens no file and reads no clock.
//!
//! * A [`Node`] is a [`Value`] and its [`Origin`]: written at a [`Span`] of a source, or come from there in steps
//!   (handed on by a parameter, variable, loop, output or reference; computed by a function; assumed). The one place to
//!   edit is [`Node::span`], the way from there is [`Origin::trail`], and how far the value can be trusted is
//!   [`Origin::confidence`].
//! * What only the deployment can tell is [`Unknown`], with a [`Reason`] and what is left of its expression.
//! * What is still to be evaluated is a string that its language knows, or a tree of its own ([`Value::Expression`]). A
//!   reader marks the arrays and objects that hold such ([`Array::new`], [`Object::new`]); everything else is shared
//!   with the document and never copied.
//! * A fault is a [`Problem`] with its place. [`Limits`] bound what a program may ask for. [`Secrets`] are places whose
//!   text is never shown.
//! * What no value holds, comments and brackets, is a [`Layout`].
//! * [`decode`] turns the bytes of a file into its text, [`parse_json`] the text of a JSON document into nodes.
//!
//! ```
//! use traced_values::{Data, SourceId, parse_json};
//!
//! let text = r#"{ "hub": { "prefixes": ["10.0.0.0/16"] } }"#;
//! let document = parse_json(text, SourceId(0), &Data).node.expect("it is JSON");
//! let prefix = document.at("hub.prefixes[0]").expect("is written");
//! assert_eq!(&text[prefix.span().range()], r#""10.0.0.0/16""#);
//! ```

mod escapes;
mod json;
mod layout;
mod limits;
mod node;
mod object;
mod origin;
mod problem;
mod secrets;
mod span;
mod text;
mod unknown;
mod value;

pub use escapes::{Escapes, string_offset, string_span};
pub use json::{Data, JsonLanguage, Parsed, json_layout, parse_json, parse_json_part};
pub use layout::{Layout, Mark};
pub use limits::Limits;
pub use object::{folded, same_name};
pub use origin::{Assumption, By, Confidence, How, Origin, Step, Waypoint};
pub use problem::{Problem, ProblemKind};
pub use secrets::Secrets;
pub use span::{SourceId, Span, text_offset};
pub use text::{DecodeError, Decoded, Encoding, decode};
pub use unknown::{Reason, Unknown};
pub use value::{Array, Expression, Member, Node, Object, Value};
