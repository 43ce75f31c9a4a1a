#![doc = include_str!("README.md")]

use crate::facts::AZURE_VPN_CLIENT_FOR_LINUX;
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Authentication, ClientSettings};

declare_lint! {
    id: "entra-only-without-linux",
    summary: "Entra ID is the only way in, and no client for Linux has it any more",
    severity: Severity::Note,
    category: Category::Retirement,
    since: "0.1.0",
    check: Check::ClientSettings(check),
}

fn check(
    settings: &ClientSettings<'_>,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    let client = settings.client;
    if client.offer()?.authentication != [Authentication::Entra] {
        return Ok(());
    }
    let end = &AZURE_VPN_CLIENT_FOR_LINUX;
    let words = if end.is_past(context.today) { "was retired" } else { "is retired" };
    findings
        .add(
            client.place_of(&Authentication::Entra),
            format!("clients sign in to Entra ID only, and the Azure VPN Client for Linux {words} on {end}"),
        )
        .key("Entra ID only, without a client for Linux")
        .date(end.from)
        .help("where Linux shall connect, let its clients authenticate by certificate, with OpenVPN or strongSwan");
    Ok(())
}
