//! A static evaluator of Terraform and `OpenTofu` configurations that remembers where every value was written.
//!
//! [`syntax::read`] reads the text of a `.tf` file, [`Folder::new`] puts the files of a folder together, and [`expand`] gives
//! the resources and outputs of the whole, modules, `count`, `for_each` and `dynamic` blocks worked out, without
//! providers, credentials or `init`. What only a plan can tell is unknown, with its reason and what is left of its
//! expression. The crate opens no file by itself: modules come through [`Modules`], files through [`Files`], and what
//! is known of a provider's resources through [`Provider`]. It knows no provider.
//!
//! [`saved`] reads plans and states: JSON of `terraform show -json` and raw states.

mod configuration;
mod evaluate;
mod fault;
mod files;
mod function;
mod ledger;
mod saved;
pub mod syntax;
pub mod value;

pub use configuration::{
    Expansion, File, Folder, ModuleFault, Modules, NoModules, NoProvider, Options, Output,
    Provider, Resource, Unread, expand, is_override,
};
pub use evaluate::{InstanceNames, Names, Reference, Scope};
pub use fault::{Fault, Outcome};
pub use files::{FileFault, Files, NoFiles};
pub use function::names as function_names;
pub use ledger::{Ledger, Limits};
pub use saved::{Saved, SavedResource, saved};
pub use value::residual;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
