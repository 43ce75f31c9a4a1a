//! One fault: what a lint found, where, and what became of it.

use arm_template::{Confidence, Span};
use jiff::civil::Date;

use super::fix::Fix;
use super::severity::Severity;
use super::subject::Subject;

/// Another place that belongs to a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// What is there.
    pub message: String,
    /// Where.
    pub span: Span,
}

/// Who suppressed a finding, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// By what.
    pub by: SuppressedBy,
    /// The reason that was given.
    pub reason: Option<String>,
}

/// What suppressed a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SuppressedBy {
    /// A comment or `metadata.gatelint.allow` beside it.
    Comment,
    /// The settings.
    Settings,
    /// The baseline.
    Baseline,
}

impl SuppressedBy {
    /// The word for it: `comment`, `settings` or `baseline`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Comment => "comment",
            Self::Settings => "settings",
            Self::Baseline => "baseline",
        }
    }
}

/// What a finding has to do with secrets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Secrecy {
    /// Nothing.
    #[default]
    None,
    /// It is about a secret, or about something that was made from one: its words may hold it.
    Touched,
    /// It is about a secret, and its words were made without reading it.
    Careful,
}

/// One fault.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The id of the lint.
    pub lint: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// How sure it is, computed from where the values come from.
    pub confidence: Confidence,
    /// The fault: short, lower case, no full stop.
    pub message: String,
    /// The resource, when there is one.
    pub subject: Option<Subject>,
    /// The place to edit.
    pub span: Span,
    /// The way of the value and whatever else belongs to it.
    pub related: Vec<Related>,
    /// The remedy.
    pub help: Option<String>,
    /// The error codes and texts that users see.
    pub symptoms: Vec<String>,
    /// The day on which what is found comes into force: an expiry, a retirement.
    pub date: Option<Date>,
    /// Mechanical remedies.
    pub fixes: Vec<Fix>,
    /// What tells this finding from others of the same lint on the same resource; stable when lines move.
    pub key: String,
    /// Who suppressed it.
    pub suppressed: Option<Suppression>,
    /// A short print of lint, resource and key; set by [`Report::finish`](super::Report::finish).
    pub fingerprint: String,
    /// Whether it is new since what the report is compared with, when it is compared with something.
    pub change: Option<Change>,
    /// What it has to do with secrets.
    pub secrecy: Secrecy,
}

impl Finding {
    /// Whether its remedies can be shown: what they write may be made from a secret.
    #[must_use]
    pub fn shows_edits(&self) -> bool {
        self.secrecy != Secrecy::Touched
    }
}

/// What became of a finding since an earlier report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Change {
    /// It was not there.
    New,
    /// It was there already.
    Still,
}

impl Change {
    /// The word for it: `new` or `still there`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Still => "still there",
        }
    }
}
