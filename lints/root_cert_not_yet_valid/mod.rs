#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::certificate::{advice, named};
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::CheckedRoot;

declare_lint! {
    id: "root-cert-not-yet-valid",
    summary: "a root certificate is not valid yet",
    severity: Severity::Warning,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::RootCertificate(check),
}

fn check(root: &CheckedRoot<'_>, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(certificate) = root.certificate()? else { return Ok(()) };
    let begins = context.moment.told(certificate.not_before);
    if !context.moment.is_after_begin(certificate.not_before)
        && certificate.not_before <= certificate.not_after
    {
        findings.add(root, format!("{} is valid only from {begins}", named(root))).help(advice(
            root,
            format!(
                "keep the current root as well until {begins}, or create one that is valid now"
            ),
            format!("keep the current root as well, or wait until {begins}"),
        ));
    }
    Ok(())
}
