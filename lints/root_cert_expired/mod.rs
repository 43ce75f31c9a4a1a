#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::certificate::{advice, day, named};
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::Root;

declare_lint! {
    id: "root-cert-expired",
    summary: "a root certificate has expired",
    severity: Severity::Error,
    category: Category::Connection,
    symptoms: &["VpnClientRootCertificateExpired", "0x80090326"],
    since: "0.1.0",
    check: Check::RootCertificate(check),
}

fn check(root: &Root<'_>, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(certificate) = root.certificate()? else { return Ok(()) };
    if context.moment.is_after_end(certificate.not_after) {
        findings
            .add(root, format!("{} expired on {}", named(root), context.moment.told(certificate.not_after)))
            .date(day(certificate.not_after))
            .help(advice(root, "remove it: as long as it is listed Azure refuses every change of the gateway; its clients need certificates from another root", "make a new root, and new client certificates from it; while an expired root is listed Azure refuses every change of the gateway"));
    }
    Ok(())
}
