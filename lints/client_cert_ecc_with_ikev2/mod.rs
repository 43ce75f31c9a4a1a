#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::clients::certificate_files::gateway_answers;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{CertificateFile, Protocol};
use certificate_diagnosis::PublicKey;

declare_lint! {
    id: "client-cert-ecc-with-ikev2",
    summary: "the key of a client certificate has a type that IKEv2 doesn't support",
    severity: Severity::Error,
    category: Category::Connection,
    symptoms: &["13801"],
    since: "0.1.0",
    check: Check::CertificateFile(check),
}

fn check(file: &CertificateFile, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(client) = file.client()? else { return Ok(()) };
    if matches!(client.key, PublicKey::Rsa { .. } | PublicKey::Unreadable { .. }) {
        return Ok(());
    }
    for answer in gateway_answers(client, file, context)? {
        let lists = &answer.holder.lists;
        // The rule is known for gateways only.
        if lists.virtual_wan || answer.root().is_none() || !lists.offers(&Protocol::IkeV2)? {
            continue;
        }
        let message = format!(
            "this client certificate has a key of type {}, which can't connect over IKEv2 to {}",
            client.key,
            answer.gateway()
        );
        let finding = findings.add(file, message);
        finding.help("use OpenVPN on the client, or issue a certificate with an RSA key from a root with an RSA key");
        let protocols = lists.protocols.known_items();
        if let Some(ikev2) =
            protocols.iter().find(|protocol| protocol.value() == Some(&Protocol::IkeV2))
        {
            finding.related(ikev2, "IKEv2 is offered here");
        }
    }
    Ok(())
}
