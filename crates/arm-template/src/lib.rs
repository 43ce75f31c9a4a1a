//! An evaluator of Azure Resource Manager templates that remembers where every value was written.
//!
//! [`parse`] reads the text of a document, [`expand`] gives the resources and outputs that a template deploys,
//! [`evaluate`] works out one expression. None of them opens a file, asks a server or reads a clock: linked
//! templates come through a [`Loader`], and what only the deployment can tell stays [`Unknown`] with its reason
//! and what is left of its expression.
//!
//! ```
//! use arm_template::{NoLoader, Node, Options, SourceId, expand, parse};
//!
//! let text = r#"{
//!     "parameters": { "name": { "type": "string", "defaultValue": "hub" } },
//!     "resources": [{
//!         "type": "Microsoft.Network/virtualNetworks",
//!         "apiVersion": "2024-05-01",
//!         "name": "[concat(parameters('name'), '-network')]",
//!         "properties": { "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] } }
//!     }]
//! }"#;
//! let template = parse(text, SourceId(0)).node.expect("it is JSON");
//! let expansion = expand(&template, &Options::default(), &NoLoader);
//!
//! let network = &expansion.resources[0];
//! assert_eq!(network.name.as_str(), Some("hub-network"));
//!
//! // The place to edit for another name, and for another prefix.
//! assert_eq!(&text[network.name.span().range()], r#""hub""#);
//! let prefix = network.get("properties.addressSpace.addressPrefixes[0]").expect("is written");
//! assert_eq!(&text[prefix.span().range()], r#""10.0.0.0/16""#);
//! ```
//!
//! # Values and origins
//!
//! A [`Node`] is a [`Value`] and its [`Origin`]. What holds no expression is shared with the document and never copied. A value
//! that is handed on through parameters, variables, loops, outputs or references keeps where it is written
//! ([`Origin::span`]) and the way it took ([`Origin::trail`]); a computed one knows what it was made from. How far a
//! value can be trusted follows from that ([`Origin::confidence`]).
//!
//! # Other languages
//!
//! A language that is lowered to templates, such as Bicep, puts a [`Term`] in the place of a bracketed string: a tree whose every part has
//! a place of its own, in any source. Errors, origins and what is left of an expression then speak of those places.
//!
//! # Faults
//!
//! Whatever is wrong with a template becomes a [`Problem`] with its place, each fault once, and an unknown value in the
//! place of the one that could not be evaluated; the rest is evaluated all the same. [`Limits`] bound depth, size and
//! number: a template made to harm ends with a problem, too.

mod deployment;
mod document;
mod evaluate;
mod expand;
mod expression;
mod functions;
mod loader;
mod scope;

pub use deployment::Extent;
pub use document::{parse, parse_part};
pub use evaluate::{id_form, same_id};
pub use expand::{
    Evaluation, Expansion, Options, Output, Resource, Skipped, UnknownPart, Unread, evaluate,
    expand,
};
pub use expression::{Term, is_expression};
pub use functions::arguments_of;
pub use loader::{LoadError, Loader, NoLoader, TemplateLink};
pub use scope::{
    Cloud, STAND_IN_MANAGEMENT_GROUP, STAND_IN_RESOURCE_GROUP, STAND_IN_SUBSCRIPTION, Scope,
    ScopeKind,
};
pub use traced_values::{
    Array, Assumption, By, Confidence, DecodeError, Decoded, Encoding, How, Limits, Member, Node,
    Object, Origin, Parsed, Problem, ProblemKind, Reason, Secrets, SourceId, Span, Step, Unknown,
    Value, Waypoint, decode, same_name, string_offset, string_span,
};

pub(crate) use traced_values::{Escapes, folded, text_offset};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
