//! How a check ends: 0, 1, 2 or 3.

use crate::workplace::{GATEWAY, Workplace};

#[test]
fn findings_end_with_one() {
    let place = Workplace::with_gateway();
    place.check(&[]).is(1).says("warning[pool-bad-cidr]").says("warning[sstp-retiring]");
    place.check(&["--ignore", "pool-bad-cidr"]).is(1);
    place.check(&["--ignore", "pool-bad-cidr", "--fail-on", "error"]).is(0);
    place.check(&["--fail-on", "never"]).is(0);
}

#[test]
fn nothing_found_ends_with_zero() {
    let place = Workplace::with_gateway();
    place.run(&["check", "gateway.json", "--only", "dns-server-in-pool"]).is(0);
}

#[test]
fn wrong_use_ends_with_two() {
    let place = Workplace::with_gateway();
    place.run(&["check"]).is(2);
    place.run(&["check", "gateway.json", "--colour"]).is(2);
    place.run(&["check", "gateway.json", "--unsafe"]).is(2).complains("--fix");
    place.run(&["check", "gateway.json", "--max-size", "0"]).is(2);
    place.run(&["check", "gateway.json", "--baseline", "none.json"]).is(2).complains("none.json");
    place.run(&["check", "-", "-"]).is(2).complains("only once");
    let ended = place.run(&["check", "gateway.json", "--select", "sstp-retirin"]);
    ended.is(2).complains("did you mean sstp-retiring?");
}

#[test]
fn nothing_to_read_ends_with_three() {
    let place = Workplace::with_gateway().file("empty/readme.json", "{}");
    place.run(&["check", "missing.json"]).is(3);
    place.run(&["check", "empty"]).is(3);
    place.put("broken.json", "{ \"type\": \"Microsoft.Network/virtualNetworkGateways\", ");
    let both = place.run(&["check", "gateway.json", "broken.json"]);
    // One bad file does not hide what is in the others.
    both.is(3).says("unreadable-input").says("pool-bad-cidr");
    place.run(&["check", "gateway.json", "broken.json", "--only", "pool-bad-cidr"]).is(3);
}

#[test]
fn statistics_and_quiet_say_less() {
    let place = Workplace::with_gateway();
    let counted = place.check(&["--statistics"]);
    counted.is(1).says("    1  warning  pool-bad-cidr  (1 with a fix)").is_silent_on("help");
    let json = place.check(&["--statistics", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!(json["statistics"][0]["findings"], 1);
    let subnet = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/hub/subnets/GatewaySubnet";
    let placed = format!(
        "\"properties\": {{\n    \"ipConfigurations\": [{{ \"name\": \"a\", \"properties\": {{ \"subnet\": {{ \"id\": \"{subnet}\" }} }} }}],"
    );
    place.put("gateway.json", GATEWAY.replace("\"properties\": {", &placed));
    let loud = place.run(&["check", "gateway.json", "--format", "concise"]);
    loud.is(1).says("not evaluated").says("checked 1 gateway");
    let quiet = place.run(&["check", "gateway.json", "--format", "concise", "--quiet"]);
    quiet.is(1).is_silent_on("not evaluated").is_silent_on("checked 1 gateway");
    assert!(quiet.out.lines().all(|line| line.starts_with("gateway.json:")), "{}", quiet.out);
}

#[test]
fn standard_input_is_named_as_told() {
    let place = Workplace::new();
    let ended = place.pipe(
        &["check", "-", "--stdin-name", "infra/hub.json", "--format", "concise"],
        GATEWAY.as_bytes(),
    );
    ended.is(1).says("infra/hub.json:6:");
}

#[test]
fn what_cannot_be_read_is_told_whichever_lints_run() {
    let place = Workplace::with_gateway().file("broken.json", r#"{ "type": }"#);
    for only in [&["--only", "sstp-retiring"][..], &["--ignore", "unreadable-input"]] {
        let inputs = ["check", "gateway.json", "none.json", "broken.json"];
        let ended = place.run(&[&inputs[..], only].concat());
        ended.is(3).says("none.json: not checked: no such file or folder");
        ended.says("broken.json: not checked: ").is_silent_on("unreadable-input");
    }
    let pattern = place.run(&["check", "*.none"]);
    pattern.is(3).says("no file matches this pattern").is_silent_on("not checked");
}
