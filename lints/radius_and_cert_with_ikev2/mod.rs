#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Authentication, ClientSettings, Protocol};

declare_lint! {
    id: "radius-and-cert-with-ikev2",
    summary: "IKEv2 is offered with both certificate and RADIUS authentication",
    severity: Severity::Warning,
    category: Category::Deployment,
    since: "0.1.0",
    check: Check::ClientSettings(check),
}

fn check(settings: &ClientSettings<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let client = settings.client;
    let protocols = client.listed_protocols()?;
    if !protocols.contains(&Protocol::IkeV2) || !protocols.contains(&Protocol::OpenVpn) {
        return Ok(());
    }
    // Where no types are listed, that is the fault.
    if client.listed_types()?.is_empty() {
        return Ok(());
    }
    let offer = client.offer()?;
    let both = offer.by(&Authentication::Certificate) && offer.by(&Authentication::Radius);
    if !both || offer.row().is_none() || offer.is_in_table() || offer.has_unknown_words() {
        return Ok(());
    }
    findings
        .add(
            client.place_of_protocol(&Protocol::IkeV2),
            "IKEv2 supports certificates or RADIUS, but not both",
        )
        .help("remove IkeV2, or one of the two authentication types")
        .related(client.place_of(&Authentication::Certificate), "certificates")
        .related(client.place_of(&Authentication::Radius), "RADIUS");
    Ok(())
}
