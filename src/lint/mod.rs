//! What a lint is, and how it says what it found.

pub(crate) mod certificate;
pub(crate) mod clients;
mod definition;
mod edit;
pub(crate) mod entra;
mod findings;
mod page;
mod place;
pub(crate) mod routes;
pub(crate) mod type_faults;
pub(crate) mod virtual_wan;

pub(crate) use definition::declare_lint;
pub use definition::{Category, Check, Context, Fixable, Lint, Outcome, Stability};
pub use findings::Findings;
pub use place::{HasOrigin, ReferenceNames, trail};
