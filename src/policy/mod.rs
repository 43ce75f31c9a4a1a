//! What is done with findings after the lints: other severities, and suppressions with their own faults.

mod allow;
mod comment;
mod faults;
mod metadata;
mod rules;

use std::collections::HashSet;

use arm_template::Node;
use jiff::civil::Date;

use self::allow::{Allow, Misread};
use crate::config::Rules;
use crate::finding::Report;
use crate::lint::Lint;
use crate::resource::Estate;
use crate::source::Language;

/// What the policy of a run rests on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PolicyInputs<'a> {
    /// The rules of the settings.
    pub(crate) rules: &'a Rules,
    /// The lints that ran.
    pub(crate) lints: &'a [&'static Lint],
    /// The day of the report.
    pub(crate) today: Date,
    /// The documents that were read.
    pub(crate) roots: &'a [Node],
    /// The resources in them.
    pub(crate) estate: &'a Estate,
}

/// Changes severities, drops what the settings ignore, marks what is suppressed, and says what is wrong with that.
pub(crate) fn apply(report: &mut Report, inputs: PolicyInputs<'_>) {
    rules::apply(report, inputs.rules);
    let (mut allows, misread) = suppressions(report, inputs);
    allow::mark(report, &mut allows, inputs.today);
    faults::report(report, &allows, &misread, inputs);
}

/// Every suppression: of comments, of `metadata`, of the settings.
fn suppressions<'a>(
    report: &mut Report,
    inputs: PolicyInputs<'a>,
) -> (Vec<Allow<'a>>, Vec<Misread>) {
    let mut allows = Vec::new();
    let mut misread = Vec::new();
    let mut seen = HashSet::new();
    for root in inputs.roots {
        let source = root.span().source;
        let written = report.sources.get(source);
        // Most files have none, and one look at the bytes tells.
        if !allow::is_mentioned(&written.text) {
            continue;
        }
        // A source may hold several documents.
        if seen.insert(source) {
            comment::find(written, source, &mut allows, &mut misread);
        }
        metadata::find(root, inputs.estate, &mut allows, &mut misread);
    }
    for (source, written) in report.sources.in_language(Language::Terraform) {
        if allow::is_mentioned(&written.text) {
            comment::find(written, source, &mut allows, &mut misread);
        }
    }
    rules::allows(&mut report.sources, inputs.rules, &mut allows);
    (allows, misread)
}
