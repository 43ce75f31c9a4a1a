#![doc = include_str!("README.md")]

use crate::document::certificate::{Curve, PublicKey};
use crate::finding::Severity;
use crate::lint::certificate::named;
use crate::lint::{Category, Check, Context, Findings, Fixable, Lint, Outcome};
use crate::resource::RootCertificate;

/// The lint of this room.
pub static LINT: Lint = Lint {
    id: "root-cert-weak-key",
    summary: "the key of a root certificate is weak",
    severity: Severity::Warning,
    category: Category::Security,
    symptoms: &[],
    since: "0.1.0",
    fix: Fixable::No,
    docs: include_str!("README.md"),
    check: Check::RootCertificate(check),
};

fn check(root: &RootCertificate, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(certificate) = root.certificate()? else { return Ok(()) };
    let weakness = match &certificate.key {
        PublicKey::Rsa { bits, .. } if *bits < 2048 => format!("an RSA key of {bits} bits"),
        PublicKey::Rsa { exponent: Some(exponent @ (1 | 3)), .. } => {
            format!("an RSA key with the public exponent {exponent}")
        }
        PublicKey::Ec(Curve::P192 | Curve::P224) => format!("an {} key", certificate.key),
        _ => return Ok(()),
    };
    findings.add(&root.data, format!("{} has {weakness}", named(root))).help(
        "make a root with an RSA key of 2048 bits or more, and new client certificates from it",
    );
    Ok(())
}
