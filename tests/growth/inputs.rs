//! Inputs of any size, one for each way in which a repository or an export can be large, and what is done with them.

use std::path::Path;

use gatelint::fix::{fix, patch};
use gatelint::report::{TextOptions, json, text};
use gatelint::run::{Request, check};
use gatelint::source::Given;
use serde_json::{Value, json};

/// What is to be done, once its input is made.
pub(crate) type Work = Box<dyn Fn() -> usize>;

/// A way of being large.
pub(crate) struct Growing {
    /// What there are more and more of.
    pub(crate) name: &'static str,
    /// How many there are in the smaller input.
    pub(crate) size: usize,
    /// Makes an input of so many.
    pub(crate) prepare: fn(usize) -> Work,
}

/// All of them.
pub(crate) const ALL: [Growing; 13] = [
    Growing { name: "gateways that share an address", size: 400, prepare: shared_address },
    Growing { name: "fixes in one file", size: 250, prepare: fixes },
    Growing { name: "peerings of one network", size: 1_200, prepare: peerings },
    Growing { name: "networks that overlap one another", size: 400, prepare: overlapping },
    Growing { name: "BEGIN lines without an end", size: 10_000, prepare: begin_lines },
    Growing { name: "secrets and excerpts on one line", size: 300, prepare: masked_excerpts },
    Growing { name: "findings and the length of a name", size: 120, prepare: long_names },
    Growing { name: "suppressions", size: 1_000, prepare: suppressions },
    Growing { name: "parameters files of one template", size: 80, prepare: parameters_files },
    Growing { name: "gateways with a network and a route table", size: 100, prepare: gateways },
    Growing { name: "files with a gateway and files without", size: 60, prepare: files },
    Growing { name: "revoked certificates of a gateway", size: 150, prepare: revoked },
    Growing { name: "nested deployments", size: 40, prepare: nested },
];

/// A check of this text, and its report as text and as JSON.
fn checking(name: &str, text: String) -> Work {
    let request = request(vec![Given::Bytes { name: name.to_owned(), bytes: text.into_bytes() }]);
    Box::new(move || reported(&request))
}

fn request(inputs: Vec<Given>) -> Request {
    Request::new(inputs, "2026-11-24".parse().expect("a date"))
}

fn reported(request: &Request) -> usize {
    let report = check(request);
    text(&report, TextOptions::default()).len() + json(&report).len()
}

fn id(kind: &str, name: &str) -> String {
    format!("/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/{kind}/{name}")
}

fn exported(kind: &str, name: &str, properties: &Value) -> Value {
    json!({ "id": id(kind, name), "type": format!("Microsoft.Network/{kind}"), "name": name,
        "location": "westeurope", "properties": properties })
}

/// A gateway whose pool has host bits set: one finding, with a safe fix.
///
/// No two are alike: equal findings are shown once.
fn gateway(name: &str, number: usize) -> Value {
    let pool = format!("172.{}.{}.7/24", number / 256 + 16, number % 256);
    let pool = json!({ "vpnClientAddressPool": { "addressPrefixes": [pool] } });
    exported("virtualNetworkGateways", name, &json!({ "vpnClientConfiguration": pool }))
}

fn template(resources: &[Value]) -> Value {
    json!({
        "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "contentVersion": "1.0.0.0",
        "parameters": { "pool": { "type": "string", "defaultValue": "172.16.201.7/24" } },
        "resources": resources,
    })
}

fn shared_address(size: usize) -> Work {
    let sharing = |number: usize| {
        exported(
            "virtualNetworkGateways",
            &format!("gateway-{number}"),
            &json!({ "ipConfigurations": [{ "name": "default", "properties": {
                "publicIPAddress": { "id": id("publicIPAddresses", "one") } } }] }),
        )
    };
    checking("export.json", (0..size).map(sharing).collect::<Value>().to_string())
}

/// Fixes in a file on several lines, made and shown as a difference.
fn fixes(size: usize) -> Work {
    let gateways: Value =
        (0..size).map(|number| gateway(&format!("gateway-{number}"), number)).collect();
    let bytes = serde_json::to_vec_pretty(&gateways).expect("values are JSON");
    let request = request(vec![Given::Bytes { name: "export.json".to_owned(), bytes }]);
    Box::new(move || {
        let fixed = fix(&request, false, &|_| {});
        assert!(fixed.report.fixed > 0, "there is something to fix");
        patch(&fixed).len()
    })
}

fn peering(number: usize, prefix: &str) -> Value {
    json!({ "name": format!("to-{number}"), "properties": {
        "remoteVirtualNetwork": { "id": id("virtualNetworks", &format!("spoke-{number}")) },
        "remoteAddressSpace": { "addressPrefixes": [prefix] } } })
}

fn hub(peerings: &Value) -> String {
    let hub = json!({ "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] },
        "virtualNetworkPeerings": peerings });
    json!([exported("virtualNetworks", "hub", &hub)]).to_string()
}

fn peerings(size: usize) -> Work {
    let apart = |n: usize| peering(n, &format!("10.{}.{}.0/24", n / 200 + 1, n % 200));
    checking("export.json", hub(&(0..size).map(apart).collect()))
}

fn overlapping(size: usize) -> Work {
    let same = |number| peering(number, "10.7.0.0/16");
    checking("export.json", hub(&(0..size).map(same).collect()))
}

fn begin_lines(size: usize) -> Work {
    let begins = "-----BEGIN CERTIFICATE-----\n".repeat(size);
    checking("chain.pem", begins + "-----END CERTIFICATE-----\nPRIVATE KEY\n")
}

/// Gateways with a finding, and connections with keys between them, all on one line.
fn masked_excerpts(size: usize) -> Work {
    let connection = |number: usize| {
        exported(
            "connections",
            &format!("office-{number}"),
            &json!({ "connectionType": "IPsec", "sharedKey": format!("made-up-{number}-key") }),
        )
    };
    let pair = |number| [gateway(&format!("gateway-{number}"), number), connection(number)];
    checking("export.json", (0..size).flat_map(pair).collect::<Value>().to_string())
}

/// A gateway with more and more faults, whose name grows with them: it is written once and named by each.
fn long_names(size: usize) -> Work {
    let mut gateway = gateway(&"n".repeat(size * 20), 0);
    let pools: Value =
        (0..size).map(|number| Value::from(format!("172.{number}.201.7/24"))).collect();
    gateway["properties"]["vpnClientConfiguration"]["vpnClientAddressPool"]["addressPrefixes"] =
        pools;
    checking("export.json", json!([gateway]).to_string())
}

/// Findings, each with a comment that allows it.
fn suppressions(size: usize) -> Work {
    let allowed = |number: usize| {
        let gateway = gateway(&format!("gateway-{number}"), number).to_string();
        let comment = "\n// gatelint: allow(pool-bad-cidr) it is made up\n";
        gateway.replace(r#"["172."#, &format!("[{comment}\"172."))
    };
    let gateways: Vec<String> = (0..size).map(allowed).collect();
    checking("export.json", format!("[{}]", gateways.join(",")))
}

fn parameters_files(size: usize) -> Work {
    let folder = tempfile::tempdir().expect("a folder");
    let gateways: Vec<Value> = (0..3)
        .map(|number| {
            let mut gateway = gateway(&format!("gateway-{number}"), number);
            gateway["properties"]["vpnClientConfiguration"]["vpnClientAddressPool"]["addressPrefixes"] =
                json!(["[parameters('pool')]"]);
            gateway
        })
        .collect();
    write(folder.path(), "hub.json", &template(&gateways));
    for number in 0..size {
        let given = json!({
            "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#",
            "contentVersion": "1.0.0.0",
            "parameters": { "pool": { "value": format!("172.{}.{}.7/24", number / 250 + 16, number % 250) } },
        });
        write(folder.path(), &format!("hub.parameters.{number}.json"), &given);
    }
    let request = request(vec![Given::Path(folder.path().to_owned())]);
    // The folder stays until the work is dropped.
    Box::new(move || reported(&request) + folder.path().as_os_str().len())
}

/// Gateways, each with what it hangs on.
fn gateways(size: usize) -> Work {
    let around = |number: usize| {
        let named = |kind: &str| format!("{kind}-{number}");
        let mut gateway = gateway(&named("gateway"), number);
        let subnet = format!("{}/subnets/GatewaySubnet", id("virtualNetworks", &named("network")));
        gateway["properties"]["ipConfigurations"] =
            json!([{ "name": "default", "properties": { "subnet": { "id": subnet } } }]);
        let subnet = json!({ "name": "GatewaySubnet", "id": subnet, "properties": {
            "addressPrefix": "10.0.0.0/27",
            "routeTable": { "id": id("routeTables", &named("routes")) } } });
        let network =
            json!({ "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] }, "subnets": [subnet] });
        let route = json!({ "name": "default", "properties": {
            "addressPrefix": "0.0.0.0/0", "nextHopType": "Internet" } });
        let routes = json!({ "disableBgpRoutePropagation": true, "routes": [route] });
        [
            gateway,
            exported("virtualNetworks", &named("network"), &network),
            exported("routeTables", &named("routes"), &routes),
        ]
    };
    checking("export.json", (0..size).flat_map(around).collect::<Value>().to_string())
}

/// A folder with as many templates with a gateway as without, in folders of their own.
fn files(size: usize) -> Work {
    let folder = tempfile::tempdir().expect("a folder");
    for number in 0..size {
        for (kind, resource) in [
            ("hub", gateway(&format!("gateway-{number}"), number)),
            ("web", exported("virtualNetworks", "network", &json!({}))),
        ] {
            let own = folder.path().join(format!("{kind}-{number}"));
            std::fs::create_dir(&own).expect("a folder");
            write(&own, "main.json", &template(&[resource]));
        }
    }
    let request = request(vec![Given::Path(folder.path().to_owned())]);
    Box::new(move || reported(&request) + folder.path().as_os_str().len())
}

/// Revoked thumbprints, of which each is too short by a digit.
fn revoked(size: usize) -> Work {
    let mut gateway = gateway("gateway", 0);
    gateway["properties"]["vpnClientConfiguration"]["vpnClientRevokedCertificates"] = (0..size)
        .map(|number| {
            json!({ "name": format!("laptop-{number}"),
                "properties": { "thumbprint": format!("{number:039X}") } })
        })
        .collect();
    checking("export.json", json!([gateway]).to_string())
}

/// Deployments in a template, each of which is given what the first one puts out.
fn nested(size: usize) -> Work {
    let deployment = |number: usize| {
        let pool = match number {
            0 => "172.16.201.7/24",
            _ => "[reference('deployment-0').outputs.pool.value]",
        };
        let mut gateway = gateway(&format!("gateway-{number}"), number);
        gateway["properties"]["vpnClientConfiguration"]["vpnClientAddressPool"]["addressPrefixes"] =
            json!(["[parameters('pool')]"]);
        let mut template = template(&[gateway]);
        template["outputs"] =
            json!({ "pool": { "type": "string", "value": "[parameters('pool')]" } });
        json!({ "type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01",
            "name": format!("deployment-{number}"), "properties": { "mode": "Incremental",
                "expressionEvaluationOptions": { "scope": "inner" },
                "parameters": { "pool": { "value": pool } }, "template": template } })
    };
    let deployments: Vec<Value> = (0..size).map(deployment).collect();
    checking("main.json", template(&deployments).to_string())
}

fn write(folder: &Path, name: &str, value: &Value) {
    let text = serde_json::to_string_pretty(value).expect("values are JSON");
    std::fs::write(folder.join(name), text).expect("the file is written");
}
