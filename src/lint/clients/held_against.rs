//! The gateway that packages, profiles and reports of clients are held against: which of those given, and what it gives its
//! clients, in a virtual network or in hubs of Virtual WAN.

use std::collections::BTreeSet;

use ipnet::IpNet;

use super::machine::connections_to_azure;
use crate::lint::routes::wanted;
use crate::lint::{Context, Findings, Outcome};
use crate::resource::{
    Address, Estate, Evidence, Field, Gateway, Machine, NotEvaluated, PointToSite,
    PointToSiteGateway, Resource, ResourceId, VpnServerConfiguration,
};

/// What every client needs after a change of the gateway.
pub(crate) const AGAIN: &str = "download the profile package again and install it on every client";

/// A gateway that serves point-to-site clients.
#[derive(Clone, Debug)]
pub(crate) struct Serving<'a> {
    /// The gateway, or the VPN server configuration of Virtual WAN.
    pub(crate) resource: &'a Resource,
    /// What it says about clients.
    pub(crate) client: &'a PointToSite,
    place: ClientsServed<'a>,
}

/// Where it serves them.
#[derive(Clone, Debug)]
enum ClientsServed<'a> {
    Network(&'a Gateway),
    Hubs(Vec<&'a PointToSiteGateway>),
}

/// A gateway that may be the one, with what it says about clients where that is known.
#[derive(Clone, Debug)]
struct Candidate<'a> {
    resource: &'a Resource,
    client: Result<&'a PointToSite, NotEvaluated>,
    place: ClientsServed<'a>,
}

/// Why one of several gateways is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GatewayChoice {
    /// Its name.
    pub(crate) gateway: String,
    /// How many there are.
    pub(crate) of: usize,
    /// Why: a clause.
    pub(crate) why: String,
}

/// The gateway that what has this evidence is held against; none where none is given.
///
/// # Errors
/// When there are several and nothing tells which, or what it says about clients is not known.
pub(crate) fn serving<'a>(
    context: &Context<'a>,
    evidence: &Evidence,
) -> Result<Option<Serving<'a>>, NotEvaluated> {
    let candidates = candidates(context);
    let at = choose(context, &candidates, evidence)?.map(|(at, _)| at);
    let Some(Candidate { resource, client, place }) = at.map(|at| candidates[at].clone()) else {
        return Ok(None);
    };
    Ok(Some(Serving { resource, client: client?, place }))
}

/// Which of several gateways was chosen, and why; none where there is no choice to be made, or none that can be.
pub(crate) fn choice(context: &Context<'_>, evidence: &Evidence) -> Option<GatewayChoice> {
    let candidates = candidates(context);
    let (at, why) = choose(context, &candidates, evidence).ok()??;
    Some(GatewayChoice { gateway: candidates[at].name(), of: candidates.len(), why: why? })
}

/// What a report of a machine has that tells its gateway.
pub(crate) fn evidence_of(machine: &Machine) -> Evidence {
    let connections = connections_to_azure(machine).unwrap_or_default();
    let names = connections.iter().map(|connection| connection.name.to_owned()).collect();
    Evidence { names, ..Evidence::default() }
}

/// Whether a resource is the gateway that a name or an id means.
pub(crate) fn is_meant(resource: &Resource, name: &str) -> bool {
    match ResourceId::parse(name) {
        Some(wanted) => resource.id.as_ref().is_some_and(|id| id.key() == wanted.key()),
        None => resource.subject().name.eq_ignore_ascii_case(name),
    }
}

/// Whether what is told of a gateway, or of a VPN server configuration, is of the one that a name or an id means.
pub(crate) fn is_of(resource: &Resource, name: &str, estate: &Estate) -> bool {
    let configured = estate
        .declared_servers()
        .filter(|server| std::ptr::eq(&raw const server.resource, resource))
        .flat_map(|server| estate.gateways_configured_by(server));
    is_meant(resource, name) || configured.into_iter().any(|it| is_meant(&it.resource, name))
}

/// The names of the gateways that tenant and audience are of none of, where that is known of all of several.
pub(crate) fn of_none(context: &Context<'_>, evidence: &Evidence) -> Option<Vec<String>> {
    let candidates = candidates(context);
    let is_open = choose(context, &candidates, evidence).is_err();
    let differs = |candidate: &Candidate<'_>| candidate.has_entra_of(evidence) == Some(false);
    (is_open && evidence.entra.is_some() && candidates.iter().all(differs))
        .then(|| candidates.iter().map(Candidate::name).collect())
}

fn candidates<'a>(context: &Context<'a>) -> Vec<Candidate<'a>> {
    let estate = context.estate;
    let mut found = Vec::new();
    for gateway in &estate.gateways {
        let client = match gateway.point_to_site() {
            Ok(None) => continue,
            Ok(Some(client)) => Ok(client),
            Err(why) => Err(why),
        };
        found.push(Candidate {
            resource: &gateway.resource,
            client,
            place: ClientsServed::Network(gateway),
        });
    }
    for server in estate.declared_servers() {
        let hubs = estate.gateways_configured_by(server).collect();
        found.push(Candidate {
            resource: &server.resource,
            client: Ok(&server.client),
            place: ClientsServed::Hubs(hubs),
        });
    }
    for gateway in &estate.hub_gateways {
        let why = match estate.server_configuration_of(gateway) {
            Ok(Some(server)) if !server.declared => not_given(server),
            Ok(_) => continue,
            Err(why) => why,
        };
        found.push(Candidate {
            resource: &gateway.resource,
            client: Err(why),
            place: ClientsServed::Hubs(vec![gateway]),
        });
    }
    if let Some(name) = context.gateway {
        found.retain_mut(|candidate| candidate.narrow(name));
    }
    found
}

fn not_given(server: &VpnServerConfiguration) -> NotEvaluated {
    let name = server.resource.subject().name;
    NotEvaluated::new(format!("the VPN server configuration {name} is not in the input"), None)
        .remedy("add the VPN server configuration to the input of --against")
}

/// Which candidate is meant, and why if it is one of several.
fn choose(
    context: &Context<'_>,
    candidates: &[Candidate<'_>],
    evidence: &Evidence,
) -> Result<Option<(usize, Option<String>)>, NotEvaluated> {
    if candidates.len() < 2 {
        return Ok((!candidates.is_empty()).then_some((0, None)));
    }
    let mut like: Vec<usize> = (0..candidates.len()).collect();
    if let Some(name) = &evidence.file_name {
        let named = |at: &usize| candidates[*at].is_called(name);
        if let Some(at) = narrowed(&mut like, named) {
            return Ok(Some((at, Some("the package has its name".to_owned()))));
        }
    }
    for name in &evidence.names {
        let of_network =
            |at: &usize| candidates[*at].network(context).is_some_and(|own| is_same(&own, name));
        if let Some(at) = narrowed(&mut like, of_network) {
            return Ok(Some((at, Some(format!("it is in the network '{name}'")))));
        }
    }
    if evidence.entra.is_some()
        && like.iter().all(|at| candidates[*at].has_entra_of(evidence).is_some())
    {
        let same = |at: &usize| candidates[*at].has_entra_of(evidence) == Some(true);
        if let Some(at) = narrowed(&mut like, same) {
            let why = "no other gateway has the tenant and audience of the profile";
            return Ok(Some((at, Some(why.to_owned()))));
        }
    }
    let mut names: Vec<String> =
        like.iter().take(MOST_SHOWN).map(|at| candidates[*at].name()).collect();
    if like.len() > MOST_SHOWN {
        names.push(format!("{} more", like.len() - MOST_SHOWN));
    }
    Err(NotEvaluated::new(
        format!(
            "it is unclear which of {} gateways it belongs to: {}",
            like.len(),
            names.join(", ")
        ),
        None,
    )
    .remedy("specify the name or id of the gateway with --gateway"))
}

/// Most gateways that a message names.
const MOST_SHOWN: usize = 5;

/// Keeps those that fit if any does; the one if just one does.
fn narrowed(like: &mut Vec<usize>, fits: impl Fn(&usize) -> bool) -> Option<usize> {
    let fitting: Vec<usize> = like.iter().copied().filter(|at| fits(at)).collect();
    match fitting.as_slice() {
        [] => None,
        [one] => Some(*one),
        _ => {
            *like = fitting;
            None
        }
    }
}

fn is_same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}

impl Candidate<'_> {
    fn name(&self) -> String {
        self.resource.subject().name
    }

    fn hubs(&self) -> &[&PointToSiteGateway] {
        match &self.place {
            ClientsServed::Network(_) => &[],
            ClientsServed::Hubs(hubs) => hubs,
        }
    }

    fn is_called(&self, name: &str) -> bool {
        is_same(&self.name(), name)
            || self.hubs().iter().any(|hub| is_same(&hub.resource.subject().name, name))
    }

    /// Leaves of it what a name or an id means; whether that is anything.
    fn narrow(&mut self, name: &str) -> bool {
        if is_meant(self.resource, name) {
            return true;
        }
        match &mut self.place {
            ClientsServed::Network(_) => false,
            ClientsServed::Hubs(hubs) => {
                hubs.retain(|hub| is_meant(&hub.resource, name));
                !hubs.is_empty()
            }
        }
    }

    fn network(&self, context: &Context<'_>) -> Option<String> {
        let ClientsServed::Network(gateway) = &self.place else { return None };
        let network = context.estate.network_of(gateway).ok()??;
        Some(network.resource.subject().name)
    }

    /// Whether it has the tenant and the audience; none where that isn't known.
    fn has_entra_of(&self, evidence: &Evidence) -> Option<bool> {
        let (tenant, audience) = evidence.entra.as_ref()?;
        let entra = &self.client.as_ref().ok()?.entra;
        let plain = |text: &str| text.trim().trim_end_matches('/').to_ascii_lowercase();
        let mut same = true;
        for (field, own) in [(&entra.tenant, tenant), (&entra.audience, audience)] {
            same &= field.get().ok()?.is_some_and(|there| plain(there) == plain(own));
        }
        Some(same)
    }
}

/// Name servers that clients get, and who gives them.
pub(crate) struct NameServers {
    pub(crate) servers: BTreeSet<String>,
    /// Who gives them: a noun.
    pub(crate) by: String,
}

impl Serving<'_> {
    /// Its name for people: that of the gateway in a hub where there is one, else of the configuration.
    pub(crate) fn label(&self) -> String {
        match &self.place {
            ClientsServed::Hubs(hubs) if hubs.len() == 1 => hubs[0].resource.subject().name,
            _ => self.resource.subject().name,
        }
    }

    /// The networks that clients need a route to, and whether there may be more.
    ///
    /// # Errors
    /// When they are not known.
    pub(crate) fn routes(
        &self,
        context: &Context<'_>,
        findings: &mut Findings<'_>,
    ) -> Result<(Vec<IpNet>, Outcome), NotEvaluated> {
        match &self.place {
            ClientsServed::Network(gateway) => wanted(gateway, context, findings),
            ClientsServed::Hubs(_) => Err(NotEvaluated::new(
                "the route tables of the hubs determine the routes of Virtual WAN clients, and gatelint doesn't read them",
                None,
            )),
        }
    }

    /// Every pool that it gives addresses from.
    pub(crate) fn pools(&self) -> Vec<&Field<crate::resource::Range>> {
        match &self.place {
            ClientsServed::Network(_) => self.client.all_pools().collect(),
            ClientsServed::Hubs(hubs) => hubs
                .iter()
                .flat_map(|hub| hub.connection_configurations.known_items())
                .flat_map(|entry| entry.pool.known_items())
                .collect(),
        }
    }

    /// The name servers that its clients get; none when it is in no network.
    ///
    /// # Errors
    /// When they are not known.
    pub(crate) fn name_servers(
        &self,
        context: &Context<'_>,
    ) -> Result<Option<NameServers>, NotEvaluated> {
        let mut servers = BTreeSet::new();
        let hubs = match &self.place {
            ClientsServed::Network(gateway) => {
                let Some(dns) = context.estate.client_dns(gateway)? else { return Ok(None) };
                for server in dns.servers() {
                    servers.insert(server?.1.text().to_owned());
                }
                let by = format!("the network of '{}'", self.label());
                return Ok(Some(NameServers { servers, by }));
            }
            ClientsServed::Hubs(hubs) => hubs,
        };
        let mut each = BTreeSet::new();
        for hub in hubs {
            let list: Field<Vec<Field<Address>>> = hub.properties.field("customDnsServers");
            let mut own = BTreeSet::new();
            for server in list.elements() {
                own.insert(server?.1.text().to_owned());
            }
            each.insert(own);
        }
        match (each.pop_first(), each.is_empty()) {
            (Some(servers), true) => {
                Ok(Some(NameServers { servers, by: format!("'{}'", self.label()) }))
            }
            (Some(_), false) => Err(NotEvaluated::new(
                format!("the gateways that use '{}' have different DNS servers", self.label()),
                None,
            )
            .remedy("specify the gateway with --gateway")),
            (None, _) => Err(NotEvaluated::new(
                format!("the input contains no hub gateway that uses '{}'", self.label()),
                None,
            )
            .remedy("add the gateway in the hub to the input of --against")),
        }
    }
}
