#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::certificate::named;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::CheckedRoot;

declare_lint! {
    id: "root-cert-weak-signature",
    summary: "a root certificate is signed with a broken digest",
    severity: Severity::Warning,
    category: Category::Security,
    since: "0.1.0",
    check: Check::RootCertificate(check),
}

fn check(root: &CheckedRoot<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(certificate) = root.certificate()? else { return Ok(()) };
    let Some(digest) = certificate.signature_algorithm.digest.filter(|digest| digest.is_broken())
    else {
        return Ok(());
    };
    let finding = findings.add(root, format!("{} is signed with {digest}", named(root)));
    if certificate.self_issued() {
        finding
            .severity(Severity::Note)
            .help("no action needed now: a root is trusted because it is listed, not because of its signature; create the next one with SHA-256");
    } else {
        finding.help(
            "have its issuer sign it again with SHA-256: signatures with this digest can be forged",
        );
    }
    Ok(())
}
