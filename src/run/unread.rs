//! What a run could not look at: links that were not followed, parameters without their template, exports that were cut
//! off; and whether anything was left to check.

use std::collections::HashSet;

use arm_template::{Reason, SourceId, Unknown, Unread};

use crate::counts::grouped;
use crate::finding::{PassedOver, Remark, Subject, Unevaluated};
use crate::lints;
use crate::resource::{Estate, Kind, Machine, NotEvaluated, Resource};
use crate::source::Sources;

/// A nested deployment whose template is not known, as something that was not evaluated.
pub(super) fn unevaluated(unread: &Unread) -> Unevaluated {
    let name = unread.deployment.join("/");
    let unknown = Unknown { reason: unread.reason.clone(), residual: "".into() };
    let why = NotEvaluated::because_of(&unknown, unread.span);
    let reason = match &unread.reason {
        Reason::Linked(_) => why.reason,
        _ => format!("the template of deployment '{name}' was not read: {}", why.reason),
    };
    Unevaluated {
        lint: lints::template_linked_missing::LINT.id,
        subject: Some(Subject {
            kind: "Microsoft.Resources/deployments".to_owned(),
            name,
            id: None,
        }),
        reason,
        remedy: why.remedy,
        span: why.span,
    }
}

/// A module of a Terraform configuration that was not read, as something that was not evaluated.
pub(super) fn module(unread: &terraform_config::Unread) -> Unevaluated {
    Unevaluated {
        lint: lints::template_linked_missing::LINT.id,
        subject: Some(Subject {
            kind: "module".to_owned(),
            name: unread.address.to_string(),
            id: None,
        }),
        reason: format!("{} was not read: {}", unread.address, unread.reason),
        remedy: None,
        span: Some(unread.span),
    }
}

/// A parameters file that was read.
pub(super) struct ParametersFile {
    pub(super) source: SourceId,
    /// Whether it was named, as opposed to found in a folder.
    pub(super) named: bool,
}

const WITHOUT_TEMPLATE: &str = "it is a parameters file, and its template is not among the inputs";

/// The parameters files that no template is deployed with.
pub(super) fn unpaired(
    files: &[ParametersFile],
    used: &HashSet<SourceId>,
    sources: &Sources,
) -> Vec<PassedOver> {
    files
        .iter()
        .filter(|file| !used.contains(&file.source))
        .map(|file| PassedOver {
            source: sources.get(file.source).file().to_owned(),
            reason: WITHOUT_TEMPLATE.to_owned(),
            missed: file.named,
        })
        .collect()
}

/// What is said of exports that `ConvertTo-Json` cut off at its depth.
pub(super) fn cut_off(estate: &Estate, sources: &Sources) -> Vec<Remark> {
    let cut = estate.resources().filter_map(|resource| resource.reader.first_cut());
    cut.map(|span| Remark {
        source: sources.name(span.source).to_owned(),
        message:
            "ConvertTo-Json truncated it at its default depth: export again with ConvertTo-Json -Depth 10; complete parts are checked"
                .to_owned(),
    })
    .collect()
}

/// What is said of reports of machines: sections that failed, and names that this version doesn't know.
pub(super) fn of_machines(machines: &[Machine], sources: &Sources) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for machine in machines {
        let report = &machine.report;
        let source = sources.name(report.span.source).to_owned();
        let failed = report.failures().into_iter();
        let failed = failed.map(|(name, why)| format!("its section {name} failed: {}", why.value));
        let unknown: Vec<&str> = report.unknown.iter().map(|name| name.path.as_str()).collect();
        let unknown = (!unknown.is_empty()).then(|| {
            format!("this version doesn't know {}, and didn't check it", unknown.join(", "))
        });
        remarks.extend(
            failed.chain(unknown).map(|message| Remark { source: source.clone(), message }),
        );
    }
    remarks
}

/// Whether lints have something to say about a resource of this kind.
fn is_checked(resource: &Resource) -> bool {
    !resource.existing && !matches!(resource.kind, Kind::Around(_))
}

/// Why nothing was checked, and what to do, when that is so.
pub(super) fn nothing_checked(
    estate: &Estate,
    unread: &[Unevaluated],
    passed_over: &[PassedOver],
    understood: usize,
) -> Option<String> {
    if estate.resources().any(is_checked) {
        return None;
    }
    if let Some(first) = unread.first() {
        let more = match unread.len() - 1 {
            0 => String::new(),
            count => format!(" (and {} more)", grouped(count)),
        };
        let remedy = first.remedy.as_deref().unwrap_or("check the folder that contains it");
        return Some(format!("{}{more}; {remedy}", first.reason));
    }
    if let Some(alone) = passed_over.iter().find(|it| it.reason == WITHOUT_TEMPLATE) {
        return Some(format!("{}: {}; specify both, or their folder", alone.source, alone.reason));
    }
    if let Some(missed) = passed_over.iter().find(|it| it.missed) {
        return Some(format!("{}: {}", missed.source, missed.reason));
    }
    Some(if understood == 0 {
        "none of the files concerns a gateway; specify the files, or their folder".to_owned()
    } else {
        "the input deploys or contains no gateway and no network; run gatelint expand to see what a template deploys"
            .to_owned()
    })
}
