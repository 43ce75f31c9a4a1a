#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{NetworkPeering, PeeringState};

declare_lint! {
    id: "peering-not-connected",
    summary: "a peering is not connected",
    severity: Severity::Error,
    category: Category::Connection,
    symptoms: &["RemotePeeringIsDisconnected"],
    since: "0.1.0",
    peers: &["AZR-000266 (PSRule)"],
    check: Check::Peering(check),
}

fn check(place: &NetworkPeering<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    // A template's peeringState says nothing about what will be.
    if place.network.resource.is_template() {
        return Ok(());
    }
    let state = &place.peering.state;
    let (help, symptoms): (_, &[&str]) = match state.get()? {
        None | Some(PeeringState::Connected) => return Ok(()),
        Some(PeeringState::Initiated) => {
            ("create the peering from the other network to this one", &[])
        }
        Some(PeeringState::Disconnected) => {
            ("delete this peering, then create both sides again", &["RemotePeeringIsDisconnected"])
        }
        Some(PeeringState::Other(_)) => ("check both sides of the peering in the portal", &[]),
    };
    let word = state.value().map_or("", PeeringState::word);
    findings
        .add(state, format!("peering '{}' is {word}, not Connected", place.peering.label()))
        .help(help)
        .symptoms(symptoms)
        .related(&place.peering.remote, "the other network");
    Ok(())
}
