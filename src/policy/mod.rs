//! What is done with findings after the lints: other severities, and suppressions with their own faults.

mod allow;
mod comment;
mod faults;
mod inputs;
mod metadata;
mod settings;
mod severity;

use std::collections::HashSet;

use self::allow::{Allow, Misread};
pub(crate) use self::inputs::PolicyInputs;
use crate::finding::Report;
use crate::source::Language;

/// Changes severities, drops what the settings ignore, marks what is suppressed, and says what is wrong with that.
pub(crate) fn apply(report: &mut Report, inputs: PolicyInputs<'_>) {
    severity::apply(report, inputs.rules);
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
    settings::find(&mut report.sources, inputs.rules, &mut allows);
    (allows, misread)
}
