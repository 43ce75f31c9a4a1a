#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::certificate::shortened;
use crate::lint::clients::certificate_files::trusting_gateway_of;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{ClientProfile, NotEvaluated};
use certificate_diagnosis::{ClientAuthentication, Path};
use vpn_client_files::profile::CertificateRole;

declare_lint! {
    id: "package-client-cert-refused",
    summary: "the gateway doesn't accept the client certificate in a profile",
    severity: Severity::Error,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::Profile(check),
}

fn check(profile: &ClientProfile, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let clients = profile.certificates.iter().filter(|(part, ..)| *part == CertificateRole::Client);
    // Behind the client's own stand those that issued it.
    let Some((_, client, span)) = clients.clone().next() else { return Ok(()) };
    let moment = context.moment;
    if moment.is_after_end(client.not_after) {
        let end = moment.told(client.not_after);
        findings.add(*span, format!("the client certificate expired on {end}")).help(
            "issue a new certificate from a root of the gateway, and insert it here with its key",
        );
        return Ok(());
    }
    if !moment.is_after_begin(client.not_before) {
        findings
            .add(
                *span,
                format!(
                    "the client certificate is valid only from {}",
                    moment.told(client.not_before)
                ),
            )
            .help("set the clock of the computer that issued it, or wait");
        return Ok(());
    }
    let above: Vec<_> = clients.skip(1).map(|(_, certificate, _)| certificate.clone()).collect();
    let mut unknown = None;
    if let Some(keeper) = trusting_gateway_of(context, &profile.evidence)? {
        let gateway = keeper.lists.resource.subject().name;
        let verdict = keeper.trust.verdict(client, &above);
        if keeper.trust.revokes(client).is_some() {
            findings
                .add(*span, format!("the client certificate is revoked on '{gateway}'"))
                .help("issue a new certificate for this user, and insert it here with its key");
        } else if verdict.client_authentication == ClientAuthentication::Missing {
            findings
                .add(*span, "the client certificate is not for Client Authentication")
                .help("issue one with the extended key usage 1.3.6.1.5.5.7.3.2");
        } else if matches!(verdict.path, Path::Trusted(_) | Path::Unproven(..)) {
            unknown = unknown.or(keeper.trust.unknown_revocation);
        } else if let Some(why) = keeper.trust.unknown_root {
            unknown = Some(why);
        } else if let Path::NoRoot { missing, whole: false } = &verdict.path {
            let why = format!(
                "the certificate of its issuer {} is neither on '{gateway}' nor in the profile, and may be an intermediate CA of a listed root",
                shortened(missing)
            );
            unknown = Some(NotEvaluated::new(why, Some(*span)).remedy(
                "insert the issuer's certificate after the client certificate in the cert block",
            ));
        } else {
            findings
                .add(
                    *span,
                    format!("the client certificate is not issued from a root of '{gateway}'"),
                )
                .help("issue one from a root on the gateway, or add its root to the gateway");
        }
    }
    unknown.map_or(Ok(()), Err)
}
