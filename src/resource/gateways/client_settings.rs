//! What a gateway or a Virtual WAN VPN server configuration says about clients, whichever of the two it is.

use arm_template::Origin;

use crate::resource::gateways::gateway::{Gateway, PointToSite};
use crate::resource::reading::condition::contains;
use crate::resource::reading::field::{Field, NotEvaluated};
use crate::resource::reading::reader::Reader;
use crate::resource::reading::resource::Resource;
use crate::resource::reading::secret::Secret;
use crate::resource::reading::words::{Authentication, Protocol};

/// The settings for point-to-site clients that a gateway and a Virtual WAN VPN server configuration share.
#[derive(Clone, Copy, Debug)]
pub struct ClientSettings<'a> {
    /// The gateway or configuration.
    pub resource: &'a Resource,
    /// What is said about clients.
    pub client: &'a PointToSite,
    /// The gateway; none for a VPN server configuration.
    pub gateway: Option<&'a Gateway>,
    /// Whether Azure has accepted it as it is.
    pub accepted: bool,
}

/// The RADIUS servers that clients sign in by.
#[derive(Clone, Debug)]
pub struct RadiusSettings {
    /// `radiusServerAddress`.
    pub address: Field<String>,
    /// `radiusServerSecret`.
    pub secret: Field<Secret>,
    /// `radiusServers`.
    pub servers: Field<Vec<Reader>>,
}

/// How clients sign in to Microsoft Entra ID.
#[derive(Clone, Debug)]
pub struct EntraSettings {
    /// `aadTenant`.
    pub tenant: Field<String>,
    /// `aadAudience`.
    pub audience: Field<String>,
    /// `aadIssuer`.
    pub issuer: Field<String>,
}

/// A RADIUS server: its address and its secret.
#[derive(Clone, Debug)]
pub struct RadiusServer {
    /// Where it is written.
    pub origin: Origin,
    /// The address.
    pub address: Field<String>,
    /// The secret.
    pub secret: Field<Secret>,
    /// `radiusServerScore`; absent for the single server.
    pub score: Field<i64>,
    /// Whether it is one of the list, and not the single one.
    pub listed: bool,
}

impl RadiusSettings {
    pub(in crate::resource) fn read(object: &Reader) -> Self {
        Self {
            address: object.field("radiusServerAddress"),
            secret: object.field("radiusServerSecret"),
            servers: object.field("radiusServers"),
        }
    }

    /// Every server, the single one first.
    ///
    /// # Errors
    /// When the list can't be known.
    pub fn all(&self) -> Result<Vec<RadiusServer>, NotEvaluated> {
        let written = |field: &Field<String>| {
            !field.is_not_there() && field.value().is_none_or(|text| !text.trim().is_empty())
        };
        let single = written(&self.address).then(|| RadiusServer {
            origin: self.address.origin().clone(),
            address: self.address.clone(),
            secret: self.secret.clone(),
            score: Field::absent(self.address.origin().clone()),
            listed: false,
        });
        let list = if self.servers.is_not_there() { &[][..] } else { self.servers.items()? };
        let listed = list.iter().map(|entry| RadiusServer {
            origin: entry.node().origin.clone(),
            address: entry.field("radiusServerAddress"),
            secret: entry.field("radiusServerSecret"),
            score: entry.field("radiusServerScore"),
            listed: true,
        });
        Ok(single.into_iter().chain(listed).collect())
    }
}

impl EntraSettings {
    pub(in crate::resource) fn read(object: &Reader) -> Self {
        Self {
            tenant: object.field("aadTenant"),
            audience: object.field("aadAudience"),
            issuer: object.field("aadIssuer"),
        }
    }

    /// The three values with the names of their properties.
    #[must_use]
    pub fn named(&self) -> [(&'static str, &Field<String>); 3] {
        [("aadTenant", &self.tenant), ("aadAudience", &self.audience), ("aadIssuer", &self.issuer)]
    }
}

impl ClientSettings<'_> {
    /// Whether the protocol is among those listed.
    ///
    /// # Errors
    /// When the list, or an element that could be it, can't be known.
    pub fn offers(&self, protocol: &Protocol) -> Result<bool, NotEvaluated> {
        self.client.offers(protocol)
    }

    /// Whether clients sign in to Entra ID: it is listed or, where nothing is listed, one of its values is there.
    ///
    /// # Errors
    /// When that can't be known.
    pub fn signs_in_by_entra(&self) -> Result<bool, NotEvaluated> {
        if !self.client.authentication_types.items()?.is_empty() {
            return contains(&self.client.authentication_types, &Authentication::Entra);
        }
        for (_, field) in self.client.entra.named() {
            if field.get()?.is_some_and(|text| !text.trim().is_empty()) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether clients sign in by RADIUS: it is listed or, where nothing is listed, there is a server.
    ///
    /// # Errors
    /// When that can't be known.
    pub fn signs_in_by_radius(&self) -> Result<bool, NotEvaluated> {
        if !self.client.authentication_types.items()?.is_empty() {
            return contains(&self.client.authentication_types, &Authentication::Radius);
        }
        Ok(!self.client.radius.all()?.is_empty())
    }
}

impl Gateway {
    /// What it says about clients, when point-to-site is in use.
    ///
    /// # Errors
    /// When that can't be known.
    pub fn client_settings(&self) -> Result<Option<ClientSettings<'_>>, NotEvaluated> {
        Ok(self.point_to_site()?.map(|client| ClientSettings {
            resource: &self.resource,
            client,
            gateway: Some(self),
            accepted: self.is_accepted(),
        }))
    }
}
