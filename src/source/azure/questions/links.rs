//! What a resource hangs on: the ids in it that lead to others.

use serde_json::Value;

use crate::source::azure::questions::resource_id::ResourceId;

/// What is known of a resource that was read, as far as the scan needs it to find the next ones.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) id: ResourceId,
    /// Virtual networks and public IP addresses of a gateway; local network gateways of a connection.
    pub(crate) hangs_on: Vec<ResourceId>,
    /// Route tables and network security groups of a virtual network's subnets.
    pub(crate) subnets_use: Vec<ResourceId>,
    /// The Virtual WAN of a hub.
    pub(crate) virtual_wan: Option<ResourceId>,
    /// Peered virtual networks.
    pub(crate) peers: Vec<ResourceId>,
    /// A gateway that has point-to-site clients to count.
    pub(crate) point_to_site: bool,
    /// A gateway whose root certificates should be in the answer and aren't.
    pub(crate) lacks_certificates: bool,
}

impl Found {
    /// Looks at one resource in the shape of Azure Resource Manager or of a Resource Graph row.
    pub(crate) fn read(resource: &Value) -> Option<Self> {
        let id = ResourceId::parse(get(resource, "id")?.as_str()?)?;
        let properties = get(resource, "properties").unwrap_or(&Value::Null);
        let mut found = Self {
            id,
            hangs_on: Vec::new(),
            virtual_wan: None,
            subnets_use: Vec::new(),
            peers: Vec::new(),
            point_to_site: false,
            lacks_certificates: false,
        };
        match found.id.kind().as_str() {
            "microsoft.network/virtualnetworkgateways" => found.gateway(properties),
            "microsoft.network/connections" => found.connection(properties),
            "microsoft.network/virtualnetworks" => found.network(properties),
            "microsoft.network/p2svpngateways" => found.hub_gateway(properties),
            "microsoft.network/virtualhubs" => {
                found.virtual_wan = reference(properties, "virtualWan");
            }
            "microsoft.network/virtualhubs/hubvirtualnetworkconnections" => {
                let network = reference(properties, "remoteVirtualNetwork");
                found.hangs_on.extend(network.filter(|id| is(id, "virtualnetworks")));
            }
            _ => {}
        }
        Some(found)
    }

    pub(crate) fn is_gateway(&self) -> bool {
        self.id.kind() == "microsoft.network/virtualnetworkgateways" || self.is_hub_gateway()
    }

    /// Whether it is a point-to-site gateway in a hub of Virtual WAN.
    pub(crate) fn is_hub_gateway(&self) -> bool {
        self.id.kind() == "microsoft.network/p2svpngateways"
    }

    fn hub_gateway(&mut self, properties: &Value) {
        self.hangs_on
            .extend(reference(properties, "virtualHub").filter(|id| is(id, "virtualhubs")));
        self.hangs_on.extend(
            reference(properties, "vpnServerConfiguration")
                .filter(|id| is(id, "vpnserverconfigurations")),
        );
    }

    fn gateway(&mut self, properties: &Value) {
        for ip in children(properties, "ipConfigurations") {
            let subnet = reference(ip, "subnet").and_then(|subnet| subnet.parent());
            self.hangs_on.extend(subnet.filter(|id| is(id, "virtualnetworks")));
            self.hangs_on
                .extend(reference(ip, "publicIPAddress").filter(|id| is(id, "publicipaddresses")));
        }
        let Some(clients) =
            get(properties, "vpnClientConfiguration").filter(|clients| clients.is_object())
        else {
            return;
        };
        self.point_to_site = get(clients, "vpnClientAddressPool")
            .is_some_and(|pool| !pool.is_null())
            || elements(clients, "vngClientConnectionConfigurations").next().is_some();
        let by_certificate = elements(clients, "vpnAuthenticationTypes")
            .any(|kind| kind.as_str().is_some_and(|kind| kind.eq_ignore_ascii_case("Certificate")));
        let mut roots = children(clients, "vpnClientRootCertificates").peekable();
        let none = roots.peek().is_none();
        let without_data = roots.any(|root| {
            get(root, "publicCertData")
                .and_then(Value::as_str)
                .is_none_or(|data| data.trim().is_empty())
        });
        self.lacks_certificates = without_data || (by_certificate && none);
    }

    fn connection(&mut self, properties: &Value) {
        self.hangs_on.extend(
            reference(properties, "localNetworkGateway2")
                .filter(|id| is(id, "localnetworkgateways")),
        );
    }

    fn network(&mut self, properties: &Value) {
        for subnet in children(properties, "subnets") {
            self.subnets_use
                .extend(reference(subnet, "routeTable").filter(|id| is(id, "routetables")));
            self.subnets_use.extend(
                reference(subnet, "networkSecurityGroup")
                    .filter(|id| is(id, "networksecuritygroups")),
            );
        }
        for peering in children(properties, "virtualNetworkPeerings") {
            self.peers.extend(
                reference(peering, "remoteVirtualNetwork").filter(|id| is(id, "virtualnetworks")),
            );
        }
    }
}

/// The resources in an answer: rows of Resource Graph, a list's, or the answer itself.
pub(crate) fn resources(answer: &Value) -> Vec<&Value> {
    for key in ["data", "value"] {
        if let Some(Value::Array(resources)) = answer.get(key) {
            return resources.iter().collect();
        }
    }
    vec![answer]
}

fn is(id: &ResourceId, kind: &str) -> bool {
    id.kind().strip_prefix("microsoft.network/") == Some(kind)
}

/// A member whatever the case of its name, as Azure compares names.
fn get<'a>(value: &'a Value, key: &str) -> Option<&'a Value> {
    let members = value.as_object()?;
    members.get(key).or_else(|| {
        members.iter().find(|(name, _)| name.eq_ignore_ascii_case(key)).map(|(_, value)| value)
    })
}

fn elements<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    get(value, key).and_then(Value::as_array).into_iter().flatten()
}

/// The `properties` of each element.
fn children<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    elements(value, key).map(|element| get(element, "properties").unwrap_or(element))
}

fn reference(value: &Value, key: &str) -> Option<ResourceId> {
    ResourceId::parse(get(get(value, key)?, "id")?.as_str()?)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn id(kind: &str, name: &str) -> String {
        format!("/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/{kind}/{name}")
    }

    fn gateway(clients: &Value) -> Found {
        let gateway = json!({
            "id": id("virtualNetworkGateways", "vng"),
            "properties": {
                "ipConfigurations": [{ "properties": {
                    "subnet": { "id": id("virtualNetworks", "hub/subnets/GatewaySubnet") },
                    "publicIPAddress": { "id": id("publicIPAddresses", "pip") } } }],
                "vpnClientConfiguration": clients,
            }
        });
        Found::read(&gateway).expect("a gateway")
    }

    #[test]
    fn a_gateway_hangs_on_its_network_and_address() {
        let found = gateway(&Value::Null);
        let names: Vec<&str> = found.hangs_on.iter().map(ResourceId::name).collect();
        assert_eq!(names, ["hub", "pip"]);
        assert!(found.is_gateway() && !found.point_to_site && !found.lacks_certificates);
    }

    #[test]
    fn certificates_that_should_be_there() {
        let pool = json!({ "addressPrefixes": ["10.9.0.0/24"] });
        let with = |roots: Value, kinds: Value| {
            gateway(&json!({
                "vpnClientAddressPool": pool, "vpnClientRootCertificates": roots, "vpnAuthenticationTypes": kinds }))
        };
        let full = json!([{ "name": "r", "properties": { "publicCertData": "MIIC" } }]);
        let empty = json!([{ "name": "r", "properties": {} }]);
        assert!(!with(full.clone(), json!(["Certificate"])).lacks_certificates);
        assert!(with(empty.clone(), json!([])).lacks_certificates);
        assert!(with(Value::Null, json!(["Certificate"])).lacks_certificates);
        assert!(!with(Value::Null, json!(["AAD"])).lacks_certificates);
        assert!(with(full, json!(["Certificate"])).point_to_site);
    }

    #[test]
    fn ids_of_another_kind_are_not_followed() {
        let network = json!({ "id": id("virtualNetworks", "hub"), "properties": {
            "subnets": [{ "properties": { "routeTable": { "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/v" } } }],
            "virtualNetworkPeerings": [{ "properties": { "remoteVirtualNetwork": { "id": id("virtualNetworks", "spoke") } } }] } });
        let found = Found::read(&network).expect("a network");
        assert!(found.subnets_use.is_empty());
        assert_eq!(found.peers.len(), 1);
    }

    #[test]
    fn odd_shapes_are_survived() {
        for odd in [
            json!(null),
            json!([]),
            json!({"id": 5}),
            json!({"id": "x"}),
            json!({"id": "/subscriptions/s"}),
        ] {
            let _found = Found::read(&odd);
        }
        let odd = json!({ "id": id("virtualNetworks", "v"), "properties": { "subnets": {}, "virtualNetworkPeerings": "x" } });
        assert!(Found::read(&odd).is_some_and(|found| found.peers.is_empty()));
    }
}
