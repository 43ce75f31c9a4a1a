#![doc = include_str!("README.md")]

use std::net::IpAddr;

use arm_template::Origin;

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{
    Address, Authentication, Connection, ConnectionStatus, Estate, Field, Gateway, NotEvaluated,
    PointToSite, Range, Reference,
};

declare_lint! {
    id: "s2s-down-for-dependency",
    summary: "the tunnel to a RADIUS server or to the clients' DNS server is down",
    severity: Severity::Warning,
    category: Category::Connection,
    symptoms: &["812", "619", "can't resolve the FQDN of the resources in the local domain"],
    since: "0.1.0",
    check: Check::PointToSite(check),
}

/// A server that clients need.
struct Server {
    kind: ServerKind,
    address: IpAddr,
    at: Origin,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum ServerKind {
    Radius,
    Dns,
}

impl ServerKind {
    fn noun(self) -> &'static str {
        match self {
            Self::Radius => "RADIUS server",
            Self::Dns => "DNS server",
        }
    }

    fn symptoms(self) -> &'static [&'static str] {
        match self {
            Self::Radius => &["812", "619"],
            Self::Dns => &["can't resolve the FQDN of the resources in the local domain"],
        }
    }
}

fn check(
    gateway: &Gateway,
    client: &PointToSite,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    let estate = context.estate;
    if gateway.resource.is_template() {
        return Ok(());
    }
    let (up, other): (Vec<_>, Vec<_>) = estate
        .connections_of(gateway)
        .filter(|connection| !is_expressroute(connection))
        .partition(|connection| connection.status.value() == Some(&ConnectionStatus::Connected));
    if other.is_empty() {
        return Ok(());
    }
    let mut near = Vec::new();
    for connection in up {
        near.extend(findings.or_not_evaluated(ranges(connection, estate)).unwrap_or_default());
    }
    let Some(network) = estate.network_of(gateway)? else { return Ok(()) };
    near.extend(network.ranges().filter_map(Field::value));
    for neighbour in findings.known(estate.peered_with(network)) {
        near.extend(neighbour.address_space.known_items().iter().filter_map(Field::value));
    }
    let mut servers = servers(gateway, client, estate, findings)?;
    servers.retain(|server| !near.iter().any(|range| range.contains(server.address)));
    for connection in other {
        let Some(far) = findings.or_not_evaluated(ranges(connection, estate)) else { continue };
        let behind = |server: &&Server| far.iter().any(|range| range.contains(server.address));
        let behind: Vec<&Server> = servers.iter().filter(behind).collect();
        if let Err(why) = judge(connection, &behind, findings) {
            findings.not_evaluated(why);
        }
    }
    Ok(())
}

fn is_expressroute(connection: &Connection) -> bool {
    let kind = connection.connection_type.value();
    kind.is_some_and(|kind| kind.eq_ignore_ascii_case("ExpressRoute"))
}

/// Says that a connection is down, if servers lie behind it.
fn judge(
    connection: &Connection,
    behind: &[&Server],
    findings: &mut Findings<'_>,
) -> Result<(), NotEvaluated> {
    let [first, rest @ ..] = behind else { return Ok(()) };
    let subject = connection.resource.subject();
    let status = connection.status.get()?.unwrap_or(&ConnectionStatus::Unknown);
    if !status.is_down() {
        let reason = format!("the input doesn't show whether connection '{}' is up", subject.name);
        return Err(NotEvaluated::new(reason, Some(connection.status.span())).remedy(
            "add the output of `az network vpn-connection show` for it; lists omit the status",
        ));
    }
    let more = if rest.is_empty() { String::new() } else { format!(" and {} more", rest.len()) };
    let lies = if rest.is_empty() { "lies" } else { "lie" };
    let finding = findings.add(
        &connection.status,
        format!(
            "connection '{}' is {status}, and {} {}{more} {lies} behind it",
            subject.name,
            first.kind.noun(),
            first.address
        ),
    );
    finding
        .help("bring up the tunnel: compare the shared key, proposals and peer address with the device at the other end, and check that it responds")
        .about(subject)
        .symptoms(first.kind.symptoms())
        .key(format!("tunnel to {}", first.kind.noun()));
    for server in behind {
        finding.related(&server.at, server.kind.noun());
    }
    Ok(())
}

/// The ranges that a connection leads to.
fn ranges<'a>(
    connection: &'a Connection,
    estate: &'a Estate,
) -> Result<Vec<&'a Range>, NotEvaluated> {
    let (site, other) = (&connection.local_network_gateway, &connection.other_gateway);
    let space = if let Some(Reference::To(id)) = site.get()? {
        let site = estate.local_network_gateway(id, &connection.resource, site.span())?;
        &site.address_space
    } else if let Some(Reference::To(id)) = other.get()? {
        let far = estate.gateway(id, &connection.resource, other.span())?;
        let Some(network) = estate.network_of(far)? else { return Ok(Vec::new()) };
        &network.address_space
    } else {
        return Ok(Vec::new());
    };
    Ok(space.items()?.iter().filter_map(Field::value).collect())
}

/// The RADIUS servers, where clients sign in by them, and the DNS servers.
fn servers(
    gateway: &Gateway,
    client: &PointToSite,
    estate: &Estate,
    findings: &mut Findings<'_>,
) -> Result<Vec<Server>, NotEvaluated> {
    let mut all = Vec::new();
    if client.authenticates_by(&Authentication::Radius)? {
        let listed = client.radius.servers.items()?;
        let fields = listed.iter().map(|entry| entry.field::<Address>("radiusServerAddress"));
        let single = client.radius.address.clone().map(|text| Address::parse(&text));
        for field in fields.chain([single]) {
            let Some(address) = findings.or_not_evaluated(field.get()).flatten() else { continue };
            all.extend(server(ServerKind::Radius, address, field.origin()));
        }
    }
    if let Some(dns) = estate.client_dns(gateway)? {
        for (field, address) in findings.known(dns.servers()) {
            all.extend(server(ServerKind::Dns, address, field.origin()));
        }
    }
    // The same address as a single one and in the list is one server.
    all.dedup_by(|later, earlier| (later.kind, later.address) == (earlier.kind, earlier.address));
    Ok(all)
}

fn server(kind: ServerKind, address: &Address, at: &Origin) -> Option<Server> {
    Some(Server { kind, address: address.ip()?, at: at.clone() })
}
