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
