#![doc = include_str!("README.md")]

use certificate_diagnosis::FlawGroup;

use crate::finding::Severity;
use crate::lint::certificate::{is_accepted, say_flaw};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::CheckedRoot;

declare_lint! {
    id: "root-cert-double-base64",
    summary: "the data of a root certificate is encoded in base64 twice",
    severity: Severity::Error,
    category: Category::Connection,
    symptoms: &["0x80090326"],
    since: "0.1.0",
    fix: Fixable::Safe,
    check: Check::RootCertificate(check),
}

fn check(root: &CheckedRoot<'_>, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if let Some(finding) = say_flaw(FlawGroup::DoubleBase64, *root, context, findings)?
        && is_accepted(root, context)
    {
        // Azure gave the data back so: it has taken it, and clients may not have been tried.
        finding.severity(Severity::Warning);
    }
    Ok(())
}
