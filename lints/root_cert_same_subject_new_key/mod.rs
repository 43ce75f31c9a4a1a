#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::certificate::{day, shortened};
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{CertificateLists, RootCertificate};
use certificate_diagnosis::{Certificate, SelfSignature};

declare_lint! {
    id: "root-cert-same-subject-new-key",
    summary: "two root certificates have the same subject and different keys",
    severity: Severity::Note,
    category: Category::Hygiene,
    since: "0.1.0",
    check: Check::CertificateLists(check),
}

fn check(
    lists: &CertificateLists<'_>,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    let now = context.moment.timestamp();
    let mut sound: Vec<(&RootCertificate, &Certificate)> = Vec::new();
    for root in lists.roots.items()? {
        let Some(certificate) = findings.or_not_evaluated(root.certificate()).flatten() else {
            continue;
        };
        if certificate.is_alive_at(now) && certificate.self_signature() != SelfSignature::Bad {
            sound.push((root, certificate));
        }
    }
    sound.sort_by_key(|(_, certificate)| certificate.not_before);
    for (at, (older, old)) in sound.iter().enumerate() {
        let follows = |(_, new): &&(&RootCertificate, &Certificate)| {
            new.subject.matches(&old.subject) && new.public_key_info() != old.public_key_info()
        };
        let Some((newer, _)) = sound[at + 1..].iter().find(follows) else { continue };
        let (subject, end) = (shortened(&old.subject.short()), day(old.not_after));
        let (older_name, newer_name) = (shortened(older.label()), shortened(newer.label()));
        findings
            .add(&older.name, format!("root certificates '{older_name}' and '{newer_name}' have the same subject, {subject}, and different keys"))
            .help(format!("keep both until all clients have certificates from '{newer_name}'; '{older_name}' expires on {end}, and you can remove it when no client needs it"))
            .related(&newer.name, "the newer one");
    }
    Ok(())
}
