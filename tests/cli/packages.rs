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
    let ended = place.run(tickets[0]);
    ended.is(1).says("azurevpnconfig.xml:2:").says("azuregateway-").says("learn.microsoft.com");
    let (client, gateway) = ended.out.split_once("on the gateway").expect("a heading");
    assert!(client.contains("write the name that the downloaded package has"), "{client}");
    assert!(!gateway.contains("write the name that the downloaded package has"), "{gateway}");
}
