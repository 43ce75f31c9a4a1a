#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::certificate::{named, shortened};
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::CertificateLists;
use certificate_diagnosis::read_thumbprint;

declare_lint! {
    id: "root-cert-is-revoked",
    summary: "a root certificate is listed as revoked",
    severity: Severity::Error,
    category: Category::Connection,
    symptoms: &["0x80090326"],
    since: "0.1.0",
    check: Check::CertificateLists(check),
}

fn check(lists: &CertificateLists<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let revoked = lists.revoked.items()?;
    if revoked.is_empty() {
        return Ok(());
    }
    let roots = lists.roots.items()?;
    for entry in revoked {
        let Some(text) = findings.or_not_evaluated(entry.thumbprint.get()).flatten() else {
            continue;
        };
        let reading = read_thumbprint(text);
        for root in roots {
            let Some(certificate) = findings.or_not_evaluated(root.certificate()).flatten() else {
                continue;
            };
            if reading.digits == certificate.sha1() || reading.digits == certificate.sha256() {
                findings
                    .add(&entry.thumbprint, format!("{} is revoked by '{}'", named(root), shortened(entry.label())))
                    .help("remove the root if its clients must not connect, or the revocation if they must")
                    .related(&root.name, "the root is listed here");
            }
        }
    }
    Ok(())
}
