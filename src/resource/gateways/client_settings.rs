//! What a gateway or a Virtual WAN VPN server configuration says about clients, whichever of the two it is.

use crate::resource::gateways::gateway::{Gateway, PointToSite};
use crate::resource::reading::condition::contains;
use crate::resource::reading::field::NotEvaluated;
use crate::resource::reading::resource::Resource;
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
