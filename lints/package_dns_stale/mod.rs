#![doc = include_str!("README.md")]

use crate::finding::Severity;
use std::collections::BTreeSet;

use crate::lint::clients::held_against::{AGAIN, serving};
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::ClientProfile;
use vpn_client_files::profile::ProfileKind;

declare_lint! {
    id: "package-dns-stale",
    summary: "a profile package has different DNS servers than the virtual network",
    severity: Severity::Warning,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::Profile(check),
}

fn check(profile: &ClientProfile, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let inner = &profile.profile;
    // Name servers in a profile of the Azure VPN Client are the user's own choice.
    if inner.kind != ProfileKind::Generic || inner.dns_servers.is_empty() {
        return Ok(());
    }
    let Some(gateway) = serving(context, &profile.evidence)? else { return Ok(()) };
    let Some(there) = gateway.name_servers(context)? else { return Ok(()) };
    let here: BTreeSet<String> =
        inner.dns_servers.iter().map(|server| server.text.clone()).collect();
    if here == there.servers {
        return Ok(());
    }
    let list = |servers: &BTreeSet<String>| {
        if servers.is_empty() {
            "none".to_owned()
        } else {
            servers.iter().cloned().collect::<Vec<_>>().join(", ")
        }
    };
    findings
        .add(
            profile.at(&inner.dns_servers[0]),
            format!("clients use {}, but {} has {}", list(&here), there.by, list(&there.servers)),
        )
        .help(format!("the package is older than the network: {AGAIN}"));
    Ok(())
}
