#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Authentication, ClientSettings, Protocol};

declare_lint! {
    id: "multi-auth-without-openvpn",
    summary: "several authentication types are listed on a gateway that doesn't offer OpenVPN",
    severity: Severity::Error,
    category: Category::Deployment,
    symptoms: &[
        "can have only one of the RadiusServer or vpnclient certificate or AAD Authentication settings",
    ],
    since: "0.1.0",
    check: Check::ClientSettings(check),
}

fn check(settings: &ClientSettings<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let client = settings.client;
    let protocols = client.listed_protocols()?;
    if protocols.is_empty() || protocols.contains(&Protocol::OpenVpn) {
        return Ok(());
    }
    let types = client.listed_types()?;
    // With Entra ID among them the fault has a name of its own.
    if types.len() < 2 || types.contains(&Authentication::Entra) {
        return Ok(());
    }
    let offer = client.offer()?;
    if offer.row().is_none() || offer.is_in_table() || offer.has_unknown_words() {
        return Ok(());
    }
    let offered: Vec<&str> = protocols.iter().map(Protocol::label).collect();
    let ways: Vec<&str> = types.iter().map(Authentication::label).collect();
    findings
        .add(
            &client.authentication_types,
            format!(
                "{} together require OpenVPN; {} supports only one of them",
                ways.join(" and "),
                offered.join(" with ")
            ),
        )
        .help("offer only OpenVPN, or keep one authentication type")
        .related(&client.protocols, "the protocols");
    Ok(())
}
