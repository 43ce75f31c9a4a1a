//! Suppressions: comments, metadata, settings; and what is wrong with them.

use crate::workplace::{GATEWAY, Workplace};

const WITH: [&str; 2] =
    ["--only", "sstp-retiring,unused-suppression,suppression-without-reason,expired-suppression"];

fn check(text: &str, settings: &str) -> serde_json::Value {
    let place = Workplace::new().file("gateway.json", text).file("gatelint.toml", settings);
    let base = ["check", "gateway.json", "--today", "2026-11-24", "--format", "json"];
    let ended = place.run(&[&base[..], &WITH].concat());
    serde_json::from_str(&ended.out).expect("JSON")
}

/// The lints that are said, and those that are suppressed with what suppresses them.
fn told(report: &serde_json::Value) -> (Vec<String>, Vec<String>) {
    let (mut said, mut suppressed) = (Vec::new(), Vec::new());
    for finding in report["findings"].as_array().expect("a list") {
        let lint = finding["lint"].as_str().expect("an id").to_owned();
        match finding["suppressed"].as_object() {
            None => said.push(lint),
            Some(by) => suppressed.push(format!("{lint} {} {}", by["by"], by["reason"])),
        }
    }
    (said, suppressed)
}

fn with_comment(comment: &str) -> String {
    GATEWAY.replace(
        "      \"vpnClientProtocols\"",
        &format!("      {comment}\n      \"vpnClientProtocols\""),
    )
}

#[test]
fn a_comment_suppresses_and_keeps_its_reason() {
    let (said, suppressed) =
        told(&check(&with_comment("// gatelint: allow(sstp-*) until the move"), ""));
    assert!(said.is_empty(), "{said:?}");
    assert_eq!(suppressed, ["sstp-retiring \"comment\" \"until the move\""]);
    let behind = GATEWAY.replace("\"SSTP\"]", "\"SSTP\"] /* gatelint: allow(retirement) r */");
    assert_eq!(told(&check(&behind, "")).0, Vec::<String>::new());
    let above = format!("// gatelint: allow(sstp-retiring) the whole file\n{GATEWAY}");
    assert_eq!(told(&check(&above, "")).0, Vec::<String>::new());
    let elsewhere =
        GATEWAY.replace("  \"name\"", "  // gatelint: allow(sstp-retiring) r\n  \"name\"");
    assert_eq!(told(&check(&elsewhere, "")).0, ["unused-suppression", "sstp-retiring"]);
}

#[test]
fn metadata_suppresses_on_its_resource_only() {
    let metadata =
        r#""metadata": { "gatelint": { "allow": [{ "lint": "sstp-retiring", "reason": "r" }] } },"#;
    let one = GATEWAY.replace("  \"name\"", &format!("  {metadata}\n  \"name\""));
    assert_eq!(told(&check(&one, "")).1, ["sstp-retiring \"comment\" \"r\""]);
    let two = format!("[{one}, {}]", GATEWAY.replace("\"gw\"", "\"other\""));
    let (said, suppressed) = told(&check(&two, ""));
    assert_eq!((said.len(), suppressed.len()), (1, 1));
}

#[test]
fn metadata_of_a_template_holds_for_all_of_it_also_through_parameters() {
    let template = |metadata: &str, on_resource: &str| {
        format!(
            r#"{{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0", {metadata}
  "parameters": {{ "pool": {{ "type": "array", "defaultValue": ["172.16.201.7/24"] }} }},
  "resources": [{{
    "type": "Microsoft.Network/virtualNetworkGateways", "apiVersion": "2024-05-01", "name": "gw", "location": "westeurope", {on_resource}
    "tags": {{}},
    "properties": {{ "vpnClientConfiguration": {{ "vpnClientAddressPool": {{ "addressPrefixes": "[parameters('pool')]" }} }} }}
  }}]
}}"#
        )
    };
    let allow =
        r#""metadata": { "gatelint": { "allow": [{ "lint": "pool-bad-cidr", "reason": "r" }] } },"#;
    let place = |text: &str| {
        let place = Workplace::new().file("gateway.json", text);
        place.run(&[
            "check",
            "gateway.json",
            "--today",
            "2026-11-24",
            "--select",
            "pool-bad-cidr",
            "--format",
            "concise",
        ])
    };
    place(&template("", "")).is(1).says("pool-bad-cidr");
    place(&template(allow, "")).is(0).says("suppressed");
    place(&template("", allow)).is(0).says("suppressed");
}

#[test]
fn settings_suppress_by_lint_path_and_resource() {
    let allow = |rest: &str| format!("[[allow]]\nlint = \"sstp-retiring\"\nreason = \"r\"\n{rest}");
    for rest in
        ["", "path = \"*.json\"", "resource = \"g?\"", "path = \"gateway.json\"\nresource = \"GW\""]
    {
        let (said, suppressed) = told(&check(GATEWAY, &allow(rest)));
        assert!(said.is_empty(), "{rest}: {said:?}");
        assert_eq!(suppressed, ["sstp-retiring \"settings\" \"r\""], "{rest}");
    }
    for rest in ["path = \"other.json\"", "resource = \"hub\""] {
        // What they are for was not checked: they may well be of use.
        assert_eq!(told(&check(GATEWAY, &allow(rest))).0, ["sstp-retiring"], "{rest}");
    }
    let fixed = GATEWAY.replace(", \"SSTP\"", "");
    assert_eq!(told(&check(&fixed, &allow("path = \"gateway.json\""))).0, ["unused-suppression"]);
    assert_eq!(told(&check(&fixed, &allow(""))).0, Vec::<String>::new());
}

#[test]
fn a_last_day_is_kept() {
    let allow =
        |day: &str| format!("[[allow]]\nlint = \"sstp-retiring\"\nreason = \"r\"\nuntil = {day}");
    assert!(told(&check(GATEWAY, &allow("2026-11-24"))).0.is_empty());
    let mut over = told(&check(GATEWAY, &allow("2026-11-23"))).0;
    over.sort();
    assert_eq!(over, ["expired-suppression", "sstp-retiring"]);
    let comment = with_comment("// gatelint: allow(sstp-retiring, until 2026-11-23) r");
    assert_eq!(told(&check(&comment, "")).0, ["expired-suppression", "sstp-retiring"]);
}

#[test]
fn faults_of_the_settings_point_into_the_settings() {
    let report = check(GATEWAY, "\n[[allow]]\nlint = \"sstp-retiring\"\n");
    let finding = &report["findings"].as_array().expect("a list")[0];
    assert_eq!(finding["lint"], "suppression-without-reason");
    assert_eq!(finding["location"]["source"], "gatelint.toml");
    assert_eq!(finding["location"]["start"]["line"], 3);
}

#[test]
fn what_did_not_run_is_not_called_unused() {
    let text = with_comment("// gatelint: allow(pool-bad-cidr) not asked for today");
    assert_eq!(told(&check(&text, "")).0, ["sstp-retiring"]);
}

#[test]
fn the_examples_of_the_docs_suppress() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/suppressions.md");
    let page = std::fs::read_to_string(path).expect("the page");
    let blocks = page.split("```json").skip(1).filter_map(|rest| {
        let rest = rest.strip_prefix('c').unwrap_or(rest);
        Some(rest.split_once("```")?.0.to_owned())
    });
    let mut seen = 0;
    for block in blocks {
        let report = check(&block, "");
        let (said, suppressed) = told(&report);
        // A bare id in the metadata is worth a note, as the page says.
        assert!(said.iter().all(|lint| lint == "suppression-without-reason"), "{said:?}\n{block}");
        assert_eq!(suppressed.len(), 1, "{suppressed:?}\n{block}");
        seen += 1;
    }
    assert_eq!(seen, 2);
}
