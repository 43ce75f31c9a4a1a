#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::certificate::{named, shortened};
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{CertificateLists, RootCertificate};
use certificate_diagnosis::Certificate;

declare_lint! {
    id: "root-cert-duplicate",
    summary: "the same root certificate is listed twice",
    severity: Severity::Warning,
    category: Category::Hygiene,
    since: "0.1.0",
    check: Check::CertificateLists(check),
}

fn check(lists: &CertificateLists<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let mut seen: Vec<(&RootCertificate, &Certificate)> = Vec::new();
    for root in lists.roots.items()? {
        let Some(certificate) = findings.or_not_evaluated(root.certificate()).flatten() else {
            continue;
        };
        match seen.iter().find(|(_, other)| other.der == certificate.der) {
            // Entries of one name are another lint's.
            Some((other, _)) if other.label().eq_ignore_ascii_case(root.label()) => {}
            Some((other, _)) => {
                findings
                    .add(
                        &root.data,
                        format!(
                            "{} is the same certificate as '{}'",
                            named(root),
                            shortened(other.label())
                        ),
                    )
                    .help("remove one of the two entries")
                    .related(&other.name, "it is already listed here");
            }
            None => seen.push((root, certificate)),
        }
    }
    Ok(())
}
