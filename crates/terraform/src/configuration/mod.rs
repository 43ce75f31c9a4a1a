//! A configuration as a whole: its modules, what is given to them, and what they come to.

mod body;
mod constraint;
mod expansion;
mod folder;
mod instances;
mod module;
mod resources;
mod variable;

pub use expansion::{Expansion, Output, Resource, Unread, expand};
pub use folder::{File, Folder, is_override};

use std::rc::Rc;
use std::sync::Arc;

use traced_values::Span;

use crate::files::Files;
use crate::ledger::{Ledger, Limits};
use crate::syntax::Attribute;
use crate::value::{Entries, Value};

/// Why a module isn't evaluated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ModuleFault {
    /// It is in a registry, a repository or an archive, and has not been brought here. What would bring it.
    Remote(String),
    /// Its folder isn't there, or can't be read: an error of the configuration.
    Missing(String),
    /// Its folder lies where nothing is read.
    Outside(String),
}

/// Finds the folders of modules.
pub trait Modules {
    /// The configuration that a `module` block calls. `from` is the path of the calling module's folder, `source` what
    /// is written, `address` the module's address without instance keys: `module.hub.module.gateway`.
    ///
    /// # Errors
    ///
    /// When there is no such module here.
    fn load(&self, from: &str, source: &str, address: &str) -> Result<Rc<Folder>, ModuleFault>;
}

/// What is known of a provider's resources besides what is written about them.
pub trait Provider {
    /// Attributes that follow from what is written: an id from the names, a default from nothing.
    fn computed(
        &self,
        kind: &str,
        address: &str,
        written: &Entries,
        at: Span,
    ) -> Vec<(Arc<str>, Value)>;

    /// Whether an attribute of this name is secret.
    fn is_secret(&self, kind: &str, attribute: &str) -> bool;

    /// Whether an attribute of this name holds a document that may be given as a string of JSON. Of such a string that
    /// `jsonencode()` makes, what it is made of is kept: parts of that may be unknown.
    fn takes_json(&self, _kind: &str, _attribute: &str) -> bool {
        false
    }
}

/// No provider: what isn't written is unknown.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoProvider;

impl Provider for NoProvider {
    fn computed(&self, _: &str, _: &str, _: &Entries, _: Span) -> Vec<(Arc<str>, Value)> {
        Vec::new()
    }

    fn is_secret(&self, _: &str, _: &str) -> bool {
        false
    }
}

/// No modules but the root.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoModules;

impl Modules for NoModules {
    fn load(&self, _: &str, source: &str, _: &str) -> Result<Rc<Folder>, ModuleFault> {
        Err(ModuleFault::Outside(format!("{source} is not read")))
    }
}

/// What a configuration is evaluated with.
pub struct Options<'o> {
    /// Values of the root module's variables; where several give one, the last one counts.
    pub values: Vec<Attribute>,
    /// Finds the folders of modules.
    pub modules: &'o dyn Modules,
    /// Knows resources.
    pub provider: &'o dyn Provider,
    /// Reads files for functions.
    pub files: &'o dyn Files,
    /// `terraform.workspace`, when it is known.
    pub workspace: Option<String>,
    /// Bounds.
    pub limits: Limits,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self {
            values: Vec::new(),
            modules: &NoModules,
            provider: &NoProvider,
            files: &crate::files::NoFiles,
            workspace: None,
            limits: Limits::default(),
        }
    }
}

/// What all modules of one evaluation share.
struct Engine<'o> {
    options: &'o Options<'o>,
    ledger: Ledger,
}
