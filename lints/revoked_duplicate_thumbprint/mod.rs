#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::certificate::shortened;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{CertificateLists, RevokedCertificate};
use certificate_diagnosis::read_thumbprint;

declare_lint! {
    id: "revoked-duplicate-thumbprint",
    summary: "the same thumbprint is revoked twice",
    severity: Severity::Note,
    category: Category::Hygiene,
    since: "0.1.0",
    check: Check::CertificateLists(check),
}

fn check(lists: &CertificateLists<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let mut seen: Vec<(&RevokedCertificate, String)> = Vec::new();
    for revoked in lists.revoked.items()? {
        let Some(text) = findings.or_not_evaluated(revoked.thumbprint.get()).flatten() else {
            continue;
        };
        let Some(digits) = read_thumbprint(text).value().map(str::to_owned) else { continue };
        match seen.iter().find(|(_, other)| *other == digits) {
            Some((first, _)) => {
                let (name, other) = (shortened(revoked.label()), shortened(first.label()));
                findings
                    .add(
                        &revoked.thumbprint,
                        format!(
                            "revoked certificate '{name}' has the same thumbprint as '{other}'"
                        ),
                    )
                    .help("remove one of the two entries")
                    .related(&first.thumbprint, "it is already listed here");
            }
            None => seen.push((revoked, digits)),
        }
    }
    Ok(())
}
