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
        .help("list a root of your own: nobody here has the key of this one, and perhaps somebody else has");
    Ok(())
}
