#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::certificate::named;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::CheckedRoot;

declare_lint! {
    id: "root-cert-sample-data",
    summary: "a root certificate is a published sample",
    severity: Severity::Warning,
    category: Category::Security,
    since: "0.1.0",
    check: Check::RootCertificate(check),
}

fn check(root: &CheckedRoot<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(sample) = root.reading()?.and_then(certificate_diagnosis::Diagnosis::known_sample)
    else {
        return Ok(());
    };
    findings
        .add(root, format!("{} is a published sample, from {}", named(root), sample.published))
        .help(
            "use your own root: you don't have the key of this one, and someone else may have it",
        );
    Ok(())
}
