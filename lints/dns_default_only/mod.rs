#![doc = include_str!("README.md")]

use arm_template::Origin;

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, PointToSite};

declare_lint! {
    id: "dns-default-only",
    summary: "the gateway's virtual network has no DNS servers for clients",
    severity: Severity::Note,
    category: Category::Connection,
    symptoms: &["can't resolve the FQDN of the resources in the local domain"],
    since: "0.1.0",
    check: Check::PointToSite(check),
}

fn check(
    gateway: &Gateway,
    client: &PointToSite,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    let Some(dns) = context.estate.client_dns(gateway)? else { return Ok(()) };
    for network in &dns.declarations {
        if !network.dns_servers.items()?.is_empty() {
            return Ok(());
        }
    }
    let network = dns.network.resource.subject();
    let message = format!(
        "clients get no DNS server from virtual network '{}', so names of private endpoints, private zones and on-premises hosts don't resolve",
        network.name
    );
    let finding = findings.add(&dns.network.dns_servers, message);
    finding
        .help("if clients need such names, set dhcpOptions.dnsServers to the inbound endpoint of a DNS Private Resolver or to servers that forward to 168.63.129.16, and reinstall the profile package")
        .about(network)
        .related(&client.pool, "point-to-site clients of this gateway");
    if let Some((origin, what)) = needs_names(gateway, context) {
        finding.severity(Severity::Warning).related(&origin, what);
    }
    Ok(())
}

/// What in the input shows that names which only such a server knows are used here.
fn needs_names(gateway: &Gateway, context: &Context<'_>) -> Option<(Origin, &'static str)> {
    let zone = context.estate.zone_links(gateway).find_map(Result::ok);
    if let Some(link) = zone {
        return Some((
            link.resource.origin().clone(),
            "a private DNS zone is linked to the gateway's network",
        ));
    }
    let site = context.estate.connections_of(gateway).find(|connection| {
        let kind = connection.connection_type.value();
        kind.is_some_and(|kind| {
            ["IPsec", "ExpressRoute"].iter().any(|site| kind.eq_ignore_ascii_case(site))
        })
    })?;
    Some((site.resource.origin().clone(), "the gateway is connected to a site with its own names"))
}
