//! Which resources of several files are the same.

use crate::workplace::Workplace;

const HUB: &str = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub";

const ONLY: [&str; 4] = ["--only", "pool-overlaps-vnet", "--format", "concise"];

fn export() -> String {
    format!(
        r#"{{ "id": "{HUB}", "name": "vnet-hub", "type": "Microsoft.Network/virtualNetworks", "location": "eastus",
  "properties": {{ "addressSpace": {{ "addressPrefixes": ["10.0.0.0/16"] }}, "subnets": [{{ "name": "GatewaySubnet", "properties": {{ "addressPrefix": "10.0.255.0/27" }} }}] }} }}"#
    )
}

/// A template with a gateway in this subnet and with this client pool.
fn gateway(subnet: &str, pool: &str, more: &str) -> String {
    format!(
        r#"{{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
  "parameters": {{ "hub": {{ "type": "string" }}, "id": {{ "type": "string", "defaultValue": "{HUB}" }} }},
  "resources": [{more}
    {{ "type": "Microsoft.Network/virtualNetworkGateways", "apiVersion": "2024-05-01", "name": "vgw", "location": "eastus",
      "properties": {{ "gatewayType": "Vpn", "vpnType": "RouteBased", "sku": {{ "name": "VpnGw1AZ", "tier": "VpnGw1AZ" }},
        "ipConfigurations": [{{ "name": "c", "properties": {{ "subnet": {{ "id": "{subnet}" }} }} }}],
        "vpnClientConfiguration": {{ "vpnClientProtocols": ["OpenVPN"], "vpnClientAddressPool": {{ "addressPrefixes": ["{pool}"] }} }} }} }}]
}}"#
    )
}

fn check<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["check", "."], &ONLY[..], more].concat()
}

const ELSEWHERE: [&str; 4] =
    ["--subscription-id", "99999999-9999-9999-9999-999999999999", "--resource-group", "other"];

#[test]
fn full_literal_ids_join_whatever_is_said_of_the_place() {
    let subnet = format!("{HUB}/subnets/GatewaySubnet");
    let place = Workplace::new()
        .file("gw.json", &gateway(&subnet, "10.0.7.0/24", ""))
        .file("deep/hub.json", &export());
    place.run(&check(&[])).is(1).says("overlaps 10.0.0.0/16");
    place.run(&check(&ELSEWHERE)).is(1).says("overlaps 10.0.0.0/16");
}

#[test]
fn values_of_options_join_what_they_name_and_nothing_else() {
    let subnet =
        "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'vnet-hub', 'GatewaySubnet')]";
    let place = Workplace::new()
        .file("gw.json", &gateway(subnet, "10.0.7.0/24", ""))
        .file("hub.json", &export());
    let right =
        ["--subscription-id", "11111111-1111-1111-1111-111111111111", "--resource-group", "rg-hub"];
    place.run(&check(&right)).is(1).says("overlaps 10.0.0.0/16");
    place.run(&check(&ELSEWHERE)).is(0).says("not evaluated");
    place.run(&check(&[])).is(0).says("not evaluated");
}

#[test]
fn stand_ins_join_within_their_own_deployment_only() {
    let subnet =
        "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'vnet-hub', 'GatewaySubnet')]";
    let network = r#"{ "type": "Microsoft.Network/virtualNetworks", "apiVersion": "2024-05-01", "name": "vnet-hub", "location": "eastus",
      "properties": { "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] }, "subnets": [{ "name": "GatewaySubnet", "properties": { "addressPrefix": "10.0.255.0/27" } }] } }"#;
    let of_network = format!(
        r#"{{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0", "resources": [{network}] }}"#
    );
    let place = Workplace::new()
        .file("gw.json", &gateway(subnet, "10.0.7.0/24", ""))
        .file("hub.json", &of_network);
    place.run(&check(&[])).is(0).says("not evaluated");
    place.run(&check(&ELSEWHERE)).is(1).says("overlaps 10.0.0.0/16");
    place.put("gw.json", gateway(subnet, "10.0.7.0/24", &format!("{network},")));
    place.run(&check(&[])).is(1).says("overlaps 10.0.0.0/16");
}

#[test]
fn the_same_unknown_expression_is_the_same_resource() {
    let network = r#"{ "type": "Microsoft.Network/virtualNetworks", "apiVersion": "2024-05-01", "name": "[parameters('hub')]", "location": "eastus",
      "properties": { "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] }, "subnets": [{ "name": "GatewaySubnet", "properties": { "addressPrefix": "10.0.255.0/27" } }] } },"#;
    for subnet in [
        "[resourceId('Microsoft.Network/virtualNetworks/subnets', parameters('hub'), 'GatewaySubnet')]",
        "[concat(resourceId('Microsoft.Network/virtualNetworks', parameters('hub')), '/subnets/GatewaySubnet')]",
        "[format('{0}/subnets/{1}', resourceId('Microsoft.Network/virtualNetworks', parameters('hub')), 'GatewaySubnet')]",
    ] {
        let place = Workplace::new().file("gw.json", &gateway(subnet, "10.0.7.0/24", network));
        place.run(&check(&[])).is(1).says("overlaps 10.0.0.0/16");
    }
    // Another expression may or may not be the same.
    let other = "[resourceId('Microsoft.Network/virtualNetworks/subnets', concat(parameters('hub'), '-x'), 'GatewaySubnet')]";
    let place = Workplace::new().file("gw.json", &gateway(other, "10.0.7.0/24", network));
    place.run(&check(&[])).is(0).says("not evaluated");
}

#[test]
fn reference_finds_what_an_export_beside_holds() {
    let subnet = "[concat(parameters('id'), '/subnets/GatewaySubnet')]";
    let pool = "[reference(parameters('id'), '2023-11-01').addressSpace.addressPrefixes[0]]";
    let place =
        Workplace::new().file("gw.json", &gateway(subnet, pool, "")).file("hub.json", &export());
    place.run(&check(&[])).is(1).says("client pool 10.0.0.0/16");
    // What the export does not have is not known, and no fault of the template.
    let missing = pool.replace("addressSpace.addressPrefixes[0]", "extendedLocation.name");
    place.put("gw.json", gateway(subnet, &missing, ""));
    place
        .run(&["check", ".", "--select", "template-missing-property", "--format", "concise"])
        .is_silent_on("template-missing-property");
}

#[test]
fn a_template_that_no_gateway_can_meet_is_passed_over() {
    // A template of another folder deploys to a place that nobody names: its faults are none of a gateway's.
    let template = r#"{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
  "resources": [{ "type": "Microsoft.Network/virtualNetworks", "apiVersion": "2024-05-01", "name": "[concat('a']", "location": "eastus",
    "properties": { "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] } } }]
}"#;
    let subnet = format!("{HUB}/subnets/GatewaySubnet");
    let place = Workplace::new()
        .file("vpn/gw.json", &gateway(&subnet, "10.0.7.0/24", ""))
        .file("other/vnet.json", template)
        .file("exports/hub.json", &export());
    let seen = place.run(&["check", ".", "--verbose"]);
    seen.says("other/vnet.json: can't belong to any gateway in the input")
        .says("overlaps 10.0.0.0/16");
    assert!(!seen.out.contains("template-syntax-error"), "{}", seen.out);
    // Beside the gateway it may, and when it is named.
    place.put("vpn/vnet.json", template);
    place.run(&["check", ".", "--verbose"]).is_silent_on("vpn/vnet.json: can belong to no gateway");
    let named = place.run(&["check", "vpn/gw.json", "other/vnet.json"]);
    named.says("template-syntax-error");
}

#[test]
fn exports_join_a_gateway_by_the_ids_that_lead_to_them() {
    let id = |group: &str, kind: &str, name: &str| {
        format!(
            "/subscriptions/0000/resourceGroups/{group}/providers/Microsoft.Network/{kind}/{name}"
        )
    };
    let network = |name: &str, prefix: &str, peer: &str| {
        serde_json::json!({ "id": id(name, "virtualNetworks", name), "name": name,
            "type": "Microsoft.Network/virtualNetworks", "location": "westeurope", "properties": {
                "addressSpace": { "addressPrefixes": [prefix] },
                "subnets": [{ "name": "GatewaySubnet", "properties": { "addressPrefix": prefix } }],
                "virtualNetworkPeerings": [{ "name": "p", "properties": {
                    "allowGatewayTransit": true, "remoteVirtualNetwork": { "id": id(peer, "virtualNetworks", peer) } } }] } })
    };
    let gateway = serde_json::json!({ "id": id("hub", "virtualNetworkGateways", "gw"), "name": "gw",
        "type": "Microsoft.Network/virtualNetworkGateways", "location": "westeurope", "properties": {
            "gatewayType": "Vpn", "vpnType": "RouteBased",
            "ipConfigurations": [{ "name": "c", "properties": {
                "subnet": { "id": format!("{}/subnets/GatewaySubnet", id("HUB", "virtualNetworks", "hub")) } } }] } });
    // The hub's file is named by the gateway, the spoke's by the hub's; nothing leads to the island's.
    let place = Workplace::new()
        .file("gateways/gw.json", &gateway.to_string())
        .file(
            "networks/hub.json",
            &network("hub", "10.0.0.0/24", "spoke").to_string().replace("GatewaySubnet", "s"),
        )
        .file(
            "spokes/spoke.json",
            &network("spoke", "10.1.0.0/24", "hub").to_string().replace("GatewaySubnet", "s"),
        )
        .file(
            "islands/island.json",
            &network("island", "10.2.0.0/24", "reef").to_string().replace("GatewaySubnet", "s"),
        );
    let seen = place.run(&["check", ".", "--verbose"]);
    seen.says("islands/island.json: can't belong to any gateway in the input");
    for read in ["networks/hub.json", "spokes/spoke.json"] {
        seen.is_silent_on(&format!("{read}: can belong to no gateway"));
    }
}

#[test]
fn a_hub_and_its_virtual_wan_are_read_beside_their_gateway() {
    let id = |rest: &str| {
        format!(
            "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg/providers/Microsoft.Network/{rest}"
        )
    };
    let export = |kind: &str, name: &str, properties: &str| {
        format!(
            r#"{{ "id": "{}", "name": "{name}", "type": "Microsoft.Network/{kind}", "location": "westeurope", "properties": {{ {properties} }} }}"#,
            id(&format!("{kind}/{name}"))
        )
    };
    let gateway = format!(
        r#""provisioningState": "Succeeded", "virtualHub": {{ "id": "{}" }}, "vpnServerConfiguration": {{ "id": "{}" }}, "vpnGatewayScaleUnit": 1,
        "p2SConnectionConfigurations": [{{ "name": "d", "properties": {{ "vpnClientAddressPool": {{ "addressPrefixes": ["10.1.0.0/16"] }} }} }}]"#,
        id("virtualHubs/hub"),
        id("vpnServerConfigurations/c")
    );
    let hub = format!(
        r#""addressPrefix": "10.1.0.0/24", "virtualWan": {{ "id": "{}" }}"#,
        id("virtualWans/wan")
    );
    let place = Workplace::new()
        .file("gateway.json", &export("p2sVpnGateways", "g", &gateway))
        .file("hubs/hub.json", &export("virtualHubs", "hub", &hub))
        .file("hubs/wan.json", &export("virtualWans", "wan", r#""type": "Basic""#));
    let seen = place.run(&["check", ".", "--format", "concise"]);
    seen.says("[vwan-pool-overlaps-hub]").says("[vwan-basic]");
}
