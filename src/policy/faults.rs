//! What is wrong with suppressions: of no use, without a reason, past their day.

use std::collections::HashSet;

use super::allow::{Allow, Misread, Paths, SuppressionScope, is_about};
use super::inputs::PolicyInputs;
use crate::finding::{Applicability, Edit, Report};
use crate::lint::{Findings, Lint};
use crate::lints::{expired_suppression, suppression_without_reason, unused_suppression};
use crate::select::{UnknownName, meant};

/// Reports it, as far as the lints for it run.
pub(super) fn report(
    report: &mut Report,
    allows: &[Allow<'_>],
    misread: &[Misread],
    inputs: PolicyInputs<'_>,
) {
    let runs = |lint: &'static Lint| inputs.lints.iter().any(|running| running.id == lint.id);
    if runs(&unused_suppression::LINT) {
        let undecided: HashSet<&str> =
            report.not_evaluated.iter().map(|entry| entry.lint).collect();
        let unused: Vec<&Allow<'_>> = allows
            .iter()
            .filter(|allow| !allow.used && !allow.has_ended(inputs.today))
            .filter(|allow| is_surely_unused(allow, &undecided, report, inputs))
            .collect();
        with(report, &unused_suppression::LINT, |findings| {
            for allow in unused {
                of_no_use(allow, findings);
            }
            for misread in misread {
                findings
                    .add(misread.span, "gatelint doesn't understand this comment")
                    .help(misread.help);
            }
        });
    }
    if runs(&suppression_without_reason::LINT) {
        with(report, &suppression_without_reason::LINT, |findings| {
            for allow in allows.iter().filter(|allow| allow.reason.is_none()) {
                findings
                    .add(allow.span, format!("'{}' is allowed without a reason", allow.name))
                    .help("add the reason, so that others know when it no longer applies");
            }
        });
    }
    if runs(&expired_suppression::LINT) {
        with(report, &expired_suppression::LINT, |findings| {
            for allow in allows.iter().filter(|allow| allow.has_ended(inputs.today)) {
                let until = allow.until.expect("what has ended has a day");
                findings
                    .add(allow.span, format!("'{}' was allowed until {until}", allow.name))
                    .help("fix the fault, or set a later date");
            }
        });
    }
}

fn with(report: &mut Report, lint: &'static Lint, say: impl FnOnce(&mut Findings<'_>)) {
    say(&mut Findings::new(lint, None, &mut report.findings, &mut report.not_evaluated));
}

fn of_no_use(allow: &Allow<'_>, findings: &mut Findings<'_>) {
    if let Err(UnknownName { name, near }) = meant(&allow.name) {
        // The author mistyped the name and still wants the suppression: no fix takes it away.
        findings.add(allow.span, format!("there is no lint '{name}' to allow")).help(match near {
            Some(near) => format!("did you mean {near}?"),
            None => "gatelint lints lists them".to_owned(),
        });
        return;
    }
    let removal = allow.removal.map(|span| Edit { span, text: String::new() });
    findings
        .add(allow.span, format!("'{}' is allowed here, but has no finding", allow.name))
        .help("remove it, so that it can't hide a later finding")
        .fix("remove the comment", Applicability::Safe, removal);
}

/// Whether nothing that was left out of this run could be what it is for.
fn is_surely_unused(
    allow: &Allow<'_>,
    undecided: &HashSet<&str>,
    report: &Report,
    inputs: PolicyInputs<'_>,
) -> bool {
    let Ok(lints) = meant(&allow.name) else { return true };
    let decided = lints.iter().all(|lint| {
        inputs.lints.iter().any(|ran| ran.id == lint.id) && !undecided.contains(lint.id)
    });
    decided && is_looked_at(allow, report, inputs)
}

/// Whether what a suppression of the settings is for was checked at all: a run may be given one file of many.
fn is_looked_at(allow: &Allow<'_>, report: &Report, inputs: PolicyInputs<'_>) -> bool {
    let SuppressionScope::Settings { path, resource } = &allow.reach else { return true };
    let mut paths = Paths::default();
    let of_path = path.map(|path| {
        inputs.roots.iter().any(|root| paths.fit(path, &report.sources, root.span().source))
    });
    let of_resource = resource
        .map(|pattern| inputs.estate.resources().any(|known| is_about(pattern, &known.subject())));
    match (of_path, of_resource) {
        (None, None) => false,
        (path, resource) => path.unwrap_or(true) && resource.unwrap_or(true),
    }
}
