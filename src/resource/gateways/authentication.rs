//! How clients sign in: RADIUS servers, and Microsoft Entra ID.

use arm_template::Origin;

use crate::resource::reading::field::{Field, NotEvaluated};
use crate::resource::reading::reader::Reader;
use crate::resource::reading::secret::Secret;

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
