#![doc = include_str!("README.md")]

use crate::facts::AZURE_DNS;
use crate::finding::{Applicability, Severity};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::{Address, Gateway, Network, NotEvaluated, PointToSite};

declare_lint! {
    id: "dns-server-single-or-duplicate",
    summary: "the virtual network has one DNS server, or lists one twice",
    severity: Severity::Note,
    category: Category::Resilience,
    since: "0.1.0",
    peers: &["AZR-000264 (PSRule for Azure)", "CKV_AZURE_182 (Checkov)", "vnet-009 (azqr)"],
    fix: Fixable::Safe,
    check: Check::PointToSite(check),
}

fn check(
    gateway: &Gateway,
    _: &PointToSite,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    let Some(dns) = context.estate.client_dns(gateway)? else { return Ok(()) };
    dns.declarations.iter().try_for_each(|network| of_network(network, context, findings))
}

fn of_network(
    network: &Network,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Result<(), NotEvaluated> {
    let subject = network.resource.subject();
    let servers = network.dns_servers.elements().collect::<Result<Vec<_>, _>>()?;
    for (number, (at, server)) in servers.iter().enumerate() {
        let same = |other: &Address| other.ip().is_some() && other.ip() == server.ip();
        let Some((first, _)) = servers[..number].iter().find(|(_, earlier)| same(earlier)) else {
            continue;
        };
        let (before, _) = servers[number - 1];
        findings
            .add(
                *at,
                format!(
                    "DNS server {server} of virtual network '{}' is listed twice",
                    subject.name
                ),
            )
            .help("replace it with another server, or remove it")
            .about(subject.clone())
            .related(*first, "the first")
            .fix(
                "remove the repeated server",
                Applicability::Safe,
                context.remove_element(before.origin(), at.origin()),
            );
    }
    if let [(at, server)] = &servers[..]
        && server.ip().is_some_and(|address| address != AZURE_DNS)
    {
        findings
            .add(*at, format!("virtual network '{}' has only one DNS server, {server}: if it fails, no name resolves", subject.name))
            .help("add a second server, unless this one is already redundant, such as an inbound endpoint or a firewall")
            .about(subject);
    }
    Ok(())
}
