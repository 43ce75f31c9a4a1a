#![doc = include_str!("README.md")]

use certificate_diagnosis::FlawGroup;

use crate::finding::Severity;
use crate::lint::certificate::{is_accepted, say_flaw};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::Root;

declare_lint! {
    id: "root-cert-whitespace",
    summary: "the data of a root certificate has line breaks, spaces or invisible characters in it",
    severity: Severity::Error,
    category: Category::Deployment,
    symptoms: &["VpnClientRootCertificateDataInvalid", "13801"],
    since: "0.1.0",
    fix: Fixable::Safe,
    check: Check::RootCertificate(check),
}

fn check(root: &Root<'_>, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let accepted = is_accepted(root, context);
    if let Some(finding) = say_flaw(FlawGroup::WhiteSpace, *root, context, findings)?
        && accepted
    {
        // Azure gave the data back so: it has taken it.
        finding.severity(Severity::Note).symptoms(&[]);
    }
    Ok(())
}
