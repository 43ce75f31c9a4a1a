#![doc = include_str!("README.md")]

use std::collections::HashSet;

use crate::facts::AZURE_VPN_CLIENT_FOR_LINUX;
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Authentication, Estate};

declare_lint! {
    id: "entra-only-without-linux",
    summary: "only Microsoft Entra ID is offered, which no client for Linux supports any more",
    severity: Severity::Note,
    category: Category::Retirement,
    since: "0.1.0",
    check: Check::Estate(check),
}

/// It is a fact about clients, and the same one at every gateway: of each template and of all that is exported it is
/// said once.
fn check(estate: &Estate, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let end = &AZURE_VPN_CLIENT_FOR_LINUX;
    let words = if end.is_past(context.today) { "was retired" } else { "is retired" };
    let mut said = HashSet::new();
    for (resource, settings) in estate.client_settings() {
        let Some(settings) = findings.or_not_evaluated(settings).flatten() else { continue };
        let Some(offer) = findings.or_not_evaluated(settings.client.offer()) else { continue };
        if offer.authentication != [Authentication::Entra] || !said.insert(resource.part) {
            continue;
        }
        findings
            .add(
                settings.client.place_of(&Authentication::Entra),
                format!("clients authenticate only with Microsoft Entra ID, and the Azure VPN Client for Linux {words} on {end}"),
            )
            .key("Microsoft Entra ID only, without a client for Linux")
            .date(end.from)
            .about(resource.subject())
            .help("for Linux clients, offer certificate authentication, with OpenVPN or strongSwan");
    }
    Ok(())
}
