//! The life of a baseline: old faults are green, a new one is red, what is gone is said.

use crate::workplace::{GATEWAY, Workplace};

#[test]
fn only_what_is_new_fails() {
    let place = Workplace::with_gateway();
    let written = place.check(&["--write-baseline", "known.json"]);
    written.is(0).complains("wrote 2 findings to known.json");
    let known = place.read("known.json");
    place.check(&[]).is(1);
    place.check(&["--baseline", "known.json"]).is(0).says("2 suppressed");

    // Lines move and the file is renamed: still known.
    place.put("gateway.json", format!("\n\n// moved\n{GATEWAY}"));
    place.check(&["--baseline", "known.json"]).is(0);
    place.put("renamed.json", GATEWAY);
    let renamed = [
        "check",
        "renamed.json",
        "--today",
        "2026-11-24",
        "--baseline",
        "known.json",
        "--only",
        "pool-bad-cidr,sstp-retiring",
    ];
    place.run(&renamed).is(0);

    // A new fault on another gateway, of a lint that is known on the first.
    place.put("gateway.json", format!("[{GATEWAY}, {}]", GATEWAY.replace("\"gw\"", "\"new\"")));
    let new = place.check(&["--baseline", "known.json"]);
    new.is(1)
        .says("2 suppressed")
        .says("virtualNetworkGateways new")
        .is_silent_on("virtualNetworkGateways gw");

    // One is fixed.
    place.put("gateway.json", GATEWAY.replace("201.7/24", "201.0/24"));
    let fixed = place.check(&["--baseline", "known.json"]);
    fixed.is(0).says("1 entry of the baseline is gone; run --write-baseline to shrink it");
    assert_eq!(place.read("known.json"), known, "checking does not write it");
    place.check(&["--baseline", "known.json", "--write-baseline", "known.json"]).is(0);
    let shrunk = place.check(&["--baseline", "known.json"]);
    shrunk.is(0).says("1 suppressed").is_silent_on("gone");
}

#[test]
fn known_findings_are_marked_not_dropped() {
    let place = Workplace::with_gateway();
    place.check(&["--write-baseline", "known.json"]).is(0);
    let ended = place.check(&["--baseline", "known.json", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&ended.out).expect("JSON");
    let by: Vec<&str> = report["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|finding| finding["suppressed"]["by"].as_str())
        .collect();
    assert_eq!(by, ["baseline", "baseline"]);
    assert_eq!(report["summary"]["error"], 0);
}

#[test]
fn lints_that_do_not_run_are_not_gone() {
    let place = Workplace::with_gateway();
    place.check(&["--write-baseline", "known.json"]).is(0);
    let one = place.run(&[
        "check",
        "gateway.json",
        "--today",
        "2026-11-24",
        "--only",
        "sstp-retiring",
        "--baseline",
        "known.json",
    ]);
    one.is(0).is_silent_on("gone");
}

#[test]
fn what_is_suppressed_otherwise_is_not_written() {
    let place = Workplace::with_gateway();
    place.put("gateway.json", format!("// gatelint: allow(sstp-retiring) r\n{GATEWAY}"));
    place.check(&["--write-baseline", "known.json"]).is(0).complains("wrote 1 finding to");
}

#[test]
fn what_is_no_baseline_is_refused() {
    let place = Workplace::with_gateway();
    for (text, words) in [
        ("", "known.json is not a valid baseline"),
        ("[]", "known.json is not a valid baseline"),
        ("{ \"version\": 2, \"entries\": {} }", "has version 2"),
        (
            "{ \"version\": 1, \"findings\": [{ \"lint\": 3 }] }",
            "known.json is not a valid baseline",
        ),
    ] {
        place.put("known.json", text);
        place.check(&["--baseline", "known.json"]).is(2).complains(words);
    }
    place.check(&["--write-baseline", "no/such/folder.json"]).is(2);
}
