#![doc = include_str!("README.md")]

use certificate_diagnosis::FlawGroup;

use crate::finding::Severity;
use crate::lint::certificate::{say_flaw, shortened};
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::CheckedRoot;

declare_lint! {
    id: "root-cert-has-private-key",
    summary: "the data of a root certificate contains a private key",
    severity: Severity::Error,
    category: Category::Security,
    symptoms: &["VpnClientRootCertificateDataInvalid"],
    since: "0.1.0",
    check: Check::RootCertificate(check),
}

fn check(root: &CheckedRoot<'_>, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    say_flaw(FlawGroup::PrivateKey, *root, context, findings)?;
    let CheckedRoot::File(file) = root else { return Ok(()) };
    for authority in file.authorities_with_keys() {
        let name = shortened(&authority.subject.short());
        findings
            .add(file, format!("this file contains the private key of the CA {name}: anyone who has it can issue client certificates that every gateway with its root accepts"))
            .help("keep it where certificates are issued, and give each client a PFX with its own certificate and key; if you shared this file, create a new root and new client certificates")
            .symptoms(&[]);
    }
    Ok(())
}
