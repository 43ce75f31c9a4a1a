//! A run: from what is given to a report.

mod apply;
mod deploy;
mod links;
mod load;
mod pairs;
mod saved;
mod secrets;

use std::path::PathBuf;

pub use deploy::{Expanded, expand};

use jiff::civil::Date;

use crate::config::Thresholds;
use crate::finding::Report;
use crate::lint::Lint;
use crate::source::Given;

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
    /// The largest file that is read, in bytes.
    pub max_bytes: u64,
}

impl Request {
    /// The largest file that is read unless told otherwise: 64 MiB.
    pub const MAX_BYTES: u64 = 64 << 20;

    /// A check of these inputs with the usual lints, for a day.
    #[must_use]
    pub fn new(inputs: Vec<Given>, today: Date) -> Self {
        Self {
            inputs,
            parameters: Vec::new(),
            values: Vec::new(),
            scope: arm_template::Scope::default(),
            today,
            lints: crate::lints::usual().collect(),
            thresholds: Thresholds::default(),
            max_bytes: Self::MAX_BYTES,
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
