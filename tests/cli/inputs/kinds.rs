//! Documents are told apart by what is in them, and belong together by the habits of those who write them.

use crate::workplace::{GATEWAY, Workplace};

const TEMPLATE: &str = r#"{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
  "parameters": { "pool": { "type": "string" } },
  "resources": [{ "type": "Microsoft.Network/virtualNetworkGateways", "apiVersion": "2024-05-01", "name": "vgw", "location": "westeurope",
    "properties": { "gatewayType": "Vpn", "vpnType": "RouteBased", "sku": { "name": "VpnGw1AZ", "tier": "VpnGw1AZ" },
      "vpnClientConfiguration": { "vpnClientProtocols": ["OpenVPN"], "vpnClientAddressPool": { "addressPrefixes": ["[parameters('pool')]"] } } } }]
}"#;

const PARAMETERS: &str = r#"{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#", "contentVersion": "1.0.0.0",
  "parameters": { "pool": { "value": "172.16.9.7/24" } }
}"#;

const POOL: [&str; 4] = ["--only", "pool-bad-cidr", "--format", "concise"];

fn check<'a>(inputs: &[&'a str]) -> Vec<&'a str> {
    [&["check"], inputs, &POOL[..]].concat()
}

#[test]
fn parameters_files_are_found_under_the_names_that_people_give_them() {
    for (template, parameters) in [
        ("template.json", "parameters.json"),
        ("vpn.json", "vpn.parameters.json"),
        ("vpn.json", "vpn.params.json"),
        ("vpn.json", "vpn-parameters.json"),
        // Of this name, but the only template of the folder that it fits.
        ("vpn.json", "values-of-production-param.json"),
    ] {
        let place = Workplace::new();
        place.put(&format!("x/{template}"), TEMPLATE);
        place.put(&format!("x/{parameters}"), PARAMETERS);
        place.run(&check(&["x"])).is(1).says(&format!("x/{parameters}:3:"));
    }
}

#[test]
fn a_parameters_file_with_the_schema_of_a_template_is_one() {
    let wrong = PARAMETERS.replace("deploymentParameters.json", "deploymentTemplate.json");
    let place = Workplace::new().file("vpn.json", TEMPLATE).file("vpn.parameters.json", &wrong);
    place.run(&check(&["."])).is(1).says("vpn.parameters.json:3:");
}

#[test]
fn several_documents_on_standard_input_are_read() {
    let place = Workplace::new();
    let two =
        format!("{GATEWAY}\n{}", GATEWAY.replace("\"gw\"", "\"gw2\"").replace(".7/24", ".9/24"));
    let ended = place.pipe(&check(&["-"]), two.as_bytes());
    ended.is(1).says("172.16.201.7/24").says("172.16.201.9/24").says("checked 2 gateways");
    let pair = format!("{TEMPLATE}\n{PARAMETERS}\n");
    place.pipe(&check(&["-"]), pair.as_bytes()).is(1).says("<stdin>:10:").says("172.16.9.7/24");
    let broken = format!("{GATEWAY}\n}}");
    place.pipe(&["check", "-"], broken.as_bytes()).is(3).says("more text after the end");
}

#[test]
fn what_commands_print_around_their_json_is_passed_over() {
    let place = Workplace::new();
    let warned = format!(
        "WARNING: The behavior of this command has been altered by the following extension: x\n{GATEWAY}\nYou have 2 updates available.\n"
    );
    place.pipe(&check(&["-"]), warned.as_bytes()).is(1).says("<stdin>:7:");
    let after = format!("{GATEWAY}\nWARNING: 1 update is available\n");
    place.pipe(&check(&["-"]), after.as_bytes()).is(1).says("<stdin>:6:");
}

#[test]
fn bodies_of_requests_are_resources() {
    let body = r#"{"location": "westeurope", "tags": {}, "properties": {"gatewayType": "Vpn", "vpnClientConfiguration": {"vpnClientAddressPool": {"addressPrefixes": ["172.16.9.7/24"]}, "vpnClientProtocols": ["OpenVPN"]}}}"#;
    let place = Workplace::new().file("body.json", body);
    place.run(&check(&["body.json"])).is(1).says("172.16.9.7/24");
    let log = format!(
        "DEBUG: cli.knack.cli: Command arguments: ['network', 'vnet-gateway', 'create']\n\
         DEBUG: cli.azure.cli.core.sdk.policies: Request body:\n\
         DEBUG: cli.azure.cli.core.sdk.policies: {body}\n\
         DEBUG: urllib3.connectionpool: https://management.azure.com:443 \"PUT /x HTTP/1.1\" 201 1\n"
    );
    place.pipe(&check(&["-"]), log.as_bytes()).is(1).says("<stdin>:3:").says("checked 1 gateway");
}

#[test]
fn what_looks_like_a_resource_of_another_kind_is_none() {
    let routes = r#"{"value": [{"addressPrefix": ["10.4.0.0/16"], "nextHopIpAddress": [], "nextHopType": "VnetLocal", "source": "Default", "state": "Active", "name": null}]}"#;
    let of_powershell = r#"[{"Name": null, "State": "Active", "Source": "Default", "AddressPrefix": ["10.0.0.0/16"], "NextHopType": "VnetLocal", "NextHopIpAddress": [], "DisableBgpRoutePropagation": false}]"#;
    let next_hop = r#"{"nextHopIpAddress": "10.0.1.4", "nextHopType": "VirtualAppliance", "routeTableId": "x"}"#;
    let place = Workplace::new();
    for (text, why) in [
        (routes, "effective routes"),
        (of_powershell, "effective routes"),
        (next_hop, "not an ARM template"),
    ] {
        place.pipe(&["check", "-"], text.as_bytes()).is(3).says(why);
    }
    // A site has an address space as a network has.
    let site = r#"{"type": "Microsoft.Network/vpnSites", "name": "s", "addressSpace": {"addressPrefixes": ["10.0.0.0/8"]}}"#;
    place.pipe(&["check", "-"], site.as_bytes()).is(3);
}

#[test]
fn profiles_of_clients_are_no_certificates() {
    let certificate =
        "-----BEGIN CERTIFICATE-----\nMIIC8jCCAdqgAwIBAgIIJ2A4\n-----END CERTIFICATE-----\n";
    let profile = format!(
        "client\nremote azuregateway-x.vpn.azure.com 443\ndev tun\n<ca>\n{certificate}</ca>\n"
    );
    let place = Workplace::new().file("vpnconfig.ovpn", &profile);
    place.put(
        "azurevpnconfig.xml",
        "<?xml version=\"1.0\"?>\n<AzVpnProfile xmlns=\"x\"><version>1</version></AzVpnProfile>\n",
    );
    place.run(&["check", "vpnconfig.ovpn"]).is(0).says("in 1 file").is_silent_on("root-cert");
    place.run(&["check", "azurevpnconfig.xml"]).is(0).says("in 1 file");
    place.run(&["cert", "vpnconfig.ovpn"]).is(3);
}

#[test]
fn texts_of_other_formats_are_named_with_the_command_that_gives_json() {
    let place = Workplace::new();
    for (text, what, remedy) in [
        ("Name    Location\n------  ----------\nvgw     westeurope\n", "it is a table", "-o json"),
        ("activeActive: false\nbgpSettings:\n  asn: 65515\n", "it is YAML", "-o json"),
        ("vgw\twesteurope\tSucceeded\n", "tab-separated values", "-o json"),
    ] {
        place.pipe(&["check", "-"], text.as_bytes()).is(3).says(what).says(remedy);
    }
}
