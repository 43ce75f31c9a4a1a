#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::certificate::{RootFitness, named};
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::CheckedRoot;

declare_lint! {
    id: "root-cert-key-usage",
    summary: "the keyUsage of a root certificate lacks keyCertSign",
    severity: Severity::Warning,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::RootCertificate(check),
}

fn check(root: &CheckedRoot<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(certificate) = root.certificate()? else { return Ok(()) };
    let Some(usage) =
        certificate.key_usage.filter(|_| RootFitness::of(certificate) == RootFitness::NoCertSign)
    else {
        return Ok(());
    };
    let allowed = match usage.to_string() {
        none if none.is_empty() => "nothing".to_owned(),
        usages => usages,
    };
    findings
        .add(root, format!("{} can't sign certificates: its keyUsage allows {allowed}", named(root)))
        .help("create a root with keyUsage keyCertSign (New-SelfSignedCertificate -KeyUsage CertSign), and new client certificates from it");
    Ok(())
}
