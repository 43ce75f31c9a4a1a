#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::certificate::{Standing, named};
use crate::lint::{Category, Check, Context, Findings, Fixable, Lint, Outcome};
use crate::resource::Root;

/// The lint of this room.
pub static LINT: Lint = Lint {
    id: "root-cert-not-ca",
    summary: "a root certificate says that it is no CA",
    severity: Severity::Error,
    category: Category::Connection,
    symptoms: &[],
    since: "0.1.0",
    fix: Fixable::No,
    docs: include_str!("README.md"),
    check: Check::RootCertificate(check),
};

fn check(root: &Root<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(certificate) = root.certificate()? else { return Ok(()) };
    if Standing::of(certificate) == Standing::NotCa {
        findings
            .add(root, format!("{} says of itself that it is no CA: basicConstraints has CA:FALSE", named(root)))
            .help("make a root that may issue certificates, with CA:TRUE or without basicConstraints, and new client certificates from it");
    }
    Ok(())
}
