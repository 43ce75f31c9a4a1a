#![doc = include_str!("README.md")]

use std::collections::BTreeSet;

use crate::finding::Severity;
use crate::lint::clients::held_against::{AGAIN, evidence_of, serving};
use crate::lint::clients::machine::connections_to_azure;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Machine, known_section};

declare_lint! {
    id: "client-dns-stale",
    summary: "the computer's DNS servers for the VPN differ from those of the virtual network",
    severity: Severity::Warning,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::Machine(check),
}

fn check(machine: &Machine, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if !machine.is_windows() {
        return Ok(());
    }
    let Some(gateway) = serving(context, &evidence_of(machine))? else { return Ok(()) };
    let connections = connections_to_azure(machine)?;
    let Some(connection) = connections.iter().find(|connection| connection.is_connected()) else {
        return Ok(());
    };
    let interfaces = known_section(&machine.report.interfaces)?;
    let tunnel = interfaces.iter().find(|interface| {
        interface.name.as_ref().is_some_and(|name| name.value == connection.name)
    });
    let Some(tunnel) = tunnel.filter(|tunnel| !tunnel.dns_servers.is_empty()) else {
        return Ok(());
    };
    let Some(there) = gateway.name_servers(context)? else { return Ok(()) };
    let here: BTreeSet<String> =
        tunnel.dns_servers.iter().map(|server| server.value.clone()).collect();
    if there.servers.is_empty() || here == there.servers {
        return Ok(());
    }
    let list = |servers: BTreeSet<String>| servers.into_iter().collect::<Vec<_>>().join(", ");
    findings
        .add(
            tunnel.dns_servers[0].span,
            format!(
                "'{}' asks {}, {} has {}",
                connection.name,
                list(here),
                there.by,
                list(there.servers)
            ),
        )
        .help(format!("the connection is older than the network: {AGAIN}"));
    Ok(())
}
