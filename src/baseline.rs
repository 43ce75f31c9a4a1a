//! A baseline: the findings that were there when gatelint came, so that only new ones fail.

use std::collections::HashSet;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::files::{self, FileError};
use crate::finding::{BaselineUse, Report, SuppressedBy, Suppression};
use crate::lint::Lint;

/// Known findings, recognised by their fingerprints.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    version: u32,
    findings: Vec<KnownFinding>,
}

/// A known finding. Everything but the fingerprint is for people.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KnownFinding {
    lint: String,
    resource: Option<String>,
    message: String,
    fingerprint: String,
}

/// Why a baseline can't be used or written.
#[derive(Debug, thiserror::Error)]
pub enum BaselineError {
    /// The file can't be read.
    #[error("the baseline {name} can't be read: {error}")]
    Unreadable {
        /// The file.
        name: String,
        /// Why.
        error: FileError,
    },
    /// The file can't be written.
    #[error("the baseline {name} can't be written: {error}")]
    Unwritable {
        /// The file.
        name: String,
        /// Why.
        error: std::io::Error,
    },
    /// It was not written by gatelint, or was changed by hand.
    #[error("{name} is not a valid baseline: {why}")]
    Malformed {
        /// The file.
        name: String,
        /// What is wrong with it.
        why: String,
    },
    /// A later gatelint wrote it.
    #[error("the baseline {name} has version {version}, but this gatelint reads version 1")]
    Version {
        /// The file.
        name: String,
        /// Its version.
        version: u32,
    },
}

impl Baseline {
    /// The version of the file that is read and written.
    pub const VERSION: u32 = 1;
    /// The largest file that is read, in bytes.
    const LARGEST: u64 = 64 << 20;

    /// The findings of a report, but for those that are suppressed in another way.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        let open = report.findings.iter().filter(|finding| {
            finding.suppressed.as_ref().is_none_or(|by| by.by == SuppressedBy::Baseline)
        });
        let mut findings: Vec<KnownFinding> = open
            .map(|finding| KnownFinding {
                lint: finding.lint.to_owned(),
                resource: finding.subject.as_ref().map(|subject| subject.name.clone()),
                message: finding.message.clone(),
                fingerprint: finding.fingerprint.clone(),
            })
            .collect();
        findings.sort();
        Self { version: Self::VERSION, findings }
    }

    /// Reads a baseline.
    ///
    /// # Errors
    /// When the file can't be read or understood.
    pub fn read(path: &Path) -> Result<Self, BaselineError> {
        let name = || files::display(path);
        let bytes = files::read(path, Self::LARGEST)
            .map_err(|error| BaselineError::Unreadable { name: name(), error })?;
        let malformed = |error: serde_json::Error| BaselineError::Malformed {
            name: name(),
            why: error.to_string(),
        };
        // A later version may have other members: look at the version first.
        let document: serde_json::Value = serde_json::from_slice(&bytes).map_err(malformed)?;
        match document.get("version").and_then(serde_json::Value::as_u64) {
            Some(version) if version != u64::from(Self::VERSION) => {
                let version = u32::try_from(version).unwrap_or(u32::MAX);
                Err(BaselineError::Version { name: name(), version })
            }
            _ => serde_json::from_value(document).map_err(malformed),
        }
    }

    /// Writes the baseline.
    ///
    /// # Errors
    /// When the file can't be written.
    ///
    /// # Panics
    /// Never: strings and numbers are JSON.
    pub fn write(&self, path: &Path) -> Result<(), BaselineError> {
        let mut text = serde_json::to_string_pretty(self).expect("strings and numbers are JSON");
        text.push('\n');
        std::fs::write(path, text)
            .map_err(|error| BaselineError::Unwritable { name: files::display(path), error })
    }

    /// How many findings it knows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.findings.len()
    }

    /// Whether it knows none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.findings.is_empty()
    }

    /// Marks the findings that are known, and counts what is gone; entries of lints that did not run are not gone.
    pub fn apply(&self, report: &mut Report, lints: &[&'static Lint]) {
        let known: HashSet<&str> =
            self.findings.iter().map(|entry| entry.fingerprint.as_str()).collect();
        let mut marked = 0;
        for finding in &mut report.findings {
            if finding.suppressed.is_none() && known.contains(finding.fingerprint.as_str()) {
                marked += 1;
                finding.suppressed = Some(Suppression { by: SuppressedBy::Baseline, reason: None });
            }
        }
        let there: HashSet<&str> =
            report.findings.iter().map(|finding| finding.fingerprint.as_str()).collect();
        let ran: HashSet<&str> = lints.iter().map(|lint| lint.id).collect();
        let gone = self.findings.iter().filter(|entry| {
            !there.contains(entry.fingerprint.as_str())
                && (ran.contains(entry.lint.as_str()) || crate::lints::find(&entry.lint).is_none())
        });
        report.baseline = Some(BaselineUse { known: marked, gone: gone.count() });
    }
}
