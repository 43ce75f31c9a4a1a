#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::clients::held_against::{evidence_of, serving};
use crate::lint::clients::machine::connections_to_azure;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Field, Machine, Range, known_section, overlap};
use ipnet::IpNet;

declare_lint! {
    id: "client-network-overlap",
    summary: "the computer's local network overlaps addresses behind the gateway",
    severity: Severity::Warning,
    category: Category::Connection,
    symptoms: &["0x80070057"],
    since: "0.1.0",
    check: Check::Machine(check),
}

fn check(machine: &Machine, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(gateway) = serving(context, &evidence_of(machine))? else { return Ok(()) };
    if connections_to_azure(machine)?.is_empty() {
        return Ok(());
    }
    let interfaces = known_section(&machine.report.interfaces)?;
    let local = interfaces
        .iter()
        .filter(|interface| interface.tunnel.as_ref().is_none_or(|tunnel| !tunnel.value))
        .flat_map(|interface| interface.addresses.iter())
        .filter_map(|address| Some((address, address.value.trim().parse::<IpNet>().ok()?)))
        .filter(|(_, net)| net.prefix_len() < net.max_prefix_len() && !is_link_local(net));
    let local: Vec<_> = local.collect();
    let label = gateway.label();
    let pools = findings.known(gateway.pools().into_iter().map(Field::get));
    for pool in pools.into_iter().flatten().filter_map(Range::net) {
        for (address, _) in local.iter().filter(|(_, net)| overlap(net.trunc(), pool)) {
            findings
                .add(
                    address.span,
                    format!("the computer's local network {} overlaps the client pool {pool} of '{label}'", address.value),
                )
                .help("connect from another network, and choose a pool that home networks don't use");
        }
    }
    let (ranges, open) = gateway.routes(context, findings)?;
    for range in ranges {
        for (address, _) in local.iter().filter(|(_, net)| overlap(net.trunc(), range)) {
            findings
                .add(
                    address.span,
                    format!("the computer's local network {} overlaps {range} behind '{label}': traffic to shared addresses stays local", address.value),
                )
                .help("connect from another network; if that helps, change the address range of the user's router")
                .symptoms(&[]);
        }
    }
    open
}

fn is_link_local(net: &IpNet) -> bool {
    matches!(net, IpNet::V4(net) if net.addr().is_link_local())
}
