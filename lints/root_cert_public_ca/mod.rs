#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::certificate::{named, shortened};
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::CheckedRoot;
use certificate_diagnosis::SelfSignature;

declare_lint! {
    id: "root-cert-public-ca",
    summary: "a public CA is listed as a root",
    severity: Severity::Warning,
    category: Category::Security,
    since: "0.1.0",
    check: Check::RootCertificate(check),
}

fn check(root: &CheckedRoot<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(certificate) = root.certificate()? else { return Ok(()) };
    // In a folder lie the roots of what else there is.
    if matches!(root, CheckedRoot::File(file) if !file.named) {
        return Ok(());
    }
    let Some(authority) = certificate.public_ca() else { return Ok(()) };
    let subject = shortened(&certificate.subject.short());
    let message = if !authority.altered {
        format!("{} is the public CA {subject}", named(root))
    } else if certificate.known_sample().is_none()
        && certificate.self_signature() == SelfSignature::Verified
    {
        format!("{} has the name of the public CA {subject}", named(root))
    } else {
        // A damaged copy lets nobody in; other lints say what it is.
        return Ok(());
    };
    findings
        .add(root, message)
        .help("use your own root: everyone with a client certificate from this CA can connect");
    Ok(())
}
