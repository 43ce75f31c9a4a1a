#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::certificate::named;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::CheckedRoot;
use certificate_diagnosis::{Curve, PublicKey, Scheme};

declare_lint! {
    id: "root-cert-unusual-algorithm",
    summary: "a root certificate uses an algorithm that may not be accepted",
    severity: Severity::Note,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::RootCertificate(check),
}

fn check(root: &CheckedRoot<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(certificate) = root.certificate()? else { return Ok(()) };
    let unusual = match (&certificate.key, certificate.signature_algorithm.scheme) {
        (
            key @ (PublicKey::Ed25519
            | PublicKey::Ed448
            | PublicKey::Dsa
            | PublicKey::Other(_)
            | PublicKey::Ec(Curve::Other(_) | Curve::Explicit)),
            _,
        ) => format!("its key is {key}"),
        (PublicKey::Rsa { pss_only: true, .. }, _) => "its key is for RSASSA-PSS only".to_owned(),
        (_, Scheme::RsaPss | Scheme::Dsa | Scheme::Ed25519 | Scheme::Ed448 | Scheme::Other) => {
            format!("it is signed by {}", certificate.signature_algorithm)
        }
        _ => return Ok(()),
    };
    findings
        .add(root, format!("{} has an unusual algorithm: {unusual}", named(root)))
        .help("create a root with an RSA key and an RSA signature with SHA-256, as in Microsoft's instructions");
    Ok(())
}
