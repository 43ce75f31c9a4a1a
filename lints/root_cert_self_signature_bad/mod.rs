#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::certificate::{RootFitness, named, shortened};
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::CheckedRoot;
use certificate_diagnosis::{Certificate, DistinguishedName, OddityKind, SelfSignature};

declare_lint! {
    id: "root-cert-self-signature-bad",
    summary: "the signature of a root certificate doesn't match its own key",
    severity: Severity::Warning,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::RootCertificate(check),
}

fn check(root: &CheckedRoot<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(certificate) = root.certificate()? else { return Ok(()) };
    let Some(place) = damaged(certificate) else { return Ok(()) };
    findings
        .add(root, format!("{} is damaged or altered: {place}", named(root)))
        .help("export the certificate again from its origin, as Base-64 encoded X.509 (.CER): Azure accepts this one, but no client can connect with it");
    Ok(())
}

/// Where the damage is, as far as the bytes tell.
fn damaged(certificate: &Certificate) -> Option<String> {
    if RootFitness::of(certificate) == RootFitness::NameDamaged {
        return Some(damaged_name(certificate));
    }
    if certificate.self_signature() != SelfSignature::Bad {
        return None;
    }
    let differ =
        certificate.oddities.iter().any(|oddity| oddity.kind == OddityKind::AlgorithmMismatch);
    Some(if differ {
        "the two fields that name its signature algorithm differ".to_owned()
    } else {
        "its signature doesn't match its own key and bytes".to_owned()
    })
}

/// Subject and issuer of a root are the same, and here they are only nearly so.
fn damaged_name(certificate: &Certificate) -> String {
    let malformed = |name: &DistinguishedName| {
        let broken = |text: &str| text.chars().any(|char| char.is_control() || char == '\u{FFFD}');
        name.attributes.iter().any(|attribute| attribute.malformed || broken(&attribute.value))
    };
    let (subject, issuer) = (&certificate.subject, &certificate.issuer);
    let which = match (malformed(subject), malformed(issuer)) {
        (true, false) => "its subject has bytes that no name has, and",
        (false, true) => "its issuer has bytes that no name has, and",
        _ => "its key says that it issued itself, but",
    };
    let (of_issuer, of_subject) = (issuer.short(), subject.short());
    if of_issuer == of_subject {
        return format!("{which} its issuer is not its subject");
    }
    format!("{which} issuer {} is not subject {}", shortened(&of_issuer), shortened(&of_subject))
}
