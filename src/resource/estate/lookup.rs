//! What a reference of one resource means among all resources of an estate.

use arm_template::Span;

use crate::resource::estate::Estate;
use crate::resource::estate::place::{EstateIndex, Listed, OfKind};
use crate::resource::gateways::connection::LocalNetworkGateway;
use crate::resource::gateways::gateway::Gateway;
use crate::resource::networks::network::Network;
use crate::resource::networks::public_ip::PublicIp;
use crate::resource::reading::field::{Field, NotEvaluated};
use crate::resource::reading::id::ResourceId;
use crate::resource::reading::reference::Reference;
use crate::resource::reading::resource::{Kind, Resource, VIRTUAL_WAN};

impl Estate {
    /// The resource with this id that `from` means: of its own part, else of any other part that it can be joined with.
    /// What is written comes before what is only referred to, what is deployed later before what it replaces, and
    /// what is known before an entry of a listing without properties.
    pub(crate) fn meant<T: OfKind>(
        &self,
        id: &ResourceId,
        from: &Resource,
    ) -> Result<Option<EstateIndex<T>>, NotEvaluated> {
        self.meant_of(T::KIND, id, from)
    }

    fn meant_of<T: Listed>(
        &self,
        kind: Kind,
        id: &ResourceId,
        from: &Resource,
    ) -> Result<Option<EstateIndex<T>>, NotEvaluated> {
        let resource = |at: EstateIndex<T>| self[at].resource();
        let is = |at: &EstateIndex<T>, existing: bool| resource(*at).existing == existing;
        let own = self.by_id.of_part(kind, id.key(), from.part);
        let written = own.clone().filter(|at| is(at, false));
        if let Some(found) = self.foremost(written) {
            return Ok(Some(found));
        }
        // What rests on a stand-in means something in its own deployment only.
        let everywhere = self.by_id.all(kind, id.key()).filter(|_| !id.is_local());
        let joined = everywhere.filter(|at| resource(*at).has_full_id());
        let written = joined.clone().filter(|at| is(at, false));
        let mut parts = written.clone().map(|at| resource(at).part);
        let first = parts.next();
        if parts.any(|part| Some(part) != first) {
            let reason = format!("{} is in the input several times", id.name());
            return Err(NotEvaluated::new(reason, None)
                .remedy("check the deployments that belong together separately"));
        }
        let referred = own.filter(|at| is(at, true));
        Ok(self
            .foremost(written)
            .or_else(|| self.foremost(referred))
            .or_else(|| self.foremost(joined.filter(|at| is(at, true)))))
    }

    /// The last one of those of which something is known, else the last one.
    fn foremost<T: Listed>(
        &self,
        places: impl DoubleEndedIterator<Item = EstateIndex<T>>,
    ) -> Option<EstateIndex<T>> {
        places.rev().min_by_key(|at| self[*at].resource().reader.properties().is_unknown())
    }

    /// The place of what a reference means, when that is known and in the input.
    pub(crate) fn referred_to<T: OfKind>(
        &self,
        reference: &Field<Reference>,
        from: &Resource,
    ) -> Option<EstateIndex<T>> {
        self.meant(&reference.identity()?, from).ok()?
    }

    /// What a reference means; none where there is no reference. An expression that can't be evaluated may still name a
    /// resource of the same deployment.
    pub(crate) fn named<T: OfKind>(
        &self,
        reference: &Field<Reference>,
        from: &Resource,
    ) -> Result<Option<&T>, NotEvaluated> {
        self.named_of(T::KIND, reference, from)
    }

    /// The same for a resource of a kind that has no list of its own.
    pub(crate) fn other_named(
        &self,
        kind: Kind,
        reference: &Field<Reference>,
        from: &Resource,
    ) -> Result<Option<&Resource>, NotEvaluated> {
        self.named_of(kind, reference, from)
    }

    fn named_of<T: Listed>(
        &self,
        kind: Kind,
        reference: &Field<Reference>,
        from: &Resource,
    ) -> Result<Option<&T>, NotEvaluated> {
        let found = match reference.get() {
            Ok(Some(Reference::To(id))) => self.lookup_of(kind, id, from, reference.span())?,
            Ok(_) => return Ok(None),
            Err(why) => {
                let id = reference.identity();
                let found = id.and_then(|id| self.meant_of(kind, &id, from).ok().flatten());
                found.ok_or(why)?
            }
        };
        Ok(Some(&self[found]))
    }

    pub(crate) fn lookup<T: OfKind>(
        &self,
        id: &ResourceId,
        from: &Resource,
        span: Span,
    ) -> Result<EstateIndex<T>, NotEvaluated> {
        self.lookup_of(T::KIND, id, from, span)
    }

    fn lookup_of<T: Listed>(
        &self,
        kind: Kind,
        id: &ResourceId,
        from: &Resource,
        span: Span,
    ) -> Result<EstateIndex<T>, NotEvaluated> {
        let found = self.meant_of(kind, id, from).map_err(|mut why| {
            why.span = Some(span);
            why
        })?;
        found.ok_or_else(|| {
            NotEvaluated::new(
                format!("the {} {} is not in the input", noun(kind), id.name()),
                Some(span),
            )
            .remedy(format!("add the {} to the input", noun(kind)))
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
        Ok(&self[self.lookup(id, from, span)?])
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
        Ok(&self[self.lookup(id, from, span)?])
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
        Ok(&self[self.lookup(id, from, span)?])
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
        Ok(&self[self.lookup(id, from, span)?])
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
