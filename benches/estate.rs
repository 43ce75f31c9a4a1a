//! What checking the export of many subscriptions costs: `cargo bench --bench estate`.
//!
//! Each gateway has a network, a route table, a public IP address, a connection to an office and a peered spoke of its
//! own, each connection a key of its own. Twice the gateways have to take twice the time.

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use gatelint::report::{TextOptions, json, text};
use gatelint::run::{Request, check};
use gatelint::source::Given;
use serde_json::{Value, json};

/// Gateways of one export.
const GATEWAYS: [usize; 2] = [500, 1_000];

fn main() {
    divan::main();
}

#[divan::bench(args = GATEWAYS)]
fn check_an_export(bencher: Bencher<'_, '_>, gateways: usize) {
    let export = serde_json::to_vec_pretty(&estate(gateways)).expect("values are JSON");
    let request = request(&export);
    bencher
        .counter(ItemsCount::new(gateways))
        .counter(BytesCount::of_slice(&export))
        .bench_local(|| black_box(check(&request)).checked);
}

#[divan::bench(args = GATEWAYS)]
fn check_an_export_on_one_line(bencher: Bencher<'_, '_>, gateways: usize) {
    let export = estate(gateways).to_string();
    let request = request(export.as_bytes());
    bencher
        .counter(ItemsCount::new(gateways))
        .counter(BytesCount::of_str(&export))
        .bench_local(|| black_box(check(&request)).checked);
}

#[divan::bench(args = GATEWAYS)]
fn report_as_text_and_json(bencher: Bencher<'_, '_>, gateways: usize) {
    let report = check(&request(estate(gateways).to_string().as_bytes()));
    let options = TextOptions::default();
    bencher
        .counter(ItemsCount::new(report.findings.len()))
        .bench_local(|| black_box((text(&report, options).len(), json(&report).len())));
}

fn request(export: &[u8]) -> Request {
    let given = Given::Bytes { name: "export.json".to_owned(), bytes: export.to_vec() };
    Request::new(vec![given], "2026-11-24".parse().expect("a date"))
}

/// The resources of so many gateways, spread over a tenth as many subscriptions.
fn estate(gateways: usize) -> Value {
    (0..gateways).flat_map(|number| around(number, number % gateways.div_ceil(10))).collect()
}

/// A gateway and what it depends on.
fn around(number: usize, subscription: usize) -> Vec<Value> {
    let group = format!(
        "/subscriptions/{subscription:08x}-0000-0000-0000-000000000000/resourceGroups/rg-{number}/providers/Microsoft.Network"
    );
    let id = |kind: &str, name: &str| format!("{group}/{kind}/{name}-{number}");
    let of = |kind: &str, name: &str, properties: Value| {
        json!({ "name": format!("{name}-{number}"), "id": id(kind, name), "type": format!("Microsoft.Network/{kind}"),
            "location": "westeurope", "properties": properties })
    };
    let (hub, spoke) = (id("virtualNetworks", "hub"), id("virtualNetworks", "spoke"));
    let (high, low) = (number / 256 % 256, number % 256);
    vec![
        of("virtualNetworkGateways", "gateway", gateway(&hub, &id("publicIPAddresses", "ip"), low)),
        of(
            "virtualNetworks",
            "hub",
            json!({
            "addressSpace": { "addressPrefixes": [format!("10.{high}.{low}.0/24")] },
            "subnets": [{ "name": "GatewaySubnet", "properties": {
                "addressPrefix": format!("10.{high}.{low}.224/27"), "routeTable": { "id": id("routeTables", "routes") } } }],
            "virtualNetworkPeerings": [peering(&spoke, true)] }),
        ),
        of(
            "virtualNetworks",
            "spoke",
            json!({
            "addressSpace": { "addressPrefixes": [format!("11.{high}.{low}.0/24")] },
            "subnets": [{ "name": "work", "properties": { "addressPrefix": format!("11.{high}.{low}.0/26") } }],
            "virtualNetworkPeerings": [peering(&hub, false)] }),
        ),
        of(
            "routeTables",
            "routes",
            json!({ "disableBgpRoutePropagation": true, "routes": [{ "name": "spoke", "properties": {
            "addressPrefix": format!("11.{high}.{low}.0/24"), "nextHopType": "VirtualAppliance",
            "nextHopIpAddress": format!("10.{high}.{low}.5") } }] }),
        ),
        of("publicIPAddresses", "ip", json!({ "publicIPAllocationMethod": "Dynamic" })),
        of(
            "connections",
            "office",
            json!({
            "virtualNetworkGateway1": { "id": id("virtualNetworkGateways", "gateway") },
            "localNetworkGateway2": { "id": id("localNetworkGateways", "office") },
            "connectionType": "IPsec", "sharedKey": format!("made up for bench {number}") }),
        ),
        of(
            "localNetworkGateways",
            "office",
            json!({ "gatewayIpAddress": format!("203.0.{high}.{low}"),
            "localNetworkAddressSpace": { "addressPrefixes": [format!("192.168.{low}.0/24")] } }),
        ),
    ]
}

fn gateway(network: &str, address: &str, pool: usize) -> Value {
    json!({
        "sku": { "name": "VpnGw1", "tier": "VpnGw1" }, "gatewayType": "Vpn", "vpnType": "RouteBased",
        "ipConfigurations": [{ "name": "default", "properties": {
            "subnet": { "id": format!("{network}/subnets/GatewaySubnet") }, "publicIPAddress": { "id": address } } }],
        "vpnClientConfiguration": {
            "vpnClientAddressPool": { "addressPrefixes": [format!("172.16.{pool}.0/24")] },
            "vpnClientProtocols": ["OpenVPN"], "vpnAuthenticationTypes": ["Certificate"],
            "vpnClientRootCertificates": [{ "name": "root", "properties": { "publicCertData": "MIIC" } }] } })
}

fn peering(remote: &str, transit: bool) -> Value {
    json!({ "name": "peering", "properties": { "peeringState": "Connected", "allowGatewayTransit": transit,
        "useRemoteGateways": !transit, "remoteVirtualNetwork": { "id": remote } } })
}
