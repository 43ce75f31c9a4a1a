//! A tenant as a big company has it: hubs with the same names in many subscriptions, with faults of many kinds.

use serde_json::{Value, json};

use super::tenant::{Tenant, subscription_id};

/// A network that nobody who scans may read.
pub(crate) const UNREADABLE: &str = "vnet-locked";

impl Tenant {
    /// So many gateways, all called `vng-hub`, spread over so many subscriptions; gives the ids of networks that can't be
    /// read as well.
    pub(crate) fn of_twins(subscriptions: usize, gateways: usize) -> (Self, Vec<String>) {
        let mut tenant = Self::generated(subscriptions, 0);
        let mut locked = Vec::new();
        for number in 0..gateways {
            let subscription = number % subscriptions.max(1);
            let group = format!(
                "/subscriptions/{}/resourceGroups/rg-network-{number:04}/providers/Microsoft.Network",
                subscription_id(subscription)
            );
            tenant.add_hub(&group, number);
            if number % 400 == 3 {
                locked.push(format!("{group}/virtualNetworks/{UNREADABLE}").to_lowercase());
            }
        }
        tenant.not_in_graph.extend(locked.iter().cloned());
        (tenant, locked)
    }

    fn add_hub(&mut self, group: &str, number: usize) {
        let every = |nth: usize| number.is_multiple_of(nth);
        let id = |kind: &str, name: &str| format!("{group}/{kind}/{name}");
        let sku = if every(3) { "VpnGw1" } else { "VpnGw2AZ" };
        let pool = if every(5) { "10.0.8.0/24" } else { "172.16.0.0/24" };
        let protocols = if every(2) { json!(["SSTP", "OpenVPN"]) } else { json!(["OpenVPN"]) };
        let locked = number % 400 == 3;
        let network = id("virtualNetworks", if locked { UNREADABLE } else { "vnet-hub" });
        self.add(
            &id("virtualNetworkGateways", "vng-hub"),
            json!({
                "sku": { "name": sku, "tier": sku }, "gatewayType": "Vpn", "vpnType": "RouteBased",
                "provisioningState": if every(7) { "Failed" } else { "Succeeded" },
                "ipConfigurations": [{ "name": "default", "properties": {
                    "subnet": { "id": format!("{network}/subnets/GatewaySubnet") },
                    "publicIPAddress": { "id": id("publicIPAddresses", "pip-hub") } } }],
                "vpnClientConfiguration": {
                    "vpnClientAddressPool": { "addressPrefixes": [pool] },
                    "vpnClientProtocols": protocols, "vpnAuthenticationTypes": ["Certificate"],
                    "vpnClientRootCertificates": [
                        { "name": "root", "properties": { "publicCertData": "MIIC" } },
                        { "name": "root old", "properties": { "publicCertData": "not base64!" } }] },
            }),
        );
        self.add(&id("publicIPAddresses", "pip-hub"), address(every(4)));
        let spokes = if every(11) { 3 } else { 0 };
        if !locked {
            self.add(&network, network_of(&id, spokes));
        }
        for spoke in 0..spokes {
            self.add(
                &id("virtualNetworks", &format!("vnet-spoke-{spoke}")),
                json!({ "addressSpace": { "addressPrefixes": [format!("10.{}.0.0/16", spoke + 1)] },
                    "virtualNetworkPeerings": [{ "name": "to-hub", "properties": {
                        "peeringState": if spoke == 1 { "Disconnected" } else { "Connected" },
                        "useRemoteGateways": spoke == 0,
                        "remoteVirtualNetwork": { "id": network } } }] }),
            );
        }
        self.add(
            &id("routeTables", "rt-hub"),
            json!({ "routes": [{ "name": "all", "properties": {
                "addressPrefix": "0.0.0.0/0", "nextHopType": "VirtualAppliance", "nextHopIpAddress": "10.0.1.4" } }] }),
        );
    }
}

fn address(basic: bool) -> Value {
    json!({ "publicIPAllocationMethod": if basic { "Dynamic" } else { "Static" } })
}

/// A hub; of those with spokes the subnet of the gateway has a default route.
fn network_of(id: &impl Fn(&str, &str) -> String, spokes: usize) -> Value {
    let peerings: Vec<Value> = (0..spokes)
        .map(|spoke| {
            json!({ "name": format!("to-spoke-{spoke}"), "properties": {
                "peeringState": if spoke == 1 { "Disconnected" } else { "Connected" },
                "allowGatewayTransit": spoke == 0,
                "remoteVirtualNetwork": { "id": id("virtualNetworks", &format!("vnet-spoke-{spoke}")) } } })
        })
        .collect();
    let mut subnet = json!({ "addressPrefix": "10.0.255.0/27" });
    if spokes > 0 {
        subnet["routeTable"] = json!({ "id": id("routeTables", "rt-hub") });
    }
    json!({
        "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] },
        "subnets": [{ "name": "GatewaySubnet", "properties": subnet }],
        "virtualNetworkPeerings": peerings })
}
