#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::certificate::{advice, day, named};
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::CheckedRoot;

declare_lint! {
    id: "root-cert-expired",
    summary: "a root certificate has expired",
    severity: Severity::Error,
    category: Category::Connection,
    symptoms: &["VpnClientRootCertificateExpired", "VpnServerConfigurationCertificateExpired", "0x80090326"],
    since: "0.1.0",
    check: Check::RootCertificate(check),
}

fn check(root: &CheckedRoot<'_>, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(certificate) = root.certificate()? else { return Ok(()) };
    if context.moment.is_after_end(certificate.not_after) {
        let of_virtual_wan = matches!(root, CheckedRoot::Listed(listed) if listed.virtual_wan);
        let (what, code) = if of_virtual_wan {
            ("server configuration", "VpnServerConfigurationCertificateExpired")
        } else {
            ("gateway", "VpnClientRootCertificateExpired")
        };
        findings
            .add(root, format!("{} expired on {}", named(root), context.moment.told(certificate.not_after)))
            .date(day(certificate.not_after))
            .help(advice(
                root,
                format!("remove it: while it is listed, Azure rejects every update of the {what}; its clients need certificates from another root"),
                "create a new root, and new client certificates from it; while an expired root is listed, Azure rejects every update of the gateway",
            ))
            .symptoms(&[code, "0x80090326"]);
    }
    Ok(())
}
