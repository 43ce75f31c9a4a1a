#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Authentication, ClientSettings};

declare_lint! {
    id: "auth-type-without-settings",
    summary: "an authentication type is listed, but has no settings",
    severity: Severity::Error,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::ClientSettings(check),
}

fn check(settings: &ClientSettings<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let client = settings.client;
    for (at, listed) in findings.known(client.authentication_types.elements()) {
        let what = match listed {
            Authentication::Certificate => "a root certificate in vpnClientRootCertificates",
            Authentication::Radius => {
                "a server in radiusServers, or radiusServerAddress with its secret"
            }
            Authentication::Entra => "aadTenant, aadAudience and aadIssuer",
            Authentication::Other(_) => continue,
        };
        if findings.or_not_evaluated(client.has_settings_for(listed)) == Some(false) {
            findings
                .add(at, format!("vpnAuthenticationTypes lists {listed}, but it has no settings"))
                .help(format!("add {what}, or remove {listed} from the list"));
        }
    }
    Ok(())
}
