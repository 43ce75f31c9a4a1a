#![doc = include_str!("README.md")]

use crate::finding::{Applicability, Severity};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::{Authentication, ClientSettings, Protocol};

declare_lint! {
    id: "entra-only-with-ikev2",
    summary: "IKEv2 is offered, but only with Microsoft Entra ID, which IKEv2 doesn't support",
    severity: Severity::Warning,
    category: Category::Connection,
    since: "0.1.0",
    fix: Fixable::Unsafe,
    check: Check::ClientSettings(check),
}

fn check(
    settings: &ClientSettings<'_>,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    let client = settings.client;
    let protocols = client.listed_protocols()?;
    if !protocols.contains(&Protocol::IkeV2) || !protocols.contains(&Protocol::OpenVpn) {
        return Ok(());
    }
    let offer = client.offer()?;
    if offer.row().is_none()
        || offer.is_in_table()
        || offer.authentication != [Authentication::Entra]
    {
        return Ok(());
    }
    findings
        .add(
            client.place_of_protocol(&Protocol::IkeV2),
            "IKEv2 clients can't authenticate: Microsoft Entra ID works only with OpenVPN",
        )
        .help("remove IkeV2, or add Certificate or Radius for its clients")
        .related(client.place_of(&Authentication::Entra), "the only authentication type")
        .fix(
            "offer OpenVPN only",
            Applicability::Unsafe,
            context.replace_list(client.protocols.origin(), &[Protocol::OpenVpn.word()]),
        );
    Ok(())
}
