#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{NetworkPeering, SyncLevel};

declare_lint! {
    id: "peering-out-of-sync",
    summary: "a peering is out of sync with the networks' address spaces",
    severity: Severity::Warning,
    category: Category::Connection,
    symptoms: &["you still can't connect to Azure resources"],
    since: "0.1.0",
    check: Check::Peering(check),
}

fn check(place: &NetworkPeering<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if place.network.resource.is_template() {
        return Ok(());
    }
    let level = &place.peering.sync_level;
    match level.get()? {
        None | Some(SyncLevel::Full) => {}
        Some(word) => {
            findings
                .add(level, format!("peering '{}' is {word}: an address space has changed since the last sync", place.peering.label()))
                .help("sync the peering in the portal or with az network vnet peering sync, then download the client profile again")
                .related(&place.peering.remote, "the other network");
        }
    }
    Ok(())
}
