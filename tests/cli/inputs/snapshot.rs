//! Snapshots of deployments: what `expand` writes in the place of `bicep snapshot`, and `check` reads.

use serde_json::Value;

use crate::workplace::Workplace;

const TEMPLATE: &str = r#"{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "parameters": { "pool": { "type": "string", "defaultValue": "172.16.201.7/24" } },
  "resources": [{
    "type": "Microsoft.Network/virtualNetworkGateways", "apiVersion": "2024-05-01", "name": "gw", "location": "westeurope",
    "comments": "a hub", "dependsOn": [],
    "properties": {
      "gatewayType": "Vpn", "vpnType": "RouteBased",
      "sku": { "name": "VpnGw1AZ", "tier": "VpnGw1AZ" },
      "vpnClientConfiguration": {
        "vpnClientAddressPool": { "addressPrefixes": ["[parameters('pool')]"] },
        "vpnClientProtocols": ["[reference('elsewhere', '2024-05-01').protocol]"]
      }
    }
  }],
  "outputs": { "name": { "type": "string", "value": "gw" } }
}"#;

#[test]
fn a_snapshot_is_written_and_read() {
    let place = Workplace::new().file("main.json", TEMPLATE);
    let written = place.run(&["expand", "main.json", "--format", "snapshot"]);
    let snapshot: Value = serde_json::from_str(&written.out).expect("it is JSON");
    let resource = &snapshot["predictedResources"][0];
    let names: Vec<&String> = resource.as_object().expect("a resource").keys().collect();
    assert_eq!(names, ["id", "type", "name", "apiVersion", "location", "properties"]);
    assert_eq!(snapshot["outputs"]["name"], "gw");
    assert_eq!(snapshot["diagnostics"], serde_json::json!([]));
    assert_eq!(
        resource["properties"]["vpnClientConfiguration"]["vpnClientProtocols"][0],
        "[reference('elsewhere', '2024-05-01').protocol]"
    );
    place.put("snapshot.json", &written.out);
    let checked = place.run(&["check", "snapshot.json", "--only", "pool-bad-cidr,protocols-unset"]);
    checked.says("pool-bad-cidr").says("checked 1 gateway").is_silent_on("malformed-resource");
}

#[test]
fn what_is_wrong_stands_among_the_diagnostics() {
    let place = Workplace::new().file("main.json", &TEMPLATE.replace("'pool')", "'pond')"));
    let written = place.run(&["expand", "main.json", "--format", "snapshot"]);
    let snapshot: Value = serde_json::from_str(&written.out).expect("it is JSON");
    let said = snapshot["diagnostics"][0].as_str().expect("there is one");
    assert!(
        said.starts_with("main.json(12,") && said.contains("there is no parameter 'pond'"),
        "{said}"
    );
}

/// A template that deploys an address and reads of it what only Azure knows, once in a nested deployment that sees its names.
const READING: &str = r#"{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    { "type": "Microsoft.Network/publicIPAddresses", "apiVersion": "2024-05-01", "name": "ip", "location": "westeurope",
      "sku": { "name": "Standard" }, "properties": { "publicIPAllocationMethod": "Static" } },
    { "type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "inner", "dependsOn": ["ip"],
      "properties": { "mode": "Incremental", "template": {
        "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "contentVersion": "1.0.0.0",
        "resources": [
          { "type": "Microsoft.Network/localNetworkGateways", "apiVersion": "2024-05-01", "name": "site", "location": "westeurope",
            "properties": { "gatewayIpAddress": "[reference('ip').ipAddress]" } } ] } } }
  ],
  "outputs": { "address": { "type": "string", "value": "[coalesce(tryGet(reference('ip'), 'ipAddress'), '')]" } }
}"#;

#[test]
fn what_azure_does_not_show_yet_is_said_with_its_reason() {
    let place = Workplace::new().file("main.json", READING);
    let snapshot = place.run(&["expand", "main.json", "--format", "snapshot"]);
    let snapshot: Value = serde_json::from_str(&snapshot.out).expect("it is JSON");
    let resources = snapshot["predictedResources"].as_array().expect("a list");
    assert_eq!(resources.len(), 1);
    assert_eq!(snapshot["outputs"]["address"], "");
    assert_eq!(
        snapshot["diagnostics"][0],
        "main.json(7,5) : Warning : the resources of deployment 'inner' are not shown: reference() is known only to the deployment"
    );
    let text = place.run(&["expand", "main.json"]);
    text.says("inner").says("reference() is known only to the deployment");
}

#[test]
fn check_looks_at_what_is_deployed_later_all_the_same() {
    let place = Workplace::new()
        .file("main.json", &READING.replace("localNetworkGateways", "virtualNetworkGateways"));
    place.run(&["check", "main.json"]).says("checked 1 gateway");
}
