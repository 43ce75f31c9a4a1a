//! A run: from what is given to a report.

mod apply;
mod deploy;
mod links;
mod load;
mod pairs;
mod secrets;

use std::path::PathBuf;

pub use deploy::{Expanded, expand};

use jiff::civil::Date;

use crate::config::{Rules, TemplateRule, Thresholds};
use crate::finding::Report;
use crate::lint::Lint;
use crate::source::{Given, Overlay};

/// What a check is asked for.
#[derive(Clone, Debug)]
pub struct Request {
    /// The files and folders.
    pub inputs: Vec<Given>,
    /// Parameters files, each laid over the ones before.
    pub parameters: Vec<PathBuf>,
    /// Single parameter values, `name` and JSON text or plain text.
    pub values: Vec<(String, String)>,
    /// Where templates are deployed. The kind of scope is the template's own.
    pub scope: arm_template::Scope,
    /// The day for which the report is made.
    pub today: Date,
    /// The lints to run.
    pub lints: Vec<&'static Lint>,
    /// Numbers that lints compare with.
    pub thresholds: Thresholds,
    /// Other severities, and what is known and accepted.
    pub rules: Rules,
    /// Parameters files of templates, unless there are some for all.
    pub templates: Vec<TemplateRule>,
    /// The largest file that is read, in bytes.
    pub max_bytes: u64,
    /// Texts to read in the place of files.
    pub overlay: Overlay,
}

impl Request {
    /// The largest file that is read unless told otherwise: 64 MiB.
    pub const MAX_BYTES: u64 = 64 << 20;

    /// A check of these inputs with all lints, for a day.
    #[must_use]
    pub fn new(inputs: Vec<Given>, today: Date) -> Self {
        Self {
            inputs,
            parameters: Vec::new(),
            values: Vec::new(),
            scope: arm_template::Scope::default(),
            today,
            lints: crate::lints::ALL.to_vec(),
            thresholds: Thresholds::default(),
            rules: Rules::default(),
            templates: Vec::new(),
            max_bytes: Self::MAX_BYTES,
            overlay: Overlay::default(),
        }
    }
}

/// Checks what is given.
#[must_use]
pub fn check(request: &Request) -> Report {
    let loaded = load::load(request);
    let deployed = deploy::deploy(request, loaded);
    apply::apply(request, deployed)
}
