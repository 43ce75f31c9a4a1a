//! When nothing was checked, or not all: it is said, and the exit code tells.

use crate::workplace::{GATEWAY, Workplace};

const LINKING: &str = r#"{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [{
    "type": "Microsoft.Resources/deployments", "apiVersion": "2021-04-01", "name": "vpn",
    "properties": { "mode": "Incremental", "templateLink": { "uri": "https://files.example.net/nested/vpngateway.json" } }
  }]
}
"#;

const NETWORK: &str = r#"{
  "type": "Microsoft.Network/virtualNetworks", "name": "hub",
  "properties": { "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] }, "dhcpOptions": { "dnsServers": ["10.0.0.4", "10.0.0.5"] } }
}
"#;

#[test]
fn a_template_that_only_links_to_what_was_not_read_was_not_checked() {
    let place = Workplace::new().file("infra/main.json", LINKING).file("hub.json", NETWORK);
    for input in ["infra", "infra/main.json"] {
        let ended = place.run(&["check", input]);
        ended
            .is(3)
            .says("nested/vpngateway.json")
            .complains("nothing was checked: the linked template");
    }
    place.pipe(&["check", "-"], LINKING.as_bytes()).is(3).complains("nested/vpngateway.json");
    // With something else to check, it is counted and makes a strict run fail.
    let both = place.run(&["check", "infra", "hub.json"]);
    both.is(0).says("not evaluated: 1 check, because the linked template");
    place.run(&["check", "infra", "hub.json", "--fail-on-unevaluated"]).is(1);
    let json = place.run(&["check", "infra/main.json", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    assert!(json["nothing_checked"].as_str().is_some_and(|why| why.contains("vpngateway.json")));
    assert_eq!(json["not_evaluated"][0]["lint"], "template-linked-missing");
}

#[test]
fn a_parameters_file_alone_was_not_checked() {
    let parameters = r#"{ "parameters": { "pool": { "value": "172.16.9.0/24" } } }"#;
    let place = Workplace::new().file("vpn.parameters.json", parameters).file("hub.json", NETWORK);
    let alone = place.run(&["check", "vpn.parameters.json"]);
    alone.is(3).complains("vpn.parameters.json: it is a parameters file, and its template");
    place.pipe(&["check", "-"], parameters.as_bytes()).is(3).complains("a parameters file");
    let beside = ["check", "vpn.parameters.json", "hub.json"];
    place.run(&beside).is(0).says("passed over: vpn.parameters.json: it is a parameters file");
    place.run(&[&beside[..], &["--fail-on-unevaluated"]].concat()).is(1);
}

#[test]
fn a_template_without_anything_of_a_network_was_not_checked() {
    let empty = r#"{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0", "resources": [] }"#;
    let place = Workplace::new().file("empty.json", empty).file("nothing.json", "[]");
    place
        .run(&["check", "empty.json"])
        .is(3)
        .complains("deploys or contains no gateway and no network");
    place.run(&["check", "nothing.json"]).is(3).says("the command found no resource");
    place.run(&["check", "."]).is(3).complains("nothing was checked");
}

#[test]
fn an_empty_standard_input_is_said_to_be_empty() {
    let place = Workplace::new();
    for input in ["", "\n \n"] {
        let ended = place.pipe(&["check", "-"], input.as_bytes());
        ended.is(3).says("standard input is empty").says("az network vnet-gateway show");
    }
}

#[test]
fn findings_of_templates_without_gateways_are_left_out_of_folders() {
    let of_disks = r#"{
      "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
      "resources": [
        { "type": "Microsoft.Network/virtualNetworks", "apiVersion": "2023-11-01", "name": "[parameters('nowhere')]", "properties": {} },
        { "type": "Microsoft.Compute/disks", "apiVersion": "2023-04-02", "name": "[variables('nowhere')]" }
      ]
    }"#;
    let place = Workplace::new().file("all/disks.json", of_disks).file("all/gateway.json", GATEWAY);
    place.run(&["check", "all"]).is(1).is_silent_on("template-");
    place.run(&["check", "all/disks.json"]).is(1).says("template-unknown-variable");
    place.put(
        "all/disks.json",
        of_disks.replace(
            "\"properties\": {}",
            "\"properties\": { \"subnets\": [{ \"name\": \"GatewaySubnet\" }] }",
        ),
    );
    place.run(&["check", "all"]).is(1).says("template-unknown-variable");
}
