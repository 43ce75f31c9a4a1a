//! VPN server configurations: how the clients of Virtual WAN authenticate, and their user groups.

use crate::resource::gateways::client_settings::ClientSettings;
use crate::resource::gateways::gateway::PointToSite;
use crate::resource::reading::field::Field;
use crate::resource::reading::reader::Reader;
use crate::resource::reading::resource::Resource;

/// A `Microsoft.Network/vpnServerConfigurations`: the point-to-site settings of Virtual WAN.
#[derive(Debug)]
pub struct VpnServerConfiguration {
    /// Type, name, id.
    pub resource: Resource,
    /// `properties`.
    pub properties: Reader,
    /// What it says about clients.
    pub client: PointToSite,
    /// `configurationPolicyGroups`, as they stand in it.
    pub inline_groups: Field<Vec<Reader>>,
    /// `configurationPolicyGroups` that are resources of their own.
    pub groups: Vec<PolicyGroup>,
    /// Whether the input has it, and not only some of its groups.
    pub declared: bool,
}

/// A user group that is a resource of its own.
#[derive(Debug)]
pub struct PolicyGroup {
    /// Its own name, without that of the configuration.
    pub name: Field<String>,
    /// The whole object.
    pub reader: Reader,
}

impl VpnServerConfiguration {
    /// Reads a configuration.
    #[must_use]
    pub fn read(resource: Resource) -> Self {
        let properties = resource.reader.properties();
        Self {
            client: PointToSite::of_virtual_wan(&properties),
            inline_groups: properties.field("configurationPolicyGroups"),
            groups: Vec::new(),
            declared: true,
            properties,
            resource,
        }
    }

    /// A configuration that the input does not have, for its groups to be found under.
    #[must_use]
    pub fn only_children(resource: Resource) -> Self {
        Self { declared: false, ..Self::read(resource) }
    }

    /// What it says about clients.
    #[must_use]
    pub fn client_settings(&self) -> ClientSettings<'_> {
        let state: Field<String> = self.properties.field("provisioningState");
        let succeeded = state.value().is_some_and(|state| state.eq_ignore_ascii_case("Succeeded"));
        ClientSettings {
            resource: &self.resource,
            client: &self.client,
            gateway: None,
            accepted: succeeded && !self.resource.is_template(),
        }
    }
}

impl PolicyGroup {
    /// Reads a group that stands by itself.
    #[must_use]
    pub fn read(resource: &Resource) -> Self {
        let name = resource.name.clone();
        let short = |name: String| name.rsplit('/').next().unwrap_or_default().to_owned();
        Self { name: name.map(short), reader: resource.reader.clone() }
    }
}
