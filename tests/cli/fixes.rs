//! `--fix` and `--diff` on files and in pipes.

use crate::workplace::{GATEWAY, TWO, Workplace};

fn fixed() -> String {
    GATEWAY.replace("172.16.201.7/24", "172.16.201.0/24")
}

#[test]
fn fixing_mends_the_file_and_reports_the_rest() {
    let place = Workplace::with_gateway();
    let ended = place.check(&["--fix"]);
    ended.is(1).says("sstp-retiring").is_silent_on("pool-bad-cidr").says("1 fixed");
    assert_eq!(place.read("gateway.json"), fixed());
    let again = place.check(&["--fix"]);
    again.is(1).is_silent_on("fixed");
    assert_eq!(place.read("gateway.json"), fixed());
}

#[test]
fn a_diff_changes_nothing() {
    let place = Workplace::with_gateway();
    let ended = place.check(&["--diff"]);
    ended.is(1);
    insta::assert_snapshot!(ended.out);
    assert_eq!(place.read("gateway.json"), GATEWAY);
    place.put("gateway.json", fixed());
    let nothing = place.check(&["--diff"]);
    assert_eq!(nothing.is(0).out, "");
}

#[test]
fn a_diff_can_be_applied() {
    let place = Workplace::with_gateway();
    place.put("gateway.json", GATEWAY.replace('\n', "\r\n"));
    let ended = place.check(&["--diff"]);
    place.put("fix.patch", &ended.out);
    let git = std::process::Command::new("git")
        .args(["apply", "fix.patch"])
        .current_dir(place.folder())
        .output();
    let Ok(git) = git else { return };
    assert!(git.status.success(), "{}", String::from_utf8_lossy(&git.stderr));
    assert_eq!(place.read("gateway.json"), fixed().replace('\n', "\r\n"));
}

#[test]
fn a_pipe_gets_the_text_and_the_report_goes_beside_it() {
    let place = Workplace::new();
    let arguments = [&["check", "-", "--fix", "--today", "2026-11-24"], &TWO[..]].concat();
    let ended = place.pipe(&arguments, GATEWAY.as_bytes());
    ended.is(1).complains("sstp-retiring").complains("1 fixed");
    assert_eq!(ended.out, fixed());
    // With nothing to fix the text comes out as it went in.
    let again = place.pipe(&arguments, fixed().as_bytes());
    assert_eq!(again.is(1).out, fixed());
}

#[test]
fn unsafe_fixes_are_made_on_demand_only() {
    let text = r#"{ "contentVersion": "1.0.0.0", "resources": [{
  "type": "Microsoft.Network/virtualNetworkGateways", "apiVersion": "2024-05-01", "name": "gw", "properties": {
  "gatewayType": "Vpn", "vpnGatewayGeneration": "Generation2",
  "sku": { "name": "VpnGw1AZ", "tier": "VpnGw1AZ" } } }],
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#" }"#;
    let only = ["check", "gateway.json", "--only", "generation-sku-mismatch"];
    let place = Workplace::new().file("gateway.json", text);
    place.run(&[&only[..], &["--fix"]].concat()).is(1);
    assert_eq!(place.read("gateway.json"), text);
    place.run(&[&only[..], &["--fix", "--unsafe"]].concat()).is(0).says("1 fixed");
    assert_ne!(place.read("gateway.json"), text);
}

#[test]
fn suppressed_findings_stay_as_they_are() {
    let text = format!("// gatelint: allow(pool-bad-cidr) r\n{GATEWAY}");
    let place = Workplace::new().file("gateway.json", &text);
    place.check(&["--fix"]).is(1);
    assert_eq!(place.read("gateway.json"), text);
    let known = Workplace::with_gateway();
    known.check(&["--write-baseline", "known.json"]).is(0);
    known.check(&["--baseline", "known.json", "--fix"]).is(0);
    assert_eq!(known.read("gateway.json"), GATEWAY);
}

#[test]
fn an_unused_comment_is_taken_away() {
    let text = GATEWAY.replace("  \"name\"", "  // gatelint: allow(sstp-retiring) r\n  \"name\"");
    let place = Workplace::new().file("gateway.json", &text);
    let all = ["check", "gateway.json", "--fix", "--only", "sstp-retiring,unused-suppression"];
    place.run(&all).says("1 fixed");
    assert_eq!(place.read("gateway.json"), GATEWAY);
}

const TEMPLATE: &str = r#"{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "parameters": { "pool": { "type": "string" } },
  "resources": [{
    "type": "Microsoft.Network/virtualNetworkGateways", "apiVersion": "2024-05-01", "name": "gw", "location": "westeurope",
    "properties": { "vpnClientConfiguration": { "vpnClientAddressPool": { "addressPrefixes": ["[parameters('pool')]"] } } }
  }]
}
"#;
const VALUES: &str = r#"{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#",
  "contentVersion": "1.0.0.0",
  "parameters": { "pool": { "value": "172.16.201.7/24" } }
}
"#;

#[test]
fn files_that_were_not_given_are_not_touched() {
    let place = Workplace::new().file("hub.json", TEMPLATE).file("hub.parameters.json", VALUES);
    let only = ["--only", "pool-bad-cidr", "--fix"];
    // The parameters beside the template are read, but only the template was given.
    place.run(&[&["check", "hub.json"], &only[..]].concat()).is(1).says("hub.parameters.json");
    assert_eq!(place.read("hub.parameters.json"), VALUES);
    place.run(&[&["check", "."], &only[..]].concat()).is(0).says("1 fixed");
    assert_eq!(place.read("hub.parameters.json"), VALUES.replace("201.7", "201.0"));
    assert_eq!(place.read("hub.json"), TEMPLATE);
}

#[cfg(unix)]
#[test]
fn links_and_permissions_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let place =
        Workplace::with_gateway().file("real/hub.json", GATEWAY).file("in/other.json", "{}");
    let mode = |name: &str| {
        std::fs::metadata(place.path(name)).expect("it is there").permissions().mode() & 0o777
    };
    let set = |name: &str, mode: u32| {
        std::fs::set_permissions(place.path(name), std::fs::Permissions::from_mode(mode))
            .expect("it may be set");
    };
    set("gateway.json", 0o640);
    place.check(&["--fix"]).is(1);
    assert_eq!((mode("gateway.json"), place.read("gateway.json")), (0o640, fixed()));

    // A link that was given is followed and stays a link.
    symlink(place.path("real/hub.json"), place.path("link.json")).expect("a link");
    let only = ["--only", "pool-bad-cidr", "--fix"];
    place.run(&[&["check", "link.json"], &only[..]].concat()).is(0);
    let link = std::fs::symlink_metadata(place.path("link.json")).expect("it is there");
    assert!(link.file_type().is_symlink());
    assert_eq!(place.read("real/hub.json"), fixed());

    // Read-only means read-only.
    place.put("gateway.json", GATEWAY);
    set("gateway.json", 0o440);
    place.check(&["--fix"]).is(3).complains("gateway.json is read-only");
    assert_eq!(place.read("gateway.json"), GATEWAY);
    let left: Vec<_> =
        std::fs::read_dir(place.folder()).expect("the folder").filter_map(Result::ok).collect();
    assert!(left.iter().all(|entry| !entry.file_name().to_string_lossy().starts_with(".tmp")));
}

#[test]
fn secrets_do_not_reach_a_diff() {
    let text = GATEWAY.replace(
        "      \"vpnClientProtocols\"",
        "      \"radiusServerSecret\": \"hunter2hunter2\",\n      \"vpnClientProtocols\"",
    );
    let place = Workplace::new().file("gateway.json", &text);
    place.check(&["--diff"]).is(1).says("***").is_silent_on("hunter2");
    place.check(&["--fix"]).is(1);
    assert_eq!(place.read("gateway.json"), text.replace("201.7", "201.0"));
}
