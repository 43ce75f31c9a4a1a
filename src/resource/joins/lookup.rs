//! What a reference of one resource means among all resources of an estate.

use arm_template::Span;

use crate::resource::gateways::connection::LocalNetworkGateway;
use crate::resource::gateways::gateway::Gateway;
use crate::resource::joins::estate::Estate;
use crate::resource::networks::network::Network;
use crate::resource::networks::public_ip::PublicIp;
use crate::resource::networks::route::RouteTable;
use crate::resource::reading::field::{Field, NotEvaluated};
use crate::resource::reading::id::{Reference, ResourceId};
use crate::resource::reading::resource::{Kind, Resource, VIRTUAL_WAN};

impl Estate {
    pub(super) fn resource(&self, kind: Kind, at: usize) -> &Resource {
        match kind {
            Kind::Gateway => &self.gateways[at].resource,
            Kind::RouteTable => &self.route_tables[at].resource,
            Kind::PublicIp => &self.public_ips[at].resource,
            Kind::Connection => &self.connections[at].resource,
            Kind::LocalNetworkGateway => &self.local_network_gateways[at].resource,
            Kind::VpnServerConfiguration => &self.vpn_server_configurations[at].resource,
            Kind::Hub => &self.hubs[at].resource,
            Kind::SecurityGroup | Kind::Around(_) => &self.others[at],
            _ => &self.networks[at].resource,
        }
    }

    /// The resource with this id that `from` means: of its own part, else of any other part that it can be joined with.
    /// What is written comes before what is only referred to, what is deployed later before what it replaces, and
    /// what is known before an entry of a listing without properties.
    pub(crate) fn meant(
        &self,
        kind: Kind,
        id: &ResourceId,
        from: &Resource,
    ) -> Result<Option<usize>, NotEvaluated> {
        let is = |at: &usize, existing: bool| self.resource(kind, *at).existing == existing;
        let own = self.index.of_part(kind, id.key(), from.part);
        let written = own.iter().copied().filter(|at| is(at, false));
        if let Some(found) = self.foremost(kind, written) {
            return Ok(Some(found));
        }
        // What rests on a stand-in means something in its own deployment only.
        let everywhere = if id.is_local() { &[] } else { self.index.all(kind, id.key()) };
        let joined = everywhere.iter().copied();
        let joined = joined.filter(|at| self.resource(kind, *at).has_full_id());
        let written = joined.clone().filter(|at| is(at, false));
        let mut parts = written.clone().map(|at| self.resource(kind, at).part);
        let first = parts.next();
        if parts.any(|part| Some(part) != first) {
            let reason = format!("{} is in the input several times", id.name());
            return Err(NotEvaluated::new(reason, None)
                .remedy("check the deployments that belong together on their own"));
        }
        let referred = own.iter().copied().filter(|at| is(at, true));
        Ok(self
            .foremost(kind, written)
            .or_else(|| self.foremost(kind, referred))
            .or_else(|| self.foremost(kind, joined.filter(|at| is(at, true)))))
    }

    /// The last one of those of which something is known, else the last one.
    fn foremost(
        &self,
        kind: Kind,
        places: impl DoubleEndedIterator<Item = usize>,
    ) -> Option<usize> {
        places.rev().min_by_key(|at| self.resource(kind, *at).reader.properties().is_unknown())
    }

    /// The place of what a reference means, when that is known and in the input.
    pub(crate) fn referred_to(
        &self,
        kind: Kind,
        reference: &Field<Reference>,
        from: &Resource,
    ) -> Option<usize> {
        self.meant(kind, &reference.identity()?, from).ok()?
    }

    /// The place of what a reference means; none where there is no reference. An expression that can't be evaluated
    /// may still name a resource of the same deployment.
    pub(crate) fn place_named(
        &self,
        kind: Kind,
        reference: &Field<Reference>,
        from: &Resource,
    ) -> Result<Option<usize>, NotEvaluated> {
        match reference.get() {
            Ok(Some(Reference::To(id))) => self.lookup(kind, id, from, reference.span()).map(Some),
            Ok(_) => Ok(None),
            Err(why) => self.referred_to(kind, reference, from).map(Some).ok_or(why),
        }
    }

    /// The place of a resource that has an id.
    pub(crate) fn place_of(&self, resource: &Resource) -> Option<usize> {
        let kind = resource.kind;
        let places = self.index.of_part(kind, resource.identity()?.key(), resource.part);
        places.iter().copied().find(|at| std::ptr::eq(self.resource(kind, *at), resource))
    }

    pub(crate) fn lookup(
        &self,
        kind: Kind,
        id: &ResourceId,
        from: &Resource,
        span: Span,
    ) -> Result<usize, NotEvaluated> {
        let found = self.meant(kind, id, from).map_err(|mut why| {
            why.span = Some(span);
            why
        })?;
        found.ok_or_else(|| {
            NotEvaluated::new(
                format!("the {} {} is not in the input", noun(kind), id.name()),
                Some(span),
            )
            .remedy(format!("add the {} to what is checked", noun(kind)))
        })
    }

    /// The network of this id, as `from` means it.
    ///
    /// # Errors
    /// When it is not in the input.
    pub fn network(
        &self,
        id: &ResourceId,
        from: &Resource,
        span: Span,
    ) -> Result<&Network, NotEvaluated> {
        let network = &self.networks[self.lookup(Kind::Network, id, from, span)?];
        Ok(network)
    }

    /// The gateway of this id, as `from` means it.
    ///
    /// # Errors
    /// When it is not in the input.
    pub fn gateway(
        &self,
        id: &ResourceId,
        from: &Resource,
        span: Span,
    ) -> Result<&Gateway, NotEvaluated> {
        Ok(&self.gateways[self.lookup(Kind::Gateway, id, from, span)?])
    }

    /// The route table of this id, as `from` means it.
    ///
    /// # Errors
    /// When it is not in the input.
    pub fn route_table(
        &self,
        id: &ResourceId,
        from: &Resource,
        span: Span,
    ) -> Result<&RouteTable, NotEvaluated> {
        Ok(&self.route_tables[self.lookup(Kind::RouteTable, id, from, span)?])
    }

    /// The public IP address of this id, as `from` means it.
    ///
    /// # Errors
    /// When it is not in the input.
    pub fn public_ip(
        &self,
        id: &ResourceId,
        from: &Resource,
        span: Span,
    ) -> Result<&PublicIp, NotEvaluated> {
        Ok(&self.public_ips[self.lookup(Kind::PublicIp, id, from, span)?])
    }

    /// The local network gateway of this id, as `from` means it.
    ///
    /// # Errors
    /// When it is not in the input.
    pub fn local_network_gateway(
        &self,
        id: &ResourceId,
        from: &Resource,
        span: Span,
    ) -> Result<&LocalNetworkGateway, NotEvaluated> {
        Ok(&self.local_network_gateways[self.lookup(Kind::LocalNetworkGateway, id, from, span)?])
    }
}

fn noun(kind: Kind) -> &'static str {
    match kind {
        Kind::Gateway => "gateway",
        Kind::RouteTable => "route table",
        Kind::PublicIp => "public IP address",
        Kind::Connection => "connection",
        Kind::LocalNetworkGateway => "local network gateway",
        Kind::VpnServerConfiguration => "VPN server configuration",
        Kind::Hub => "virtual hub",
        VIRTUAL_WAN => "Virtual WAN",
        _ => "virtual network",
    }
}
