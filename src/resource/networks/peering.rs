//! Peerings of virtual networks.

use arm_template::Origin;

use crate::resource::Range;
use crate::resource::reading::field::Field;
use crate::resource::reading::reader::Reader;
use crate::resource::reading::reference::Reference;
use crate::resource::reading::words::{PeeringState, SyncLevel};

/// A peering of a virtual network.
#[derive(Clone, Debug)]
pub struct Peering {
    /// Where it is written.
    pub origin: Origin,
    /// Its own name, without the network's.
    pub name: Field<String>,
    /// `remoteVirtualNetwork.id`.
    pub remote: Field<Reference>,
    /// `allowGatewayTransit`.
    pub allow_gateway_transit: Field<bool>,
    /// `useRemoteGateways`.
    pub use_remote_gateways: Field<bool>,
    /// `allowForwardedTraffic`.
    pub allow_forwarded_traffic: Field<bool>,
    /// `peeringState`.
    pub state: Field<PeeringState>,
    /// `peeringSyncLevel`.
    pub sync_level: Field<SyncLevel>,
    /// `peerCompleteVnets`; when false, only some subnets are peered.
    pub whole_networks: Field<bool>,
    /// `remoteAddressSpace.addressPrefixes` (or the remote virtual network's, in newer versions).
    pub remote_address_space: Field<Vec<Field<Range>>>,
}

impl Peering {
    /// The name for people.
    #[must_use]
    pub fn label(&self) -> &str {
        self.name.value().map_or("(no name)", String::as_str)
    }

    /// Reads a peering, inline or a child resource.
    #[must_use]
    pub fn read(entry: &Reader) -> Self {
        let properties = entry.properties();
        let space = properties.object("remoteAddressSpace");
        let newer = properties.object("remoteVirtualNetworkAddressSpace");
        let mut remote_address_space: Field<Vec<Field<Range>>> = newer.field("addressPrefixes");
        if remote_address_space.is_absent() {
            remote_address_space = space.field("addressPrefixes");
        }
        Self {
            origin: entry.node().origin.clone(),
            name: child_name(entry),
            remote: properties.object("remoteVirtualNetwork").field("id"),
            allow_gateway_transit: properties.field("allowGatewayTransit"),
            use_remote_gateways: properties.field("useRemoteGateways"),
            allow_forwarded_traffic: properties.field("allowForwardedTraffic"),
            state: properties.field("peeringState"),
            sync_level: properties.field("peeringSyncLevel"),
            whole_networks: properties.field("peerCompleteVnets"),
            remote_address_space,
        }
    }
}

/// The own name of what lies in a network, without the network's.
pub(crate) fn child_name(entry: &Reader) -> Field<String> {
    let name: Field<String> = entry.field("name");
    name.map(|name| name.rsplit('/').next().unwrap_or(&name).to_owned())
}
