//! What a gateway offers to point-to-site clients: tunnel protocols, and ways to authenticate.

use crate::facts::{ProtocolRow, protocol_row};
use crate::resource::gateways::gateway::PointToSite;
use crate::resource::reading::field::{Field, NotEvaluated};
use crate::resource::reading::words::{Authentication, Protocol};

/// The protocols and authentication types of a gateway, each once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The protocols that are listed.
    pub protocols: Vec<Protocol>,
    /// The authentication types that are listed or, where none is, those that there are settings for.
    pub authentication: Vec<Authentication>,
}

impl Offer {
    /// Whether the protocol is offered.
    #[must_use]
    pub fn has(&self, protocol: &Protocol) -> bool {
        self.protocols.contains(protocol)
    }

    /// Whether clients authenticate this way.
    #[must_use]
    pub fn by(&self, authentication: &Authentication) -> bool {
        self.authentication.contains(authentication)
    }

    /// The row of Microsoft's table for these protocols.
    #[must_use]
    pub fn row(&self) -> Option<&'static ProtocolRow> {
        protocol_row(&self.protocols.iter().map(Protocol::word).collect::<Vec<_>>())
    }

    /// Whether the table has the authentication types in the row of the protocols.
    #[must_use]
    pub fn is_in_table(&self) -> bool {
        let words: Vec<&str> = self.authentication.iter().map(Authentication::word).collect();
        self.row().is_some_and(|row| row.allows(&words))
    }

    /// The protocols that would let the Entra ID sign-in work and keep the other ways to authenticate.
    #[must_use]
    pub fn protocols_for_entra(&self) -> Vec<Protocol> {
        let mut wanted = vec![Protocol::OpenVpn];
        let others =
            self.authentication.iter().filter(|way| **way != Authentication::Entra).count();
        if self.has(&Protocol::IkeV2) && others == 1 {
            wanted.insert(0, Protocol::IkeV2);
        }
        wanted
    }

    /// Whether a word is in none of the two closed sets; then the table has nothing to say.
    #[must_use]
    pub fn has_unknown_words(&self) -> bool {
        self.protocols.iter().any(|word| matches!(word, Protocol::Other(_)))
            || self.authentication.iter().any(|word| matches!(word, Authentication::Other(_)))
    }
}

impl PointToSite {
    /// What is offered.
    ///
    /// # Errors
    /// When a list, an element of it, or whether there are settings can't be known.
    pub fn offer(&self) -> Result<Offer, NotEvaluated> {
        let mut authentication = self.listed_types()?;
        if authentication.is_empty() {
            authentication = self.types_with_settings()?;
        }
        Ok(Offer { protocols: self.listed_protocols()?, authentication })
    }

    /// The protocols that are listed, each once.
    ///
    /// # Errors
    /// When the list or an element of it can't be known.
    pub fn listed_protocols(&self) -> Result<Vec<Protocol>, NotEvaluated> {
        distinct(&self.protocols)
    }

    /// The authentication types that are listed, each once.
    ///
    /// # Errors
    /// When the list or an element of it can't be known.
    pub fn listed_types(&self) -> Result<Vec<Authentication>, NotEvaluated> {
        distinct(&self.authentication_types)
    }

    /// The authentication types that there are settings for, listed or not.
    ///
    /// # Errors
    /// When that can't be known.
    pub fn types_with_settings(&self) -> Result<Vec<Authentication>, NotEvaluated> {
        let all = [Authentication::Certificate, Authentication::Radius, Authentication::Entra];
        let mut found = Vec::new();
        for one in all {
            if self.has_settings_for(&one)? {
                found.push(one);
            }
        }
        Ok(found)
    }

    /// The place that shows this way to authenticate: its entry in the list, else its settings.
    #[must_use]
    pub fn place_of(&self, authentication: &Authentication) -> arm_template::Origin {
        if let Some(listed) = self.authentication_types.known_element(authentication) {
            return listed.origin().clone();
        }
        let written = |field: &Field<String>| (!field.is_absent()).then(|| field.origin().clone());
        let settings = match authentication {
            Authentication::Certificate => Some(self.roots.origin().clone()),
            Authentication::Radius => {
                written(&self.radius.address).or_else(|| Some(self.radius.servers.origin().clone()))
            }
            Authentication::Entra => [&self.entra.tenant, &self.entra.audience, &self.entra.issuer]
                .into_iter()
                .find_map(written),
            Authentication::Other(_) => None,
        };
        settings.unwrap_or_else(|| self.object.origin().clone())
    }

    /// The place of a protocol in the list, else the list.
    #[must_use]
    pub fn place_of_protocol(&self, protocol: &Protocol) -> arm_template::Origin {
        let listed = self.protocols.known_element(protocol);
        listed.map_or_else(|| self.protocols.origin().clone(), |listed| listed.origin().clone())
    }
}

fn distinct<T: Clone + PartialEq>(list: &Field<Vec<Field<T>>>) -> Result<Vec<T>, NotEvaluated> {
    let mut found = Vec::new();
    for element in list.elements() {
        let (_, word) = element?;
        if !found.contains(word) {
            found.push(word.clone());
        }
    }
    Ok(found)
}
