#![doc = include_str!("README.md")]

use certificate_diagnosis::FlawGroup;

use crate::finding::Severity;
use crate::lint::certificate::say_flaw;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::Root;

declare_lint! {
    id: "root-cert-has-private-key",
    summary: "the data of a root certificate holds a private key",
    severity: Severity::Error,
    category: Category::Security,
    symptoms: &["VpnClientRootCertificateDataInvalid"],
    since: "0.1.0",
    check: Check::RootCertificate(check),
}

fn check(root: &Root<'_>, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    say_flaw(FlawGroup::PrivateKey, *root, context, findings)?;
    Ok(())
}
