#![doc = include_str!("README.md")]

use crate::facts::{SSTP, SSTP_ENABLING};
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, PointToSite, Protocol};

declare_lint! {
    id: "sstp-retiring",
    summary: "point-to-site clients use SSTP, which is being retired",
    severity: Severity::Warning,
    category: Category::Retirement,
    since: "0.1.0",
    check: Check::PointToSite(check),
}

fn check(
    gateway: &Gateway,
    client: &PointToSite,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    // A template that would enable it has a lint of its own from the day on which that is refused.
    if (gateway.resource.is_template() && SSTP_ENABLING.is_past(context.today))
        || !client.offers(&Protocol::Sstp)?
    {
        return Ok(());
    }
    let Some(listed) = client.protocols.known_element(&Protocol::Sstp) else { return Ok(()) };
    let (severity, message) = if SSTP.is_past(context.today) {
        (Severity::Error, format!("SSTP was retired on {SSTP}: its clients can't connect"))
    } else {
        (
            Severity::Warning,
            format!("SSTP will be retired on {SSTP}: from then on, its clients can't connect"),
        )
    };
    let others = client
        .protocols
        .known_items()
        .iter()
        .filter_map(|item| item.value())
        .any(|item| *item != Protocol::Sstp);
    let help = if others {
        "move the clients to the other protocol with a new profile, then remove SSTP from the list"
    } else {
        "add IkeV2, or change to OpenVPN, and give the clients a new profile"
    };
    findings.add(listed, message).severity(severity).key("SSTP ends").date(SSTP.from).help(help);
    Ok(())
}
