//! Profile packages as users have them: a zip, a folder, one profile, held against a gateway.

use std::io::{Cursor, Write};

use crate::workplace::Workplace;

const SERVER: &str = "azuregateway-7cee0077-d553-4323-87df-069c331f58cb-053dd0f6af02.vpn.azure.com";

fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a name");
        writer.write_all(text.as_bytes()).expect("memory");
    }
    writer.finish().expect("memory").into_inner()
}

fn settings(server: &str) -> String {
    format!(
        "<VpnProfile>\n  <VpnServer>{server}</VpnServer>\n  <VpnType>IkeV2</VpnType>\n</VpnProfile>\n"
    )
}

fn azure(server: &str, secret: &str) -> String {
    format!(
        "<AzVpnProfile>\n<serverlist><ServerEntry><fqdn>{server}</fqdn></ServerEntry></serverlist>\n\
         <servervalidation><serversecret>{secret}</serversecret></servervalidation>\n</AzVpnProfile>\n"
    )
}

#[test]
fn findings_in_a_zip_name_the_member_and_the_line() {
    let place = Workplace::new();
    let profile = azure("vpn.contoso.example", "topsecretvalue");
    let members =
        [("Generic/VpnSettings.xml", settings(SERVER)), ("AzureVPN/azurevpnconfig.xml", profile)];
    place.put("vpn.zip", zip(&members.each_ref().map(|(name, text)| (*name, text.as_str()))));
    let ended = place.run(&["check", "vpn.zip"]);
    ended.is(1).says("vpn.zip/AzureVPN/azurevpnconfig.xml:2:").says("package-server-name");
    ended.is_silent_on("topsecretvalue");
    for format in ["json", "sarif", "html", "markdown", "junit", "csv"] {
        place.run(&["check", "vpn.zip", "--format", format]).is(1).is_silent_on("topsecretvalue");
    }
}

#[test]
fn hostile_zips_end_in_a_clear_error() {
    let place = Workplace::new();
    let good = settings(SERVER);
    for (members, words) in [
        (vec![("../VpnSettings.xml", good.as_str())], "leads out of the folder"),
        (vec![("inner.zip", "PK")], "is a zip itself"),
        (vec![("readme.txt", "hello")], "no VPN profile in the zip"),
        (
            vec![(
                "azurevpnconfig.xml",
                "<!DOCTYPE a [<!ENTITY b 'c'>]><AzVpnProfile>&b;</AzVpnProfile>",
            )],
            "DOCTYPE",
        ),
    ] {
        place.put("vpn.zip", zip(&members));
        place.run(&["check", "vpn.zip"]).is(3).says(words);
    }
    place.put("vpn.zip", &zip(&[("Generic/VpnSettings.xml", &good)])[..60]);
    place.run(&["check", "vpn.zip"]).is(3).says("the zip can't be read");
    assert_eq!(
        std::fs::read_dir(place.folder()).expect("a folder").count(),
        1,
        "nothing is unpacked"
    );
}

#[test]
fn a_package_is_held_against_a_gateway_and_nothing_else_is_said() {
    let gateway = r#"{
  "type": "Microsoft.Network/virtualNetworkGateways",
  "name": "vgw-hub",
  "properties": {
    "gatewayType": "Vpn",
    "vpnType": "RouteBased",
    "vpnClientConfiguration": {
      "vpnClientAddressPool": { "addressPrefixes": ["172.16.201.7/24"] },
      "vpnClientProtocols": ["OpenVPN"],
      "vpnAuthenticationTypes": ["Certificate"]
    }
  }
}
"#;
    let place = Workplace::new().file("gateway.json", gateway);
    place.put("package/Generic/VpnSettings.xml", settings(SERVER));
    let ended = place.run(&["check", "package", "--against", "gateway.json"]);
    ended.is(1).says("package-protocol-stale").says("download the profile package again");
    ended.is_silent_on("pool-bad-cidr");
    // Both as inputs: everything is said.
    place
        .run(&["check", "package", "gateway.json"])
        .is(1)
        .says("package-protocol-stale")
        .says("pool-bad-cidr");
    // Nothing to hold against it is no clean run.
    place.run(&["check", "gateway.json", "--against", "gateway.json"]).is(3);
}

#[test]
fn a_profile_is_read_from_standard_input() {
    let place = Workplace::new();
    place
        .pipe(&["check", "-"], azure("10.0.0.1", "ab").as_bytes())
        .is(1)
        .says("package-server-name");
}

#[test]
fn a_ticket_says_what_was_seen_why_and_what_to_do_where() {
    let place = Workplace::with_gateway();
    place.put("azurevpnconfig.xml", azure("vpn.contoso.example", "topsecretvalue"));
    place.put("vpn.log", "Connection reset, restarting [0]\n");
    let headings =
        ["## What was seen", "## Cause", "on the client", "on the gateway", "## Sources"];
    let tickets: [&[&str]; 4] = [
        &["check", "azurevpnconfig.xml", "gateway.json", "--ticket"],
        &["explain", "798", "--ticket"],
        &["explain", "--file", "vpn.log", "--ticket"],
        &["cert", "azurevpnconfig.xml", "--ticket"],
    ];
    for arguments in tickets {
        let ended = place.run(arguments);
        for heading in headings {
            ended.says(heading);
        }
        ended.is_silent_on("topsecretvalue");
    }
    // Commands stay commands, and sources can be followed.
    place
        .run(tickets[2])
        .says("with `verb 4` and")
        .says("(https://github.com/OpenVPN/openvpn/issues/289)")
        .says("(https://github.com/OpenVPN/openvpn/blob/HEAD/src/openvpn)");
    let ended = place.run(tickets[0]);
    ended.is(1).says("azurevpnconfig.xml:2:").says("azuregateway-").says("learn.microsoft.com");
    let (client, gateway) = ended.out.split_once("on the gateway").expect("a heading");
    assert!(client.contains("use the name from the downloaded package"), "{client}");
    assert!(!gateway.contains("use the name from the downloaded package"), "{gateway}");
}

/// A gateway with clients that sign in to Entra ID, in a network of its own.
fn gateway(name: &str, network: &str, tenant: &str) -> String {
    let group = "/subscriptions/00000000-0000-0000-0000-0000000000aa/resourceGroups/g/providers/Microsoft.Network";
    format!(
        r#"{{ "id": "{group}/virtualNetworks/{network}", "type": "Microsoft.Network/virtualNetworks", "name": "{network}",
  "properties": {{ "addressSpace": {{ "addressPrefixes": ["10.20.0.0/16"] }},
    "subnets": [{{ "name": "GatewaySubnet", "properties": {{ "addressPrefix": "10.20.255.0/27" }} }}] }} }},
{{ "id": "{group}/virtualNetworkGateways/{name}", "type": "Microsoft.Network/virtualNetworkGateways", "name": "{name}",
  "properties": {{ "gatewayType": "Vpn", "vpnType": "RouteBased",
    "ipConfigurations": [{{ "name": "default", "properties": {{ "subnet": {{ "id": "{group}/virtualNetworks/{network}/subnets/GatewaySubnet" }} }} }}],
    "vpnClientConfiguration": {{ "vpnClientAddressPool": {{ "addressPrefixes": ["172.16.201.0/24"] }},
      "vpnClientProtocols": ["OpenVPN"], "vpnAuthenticationTypes": ["AAD"],
      "aadTenant": "https://login.microsoftonline.com/{tenant}/", "aadAudience": "c632b3df-fb67-4d84-bdcf-b95ad541b5c8",
      "aadIssuer": "https://sts.windows.net/{tenant}/" }} }} }}"#
    )
}

const TENANT: &str = "11111111-2222-4333-8444-555555555555";
const OTHER_TENANT: &str = "66666666-7777-4888-8999-aaaaaaaaaaaa";

/// A profile of the Azure VPN Client for users of a tenant.
fn of_tenant(name: &str, tenant: &str, audience: &str) -> String {
    format!(
        "<AzVpnProfile>\n<name>{name}</name>\n<clientauth><aad><audience>{audience}</audience>\n\
         <tenant>https://login.microsoftonline.com/{tenant}/</tenant>\n<issuer>https://sts.windows.net/{tenant}/</issuer></aad>\n\
         <type>aad</type></clientauth>\n<serverlist><ServerEntry><fqdn>{SERVER}</fqdn></ServerEntry></serverlist>\n</AzVpnProfile>\n"
    )
}

#[test]
fn of_several_gateways_the_one_that_the_package_is_of_is_chosen_and_named() {
    let gateways = format!(
        "[{},\n{}]",
        gateway("vgw-hub", "vnet-hub", TENANT),
        gateway("vgw-lab", "vnet-lab", OTHER_TENANT)
    );
    let place = Workplace::new().file("gateways.json", &gateways);
    let old = "41b23e61-6c1e-4545-b367-cd054e0ed4b4";
    let member = |profile: &str| zip(&[("AzureVPN/azurevpnconfig.xml", profile)]);
    let check =
        |more: &[&str]| place.run(&[&["check", "--against", "gateways.json"], more].concat());

    // A download is named after its gateway.
    place.put("vgw-lab (1).zip", member(&of_tenant("vpn", OTHER_TENANT, old)));
    check(&["vgw-lab (1).zip"])
        .is(1)
        .says("on the gateway 'vgw-lab' it is")
        .says("compared with 'vgw-lab', one of 2 gateways: the package has its name");
    // Azure names profiles after the network.
    place.put("a.zip", member(&of_tenant("vnet-hub", TENANT, old)));
    check(&["a.zip"])
        .is(1)
        .says("on the gateway 'vgw-hub' it is")
        .says("it is in the network 'vnet-hub'");
    // Tenant and audience tell it, too.
    let audience = "c632b3df-fb67-4d84-bdcf-b95ad541b5c8";
    place.put("b.zip", member(&of_tenant("vpn", OTHER_TENANT, audience)));
    check(&["b.zip"]).says("no other gateway has the tenant and audience");
    // Nothing tells: which there are, and how to say which it is.
    place.put("c.zip", member(&azure(SERVER, "ab")));
    check(&["c.zip"])
        .says("it is unclear which of 2 gateways it belongs to: vgw-hub, vgw-lab")
        .says("--gateway");
    place.put("d.zip", member(&of_tenant("vpn", OTHER_TENANT, old)));
    check(&["d.zip"]).is(1).says("package-other-gateway");
    let id = "/subscriptions/00000000-0000-0000-0000-0000000000AA/resourceGroups/g/providers/Microsoft.Network/virtualNetworkGateways/vgw-lab";
    for named in ["vgw-lab", "VGW-LAB", id] {
        check(&["d.zip", "--gateway", named])
            .is(1)
            .says("on the gateway 'vgw-lab' it is")
            .is_silent_on("package-other-gateway");
    }
    check(&["d.zip", "--gateway", "vgw-hup"]).is(3).complains(
        "no gateway in the input of --against is called 'vgw-hup': it contains vgw-hub, vgw-lab",
    );
    place.run(&["check", "d.zip", "--gateway", "vgw-lab"]).is(2).complains("--against");
}

#[test]
fn a_package_is_held_against_a_gateway_in_a_hub() {
    let group = "/subscriptions/00000000-0000-0000-0000-0000000000aa/resourceGroups/g/providers/Microsoft.Network";
    let configuration = format!(
        r#"{{ "id": "{group}/vpnServerConfigurations/users", "type": "Microsoft.Network/vpnServerConfigurations", "name": "users",
  "properties": {{ "vpnProtocols": ["OpenVPN"], "vpnAuthenticationTypes": ["AAD"],
    "aadAuthenticationParameters": {{ "aadTenant": "https://login.microsoftonline.com/{TENANT}/",
      "aadAudience": "c632b3df-fb67-4d84-bdcf-b95ad541b5c8", "aadIssuer": "https://sts.windows.net/{TENANT}/" }} }} }}"#
    );
    let in_hub = |name: &str, dns: &str| {
        format!(
            r#"{{ "id": "{group}/p2svpnGateways/{name}", "type": "Microsoft.Network/p2svpnGateways", "name": "{name}",
  "properties": {{ "vpnServerConfiguration": {{ "id": "{group}/vpnServerConfigurations/users" }},
    "customDnsServers": ["{dns}"], "vpnGatewayScaleUnit": 1,
    "p2SConnectionConfigurations": [{{ "name": "all", "properties": {{ "vpnClientAddressPool": {{ "addressPrefixes": ["172.16.201.0/24"] }} }} }}] }} }}"#
        )
    };
    let all = format!(
        "[{configuration},\n{},\n{}]",
        in_hub("west", "10.1.0.4"),
        in_hub("north", "10.2.0.4")
    );
    let place = Workplace::new().file("wan.json", &all);
    let settings = format!(
        "<VpnProfile>\n<VpnServer>{SERVER}</VpnServer>\n<VpnType>OpenVPN</VpnType>\n<Routes>10.0.0.0/8</Routes>\n\
         <CustomDnsServers>10.1.0.5</CustomDnsServers>\n</VpnProfile>\n"
    );
    let profile = of_tenant("hub", OTHER_TENANT, "41b23e61-6c1e-4545-b367-cd054e0ed4b4");
    let members =
        [("Generic/VpnSettings.xml", settings.as_str()), ("AzureVPN/azurevpnconfig.xml", &profile)];
    place.put("vpn.zip", zip(&members));
    // All that one configuration says holds for both of its gateways; what differs is not guessed.
    place
        .run(&["check", "vpn.zip", "--against", "wan.json"])
        .is(1)
        .says("package-entra-differs")
        .says("on the gateway 'users' it is")
        .says("have different DNS servers")
        .says("the route tables of the hubs determine the routes");
    place
        .run(&["check", "vpn.zip", "--against", "wan.json", "--gateway", "west"])
        .is(1)
        .says("clients use 10.1.0.5, but 'west' has 10.1.0.4")
        .says("on the gateway 'west' it is");
    place.put("gateway.json", in_hub("west", "10.1.0.4"));
    place
        .run(&["check", "vpn.zip", "--against", "gateway.json"])
        .says("not evaluated")
        .is_silent_on("package-entra-differs");
}

#[test]
fn certificates_are_held_against_the_gateway_that_is_named() {
    let place = crate::clients::stores::samples();
    let roots = |name: &str| {
        format!(
            r#"{{ "type": "Microsoft.Network/virtualNetworkGateways", "name": "{name}", "properties": {{ "gatewayType": "Vpn",
  "vpnClientConfiguration": {{ "vpnClientAddressPool": {{ "addressPrefixes": ["172.16.201.0/24"] }},
    "vpnClientProtocols": ["OpenVPN"], "vpnAuthenticationTypes": ["Certificate"], "vpnClientRootCertificates": [] }} }} }}"#
        )
    };
    place.put("gateways.json", format!("[{},\n{}]", roots("vgw-hub"), roots("vgw-lab")));
    let cert = |more: &[&str]| {
        let common =
            ["cert", "chain.pfx", "--password-file", "password.txt", "--against", "gateways.json"];
        place.run(&[&common[..], more].concat())
    };
    cert(&[]).says("vgw-hub").says("vgw-lab");
    cert(&["--gateway", "vgw-lab"]).says("vgw-lab").is_silent_on("vgw-hub");
    cert(&["--gateway", "other"]).is(3).complains("no gateway called 'other'");
}
