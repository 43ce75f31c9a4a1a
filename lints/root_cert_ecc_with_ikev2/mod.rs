#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::certificate::named;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{CertificateLists, Protocol};
use certificate_diagnosis::PublicKey;

declare_lint! {
    id: "root-cert-ecc-with-ikev2",
    summary: "IKEv2 is offered with a root certificate whose key is not RSA",
    severity: Severity::Error,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::CertificateLists(check),
}

fn check(lists: &CertificateLists<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    // The rule is known for gateways only.
    if lists.virtual_wan
        || lists.roots.items()?.is_empty()
        || !lists.offers(&Protocol::IkeV2)?
        || !lists.are_in_use()?
    {
        return Ok(());
    }
    let protocols = lists.protocols.known_items();
    let ikev2 = protocols.iter().find(|protocol| protocol.value() == Some(&Protocol::IkeV2));
    for root in lists.roots.items()? {
        let Some(certificate) = findings.or_not_evaluated(root.certificate()).flatten() else {
            continue;
        };
        if matches!(certificate.key, PublicKey::Rsa { .. } | PublicKey::Unreadable { .. }) {
            continue;
        }
        let finding = findings.add(
            &root.data,
            format!("{} has a key that IKEv2 clients can't use: {}", named(root), certificate.key),
        );
        finding.help("offer OpenVPN instead of IkeV2, or create a root with an RSA key and new client certificates from it");
        if let Some(ikev2) = ikev2 {
            finding.related(ikev2, "IKEv2 is offered here");
        }
    }
    Ok(())
}
