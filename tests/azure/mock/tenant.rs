//! A tenant to scan: subscriptions, gateways, and what they hang on.

use std::collections::{BTreeMap, HashSet};

use serde_json::{Value, json};

/// What the mock knows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tenant {
    /// Ids and names.
    pub(crate) subscriptions: Vec<(String, String)>,
    /// Resources in the shape of Azure Resource Manager, by id in lower case.
    pub(crate) resources: BTreeMap<String, Value>,
    /// Management groups and the subscriptions below them.
    pub(crate) management_groups: BTreeMap<String, Vec<String>>,
    /// Resources that Resource Graph doesn't have, by id in lower case.
    pub(crate) not_in_graph: HashSet<String>,
    /// Whether Resource Graph leaves out `publicCertData`.
    pub(crate) graph_drops_certificates: bool,
    /// The most rows that fit into one answer of Resource Graph; more are `ResponsePayloadTooLarge`.
    pub(crate) payload_limit: Option<usize>,
    /// The most ids that one question may hold.
    pub(crate) ids_limit: Option<usize>,
    /// The most elements on a page of a list.
    pub(crate) list_page: Option<usize>,
}

pub(crate) const TENANT_ID: &str = "0000aaaa-0000-0000-0000-00000000aaaa";

impl Tenant {
    /// So many gateways spread over so many subscriptions, each with a network, an address, a route table
    /// and a connection to an office.
    pub(crate) fn generated(subscriptions: usize, gateways: usize) -> Self {
        let mut tenant = Self::default();
        for number in 0..subscriptions {
            tenant.subscriptions.push((subscription_id(number), format!("Subscription {number}")));
        }
        for number in 0..gateways {
            tenant.add_gateway(number % subscriptions.max(1), number);
        }
        tenant
    }

    pub(crate) fn add_gateway(&mut self, subscription: usize, number: usize) {
        let group =
            format!("/subscriptions/{}/resourceGroups/rg-{number}", subscription_id(subscription));
        let id = |kind: &str, name: &str| {
            format!("{group}/providers/Microsoft.Network/{kind}/{name}-{number}")
        };
        let gateway = id("virtualNetworkGateways", "vng");
        let network = id("virtualNetworks", "vnet");
        self.add(
            &gateway,
            json!({
                "sku": { "name": "VpnGw1AZ", "tier": "VpnGw1AZ" }, "gatewayType": "Vpn", "vpnType": "RouteBased",
                "provisioningState": "Succeeded",
                "ipConfigurations": [{ "name": "default", "properties": {
                    "subnet": { "id": format!("{network}/subnets/GatewaySubnet") },
                    "publicIPAddress": { "id": id("publicIPAddresses", "pip") } } }],
                "vpnClientConfiguration": {
                    "vpnClientAddressPool": { "addressPrefixes": ["172.16.0.0/24"] },
                    "vpnClientProtocols": ["OpenVPN"], "vpnAuthenticationTypes": ["Certificate"],
                    "vpnClientRootCertificates": [{ "name": "root", "properties": { "publicCertData": "MIIC" } }] },
            }),
        );
        self.add(
            &network,
            json!({
                "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] },
                "subnets": [{ "name": "GatewaySubnet", "properties": { "addressPrefix": "10.0.255.0/27" } }],
                "virtualNetworkPeerings": [] }),
        );
        self.add(&id("publicIPAddresses", "pip"), json!({ "publicIPAllocationMethod": "Static" }));
    }

    /// Adds a spoke with a route table to the network of a gateway, and a route table and a security group to its subnet.
    pub(crate) fn add_surroundings(&mut self, subscription: usize, number: usize) {
        let group =
            format!("/subscriptions/{}/resourceGroups/rg-{number}", subscription_id(subscription));
        let id = |kind: &str, name: &str| {
            format!("{group}/providers/Microsoft.Network/{kind}/{name}-{number}")
        };
        let network = id("virtualNetworks", "vnet");
        let properties = &mut self
            .resources
            .get_mut(&network.to_lowercase())
            .expect("the gateway's network")["properties"];
        properties["subnets"][0]["properties"]["routeTable"] =
            json!({ "id": id("routeTables", "rt") });
        properties["subnets"][0]["properties"]["networkSecurityGroup"] =
            json!({ "id": id("networkSecurityGroups", "nsg") });
        properties["virtualNetworkPeerings"] = json!([{ "properties": { "remoteVirtualNetwork": { "id": id("virtualNetworks", "spoke") } } }]);
        self.add(&id("routeTables", "rt"), json!({ "routes": [] }));
        self.add(&id("networkSecurityGroups", "nsg"), json!({ "securityRules": [] }));
        self.add(
            &id("virtualNetworks", "spoke"),
            json!({ "subnets": [{ "properties": { "routeTable": { "id": id("routeTables", "rt-spoke") } } }] }),
        );
        self.add(
            &id("routeTables", "rt-spoke"),
            json!({ "disableBgpRoutePropagation": true, "routes": [] }),
        );
        self.add(
            &id("connections", "cn"),
            json!({
                "virtualNetworkGateway1": { "id": id("virtualNetworkGateways", "vng") },
                "localNetworkGateway2": { "id": id("localNetworkGateways", "lng") },
                "connectionType": "IPsec", "sharedKey": "hush-hush" }),
        );
        self.add(&id("localNetworkGateways", "lng"), json!({ "gatewayIpAddress": "203.0.113.1" }));
    }

    /// Adds a Virtual WAN with so many hubs, each with a point-to-site gateway and so many virtual networks connected to it.
    pub(crate) fn add_virtual_wan(&mut self, subscription: usize, hubs: usize, networks: usize) {
        let group =
            format!("/subscriptions/{}/resourceGroups/rg-wan", subscription_id(subscription));
        let id =
            |kind: &str, name: &str| format!("{group}/providers/Microsoft.Network/{kind}/{name}");
        let (wan, server) = (id("virtualWans", "wan"), id("vpnServerConfigurations", "users"));
        self.add(
            &server,
            json!({ "vpnProtocols": ["OpenVPN"], "vpnAuthenticationTypes": ["Certificate"],
                "vpnClientRootCertificates": [{ "name": "root", "publicCertData": "MIIC" }] }),
        );
        for number in 0..hubs {
            let hub = id("virtualHubs", &format!("hub-{number}"));
            let prefix = format!("10.{number}.0.0/23");
            self.add(&hub, json!({ "addressPrefix": prefix, "virtualWan": { "id": wan } }));
            self.add(
                &id("p2svpnGateways", &format!("p2s-{number}")),
                json!({ "virtualHub": { "id": hub }, "vpnServerConfiguration": { "id": server },
                    "vpnGatewayScaleUnit": 1,
                    "p2SConnectionConfigurations": [{ "name": "all", "properties": {
                        "vpnClientAddressPool": { "addressPrefixes": ["172.16.0.0/24"] } } }] }),
            );
            for spoke in 0..networks {
                let network = id("virtualNetworks", &format!("spoke-{number}-{spoke}"));
                self.add(
                    &format!("{hub}/hubVirtualNetworkConnections/spoke-{spoke}"),
                    json!({ "remoteVirtualNetwork": { "id": network } }),
                );
                self.add(
                    &network,
                    json!({ "addressSpace": { "addressPrefixes": ["172.16.0.0/16"] } }),
                );
            }
        }
    }

    pub(crate) fn add(&mut self, id: &str, properties: Value) {
        let after = id.rsplit("/providers/Microsoft.Network/").next().unwrap_or_default();
        let kind: Vec<&str> = after.split('/').step_by(2).collect();
        let kind = kind.join("/");
        let name = id.rsplit('/').next().unwrap_or_default();
        let mut resource = json!({
            "name": name, "id": id, "etag": "W/\"1\"", "type": format!("Microsoft.Network/{kind}"),
            "location": "westeurope" });
        resource["properties"] = properties;
        self.resources.insert(id.to_lowercase(), resource);
    }

    /// The id of a generated gateway.
    pub(crate) fn gateway_id(subscription: usize, number: usize) -> String {
        format!(
            "/subscriptions/{}/resourceGroups/rg-{number}/providers/Microsoft.Network/virtualNetworkGateways/vng-{number}",
            subscription_id(subscription)
        )
    }

    /// Changes the properties of a generated gateway.
    pub(crate) fn change_gateway(
        &mut self,
        subscription: usize,
        number: usize,
        change: impl FnOnce(&mut Value),
    ) {
        let key = Self::gateway_id(subscription, number).to_lowercase();
        change(&mut self.resources.get_mut(&key).expect("a generated gateway")["properties"]);
    }
}

/// The id of a generated subscription.
pub(crate) fn subscription_id(number: usize) -> String {
    format!("{number:08x}-0000-0000-0000-000000000000")
}
