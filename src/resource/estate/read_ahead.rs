//! Reads once what lints read on demand, so that every value of the wrong type is known before any lint runs.

use crate::resource::estate::Estate;
use crate::resource::networks::address::Address;
use crate::resource::networks::name_resolution;
use crate::resource::reading::field::Field;
use crate::resource::reading::reader::Reader;
use crate::resource::reading::reference::Reference;
use crate::resource::reading::secret::Secret;

/// The lists of a gateway whose elements lints look into, beside `properties` and in `vpnClientConfiguration`.
const LISTS: [&str; 2] = ["ipConfigurations", "virtualNetworkGatewayPolicyGroups"];
const CLIENT_LISTS: [&str; 3] =
    ["vpnClientIpsecPolicies", "radiusServers", "vngClientConnectionConfigurations"];

const SERVER_LISTS: [&str; 3] =
    ["configurationPolicyGroups", "vpnClientIpsecPolicies", "radiusServers"];

impl Estate {
    /// Reads it, and settles what is malformed.
    pub(super) fn read_ahead(&self) {
        for gateway in &self.gateways {
            let _ = (gateway.state(), gateway.stated_parts(), gateway.migration());
            let _: Field<Reader> = gateway.properties.value();
            let client = gateway.properties.object("vpnClientConfiguration");
            for list in LISTS {
                elements(&gateway.properties, list);
            }
            for list in CLIENT_LISTS {
                elements(&client, list);
            }
            let servers: Field<Vec<Reader>> = client.field("radiusServers");
            for server in servers.known_items() {
                let _: Field<Address> = server.field("radiusServerAddress");
            }
        }
        for server in self.declared_servers() {
            for list in SERVER_LISTS {
                elements(&server.properties, list);
            }
        }
        for ip in &self.public_ips {
            let _ = ip.migration_phase();
        }
        for connection in &self.connections {
            let _: Field<Vec<Reader>> = connection.properties.field("ipsecPolicies");
        }
        for subnet in self.networks.iter().flat_map(|network| &network.subnets) {
            for policy in subnet.service_endpoint_policies.known_items() {
                let _: Field<Reference> = policy.field("id");
            }
        }
        for secret in self.secrets() {
            let _: Field<Secret> = secret.value.value();
        }
        self.others.iter().for_each(name_resolution::read_ahead);
        for resource in self.resources() {
            let _ = resource.reader.malformed();
        }
    }
}

/// The elements of a list, which are objects with a name and perhaps properties.
fn elements(holder: &Reader, list: &'static str) {
    let elements: Field<Vec<Reader>> = holder.field(list);
    for element in elements.known_items() {
        let element: Field<Reader> = element.value();
        if let Some(element) = element.value() {
            let _: Field<String> = element.field("name");
            let _: Field<Reader> = element.properties().value();
        }
    }
}
