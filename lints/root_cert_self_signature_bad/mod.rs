#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::certificate::{Standing, named};
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::Root;
use certificate_diagnosis::SelfSignature;

declare_lint! {
    id: "root-cert-self-signature-bad",
    summary: "the signature of a root certificate does not fit its own key",
    severity: Severity::Error,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::RootCertificate(check),
}

fn check(root: &Root<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(certificate) = root.certificate()? else { return Ok(()) };
    let fault = if Standing::of(certificate) == Standing::NameDamaged {
        "its issuer should be its subject, but one of the names is damaged"
    } else if certificate.self_signature() == SelfSignature::Bad {
        "its signature was not made with its own key over these bytes"
    } else {
        return Ok(());
    };
    findings
        .add(root, format!("{} is damaged or altered: {fault}", named(root)))
        .help("export the certificate again where it was made, as Base-64 encoded X.509 (.CER), and copy it whole");
    Ok(())
}
