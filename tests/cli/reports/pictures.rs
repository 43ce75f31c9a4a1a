//! The picture of a gateway's network in the HTML report.

use crate::workplace::Workplace;

/// A gateway in a hub, and so many peered networks of which the second one is not connected; the pool lies where it is told.
fn hub(pool: &str, spokes: usize) -> String {
    let id = |kind: &str, name: &str| {
        let group = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-hub";
        format!("{group}/providers/Microsoft.Network/{kind}/{name}")
    };
    let resource = |kind: &str, name: &str, properties: serde_json::Value| {
        serde_json::json!({
            "type": format!("Microsoft.Network/{kind}"), "name": name, "id": id(kind, name),
            "location": "westeurope", "properties": properties })
    };
    let name = |at: usize| format!("spoke-{at}-<b>&\"'");
    let state = |at: usize| if at == 1 { "Disconnected" } else { "Connected" };
    let mut all = vec![
        resource(
            "virtualNetworkGateways",
            "vng-hub",
            serde_json::json!({
                "gatewayType": "Vpn", "vpnType": "RouteBased", "sku": { "name": "VpnGw2AZ", "tier": "VpnGw2AZ" },
                "ipConfigurations": [{ "name": "default", "properties": { "subnet": {
                    "id": format!("{}/subnets/GatewaySubnet", id("virtualNetworks", "vnet-hub")) } } }],
                "vpnClientConfiguration": { "vpnClientProtocols": ["OpenVPN"],
                    "vpnClientAddressPool": { "addressPrefixes": [pool] } } }),
        ),
        resource(
            "virtualNetworks",
            "vnet-hub",
            serde_json::json!({
                "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] },
                "subnets": [{ "name": "GatewaySubnet", "properties": { "addressPrefix": "10.0.255.0/27" } }],
                "virtualNetworkPeerings": (0..spokes).map(|at| serde_json::json!({
                    "name": format!("to-{at}"), "properties": {
                        "peeringState": state(at), "allowGatewayTransit": true,
                        "remoteVirtualNetwork": { "id": id("virtualNetworks", &format!("s{at}")) } } }))
                    .collect::<Vec<_>>() }),
        ),
    ];
    for at in 0..spokes {
        let mut spoke = resource(
            "virtualNetworks",
            &format!("s{at}"),
            serde_json::json!({
                "addressSpace": { "addressPrefixes": [format!("10.{}.0.0/16", at + 1)] },
                "virtualNetworkPeerings": [{ "name": "to-hub", "properties": {
                    "peeringState": state(at), "useRemoteGateways": true,
                    "remoteVirtualNetwork": { "id": id("virtualNetworks", "vnet-hub") } } }] }),
        );
        spoke["name"] = name(at).into();
        all.push(spoke);
    }
    serde_json::to_string_pretty(&all).expect("JSON")
}

fn page(pool: &str, spokes: usize) -> String {
    let place = Workplace::new().file("hub.json", &hub(pool, spokes));
    place.run(&["check", "hub.json", "--format", "html"]).out.replace("&#x2f;", "/")
}

/// The picture, and the findings below it.
fn parts(page: &str) -> (&str, &str) {
    let (_, rest) = page.split_once("<svg ").expect("a picture");
    let (svg, rest) = rest.split_once("</svg>").expect("its end");
    let (_, rest) = rest.split_once("<ol class=\"legend\">").expect("findings");
    (svg, rest.split_once("</ol>").expect("their end").0)
}

#[test]
fn the_picture_shows_what_is_joined_and_what_is_wrong() {
    let page = page("10.0.8.0/24", 3);
    assert_eq!(page.matches("<svg ").count(), 1);
    let (svg, findings) = parts(&page);
    assert!(svg.starts_with("role=\"img\" aria-labelledby=\"picture-1 words-1\""), "{svg}");
    for said in
        ["VPN clients", "10.0.8.0/24", "vnet-hub", "gateway in 10.0.255.0/27", "10.3.0.0/16"]
    {
        assert!(svg.contains(&format!(">{said}</text>")), "{said}: {svg}");
    }
    assert_eq!(svg.matches("<g class=\"spoke\">").count(), 3);
    assert_eq!(svg.matches("<path class=\"broken\"").count(), 1, "{svg}");
    assert!(findings.contains("VPN clients: client pool 10.0.8.0/24 overlaps"), "{findings}");
    assert!(findings.contains("href=\"#about-peering-not-connected\""), "{findings}");
    // The pool overlaps the network: the number stands on both.
    let number = svg.matches(">1</text>").count();
    assert!(number >= 2 || svg.matches(">2</text>").count() >= 2, "{svg}");
}

#[test]
fn names_of_strangers_stay_names() {
    let page = page("10.0.8.0/24", 2);
    let (svg, findings) = parts(&page);
    assert!(svg.contains("spoke-0-&lt;b&gt;&amp;&quot;&#x27;"), "{svg}");
    assert!(!svg.contains("<b>") && !findings.contains("<b>"));
}

#[test]
fn where_the_network_is_right_there_is_no_picture() {
    assert!(!page("172.16.201.0/24", 0).contains("<svg "));
}

/// Two hubs of one Virtual WAN, each with a gateway; the first one's clients and a connected network share addresses.
fn virtual_wan() -> String {
    let id = |kind: &str, name: &str| {
        let group = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-wan";
        format!("{group}/providers/Microsoft.Network/{kind}/{name}")
    };
    let resource = |kind: &str, name: &str, properties: serde_json::Value| {
        serde_json::json!({
            "type": format!("Microsoft.Network/{kind}"), "name": name, "id": id(kind, name),
            "location": "westeurope", "properties": properties })
    };
    let hub = |name: &str, prefix: &str| {
        let wan = serde_json::json!({ "id": id("virtualWans", "wan-one") });
        let properties =
            serde_json::json!({ "addressPrefix": prefix, "sku": "Standard", "virtualWan": wan });
        resource("virtualHubs", name, properties)
    };
    let table =
        |name: &str| serde_json::json!({ "id": id("virtualHubs/hub-west/hubRouteTables", name) });
    let gateway = |name: &str, hub: &str, pool: &str| {
        resource(
            "p2svpnGateways",
            name,
            serde_json::json!({
                "virtualHub": { "id": id("virtualHubs", hub) }, "vpnGatewayScaleUnit": 1,
                "vpnServerConfiguration": { "id": id("vpnServerConfigurations", "users") },
                "p2SConnectionConfigurations": [{ "name": "all", "properties": {
                    "vpnClientAddressPool": { "addressPrefixes": [pool] },
                    "routingConfiguration": {
                        "associatedRouteTable": table("defaultRouteTable"),
                        "propagatedRouteTables": { "ids": [table("isolated")], "labels": ["default"] } } } }] }),
        )
    };
    let connection = |name: &str, network: &str, state: &str| {
        let mut connection = resource(
            "virtualHubs/hubVirtualNetworkConnections",
            &format!("hub-west/{name}"),
            serde_json::json!({
                "provisioningState": state,
                "remoteVirtualNetwork": { "id": id("virtualNetworks", network) },
                "routingConfiguration": { "vnetRoutes": { "staticRoutes": [
                    { "name": "to", "addressPrefixes": ["10.99.0.0/16"], "nextHopIpAddress": "10.1.0.4" }] } } }),
        );
        connection["id"] = id("virtualHubs/hub-west/hubVirtualNetworkConnections", name).into();
        connection
    };
    let network = |name: &str, prefix: &str| {
        let space = serde_json::json!({ "addressSpace": { "addressPrefixes": [prefix] } });
        resource("virtualNetworks", name, space)
    };
    let all = [
        resource("virtualWans", "wan-one", serde_json::json!({ "type": "Standard" })),
        hub("hub-west", "10.200.0.0/23"),
        hub("hub-east", "10.201.0.0/23"),
        resource(
            "vpnServerConfigurations",
            "users",
            serde_json::json!({ "vpnProtocols": ["OpenVPN"], "vpnAuthenticationTypes": ["AAD"] }),
        ),
        gateway("p2s-west", "hub-west", "10.1.8.0/24"),
        gateway("p2s-east", "hub-east", "172.20.0.0/24"),
        connection("to-apps", "vnet-apps", "Succeeded"),
        connection("to-data", "vnet-data", "Failed"),
        network("vnet-apps", "10.1.0.0/16"),
    ];
    serde_json::to_string_pretty(&all).expect("JSON")
}

#[test]
fn a_hub_of_virtual_wan_is_drawn_with_all_that_shares_its_addresses() {
    let place = Workplace::new().file("wan.json", &virtual_wan());
    let page = place.run(&["check", "wan.json", "--format", "html"]).out.replace("&#x2f;", "/");
    let west = page.find(" p2s-west").expect("its picture");
    let (svg, findings) = parts(&page[west..]);
    for said in [
        "VPN clients",
        "10.1.8.0/24",
        "users",
        "OpenVPN",
        "signs in by AAD",
        "hub-west",
        "10.200.0.0/23",
        "in wan-one",
        "Routes of clients",
        "by defaultRouteTable",
        "known to isolated",
        "known to label default",
        "vnet-apps",
        "10.99.0.0/16 \u{2192} 10.1.0.4",
        "vnet-data",
        "the connection has failed",
        "hub-east",
        "clients: 172.20.0.0/24",
    ] {
        assert!(svg.contains(&format!(">{said}</text>")), "{said}: {svg}");
    }
    assert!(
        svg.contains("virtual hub of the gateway hub-west: 10.200.0.0/23, in wan-one."),
        "{svg}"
    );
    assert_eq!(svg.matches("<path class=\"broken\"").count(), 1, "{svg}");
    assert!(findings.contains("VPN clients: "), "{findings}");
    assert!(findings.contains("overlaps"), "{findings}");
}
