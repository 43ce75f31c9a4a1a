#![doc = include_str!("README.md")]

use certificate_diagnosis::FlawGroup;

use crate::finding::Severity;
use crate::lint::certificate::say_flaw;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::CheckedRoot;

declare_lint! {
    id: "root-cert-keyvault-reference",
    summary: "the data of a root certificate is a Key Vault reference",
    severity: Severity::Error,
    category: Category::Deployment,
    symptoms: &["VpnClientRootCertificateDataInvalid"],
    since: "0.1.0",
    check: Check::RootCertificate(check),
}

fn check(root: &CheckedRoot<'_>, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    say_flaw(FlawGroup::KeyVaultReference, *root, context, findings)?;
    Ok(())
}
