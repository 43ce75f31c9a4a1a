//! What the clients of a gateway resolve names with: DNS servers, private zones and forwarding rules.

use crate::resource::estate::Estate;
use crate::resource::estate::place::Listed as _;
use crate::resource::gateways::gateway::Gateway;
use crate::resource::networks::dns::ClientDns;
use crate::resource::networks::name_resolution::{
    ForwardingRule, PrivateZoneLink, RulesetLink, linked_network, meets, parent_name,
};
use crate::resource::networks::network::Network;
use crate::resource::reading::field::{Field, NotEvaluated};
use crate::resource::reading::id::ResourceId;
use crate::resource::reading::reference::Reference;
use crate::resource::reading::resource::{Kind, Resource};

impl Estate {
    /// The DNS servers that the clients of a gateway get; none when the gateway is in no network.
    ///
    /// # Errors
    /// When the network is not known, or not in the input.
    pub fn client_dns(&self, gateway: &Gateway) -> Result<Option<ClientDns<'_>>, NotEvaluated> {
        let Some(network) = self.network_of(gateway)? else { return Ok(None) };
        let written = |other: &&Network| other.place() == network.place() || other.declared;
        let declarations = self.namesakes(network).filter(written).collect();
        Ok(Some(ClientDns { network, declarations }))
    }

    /// The links of private DNS zones to the network of a gateway.
    pub fn zone_links<'a>(
        &'a self,
        gateway: &'a Gateway,
    ) -> impl Iterator<Item = Result<PrivateZoneLink<'a>, NotEvaluated>> {
        self.links(Kind::PrivateZoneLink, gateway).filter_map(move |resource| {
            let properties = resource.reader.properties();
            let network = linked_network(resource);
            let policy = properties.field("resolutionPolicy");
            let link = PrivateZoneLink { resource, properties, network, policy };
            links_to(gateway, resource, &link.network).map(|here| here.then_some(link)).transpose()
        })
    }

    /// The links of forwarding rulesets to the network of a gateway.
    pub fn ruleset_links<'a>(
        &'a self,
        gateway: &'a Gateway,
    ) -> impl Iterator<Item = Result<RulesetLink<'a>, NotEvaluated>> {
        self.links(Kind::RulesetLink, gateway).filter_map(move |resource| {
            let link = RulesetLink { resource, network: linked_network(resource) };
            links_to(gateway, resource, &link.network).map(|here| here.then_some(link)).transpose()
        })
    }

    /// The links that may lead to the network of a gateway.
    fn links(&self, kind: Kind, gateway: &Gateway) -> impl Iterator<Item = &Resource> + use<'_> {
        let networks = gateway.subnets().filter_map(|(_, subnet)| subnet.id()?.parent());
        let places = self.adjacency.links_to(kind, networks);
        places.into_iter().map(|at| &self[at])
    }

    /// The rules of the ruleset that a link belongs to.
    ///
    /// # Errors
    /// When the input has none of them.
    pub fn rules_of<'a>(
        &'a self,
        link: &RulesetLink<'a>,
    ) -> Result<Vec<ForwardingRule<'a>>, NotEvaluated> {
        let ruleset = link.resource.id.as_ref().and_then(ResourceId::parent);
        let places = ruleset.as_ref().map_or(&[][..], |id| self.adjacency.rules_of(id.key()));
        let rules: Vec<_> = places
            .iter()
            .map(|at| &self[*at])
            .filter(|one| meets(one, link.resource))
            .map(ForwardingRule::read)
            .collect();
        if rules.is_empty() {
            let name = parent_name(link.resource).unwrap_or_default();
            let why = format!("the rules of the forwarding ruleset {name} are not in the input");
            return Err(NotEvaluated::new(why, Some(link.resource.origin().span()))
                .remedy("add the forwarding rules to the input"));
        }
        Ok(rules)
    }
}

/// Whether a link leads to the network that a gateway stands in.
fn links_to(
    gateway: &Gateway,
    link: &Resource,
    network: &Field<Reference>,
) -> Result<bool, NotEvaluated> {
    if !meets(link, &gateway.resource) || link.existing {
        return Ok(false);
    }
    let Some(Reference::To(linked)) = network.get()? else { return Ok(false) };
    let own =
        gateway.subnets().filter_map(|(_, subnet)| subnet.id()?.parent()).any(|own| own == *linked);
    Ok(own)
}
