//! Choosing lints: ids, patterns, categories.

use std::collections::BTreeSet;

use crate::workplace::Workplace;

fn listed(place: &Workplace, arguments: &[&str]) -> BTreeSet<String> {
    let ended = place.run(&[&["lints", "--format", "json"], arguments].concat());
    ended.is(0);
    let json: serde_json::Value = serde_json::from_str(&ended.out).expect("JSON");
    let lints = json["lints"].as_array().expect("a list");
    lints.iter().map(|lint| lint["id"].as_str().expect("an id").to_owned()).collect()
}

#[test]
fn names_are_ids_patterns_and_categories() {
    let place = Workplace::new();
    let all = listed(&place, &[]);
    assert_eq!(all.len(), gatelint::lints::ALL.len());
    let sstp = listed(&place, &["--select", "SSTP-*"]);
    assert!(sstp.len() > 1 && sstp.iter().all(|id| id.starts_with("sstp-")), "{sstp:?}");
    let several =
        listed(&place, &["--select", "sstp-*,classic-gateway", "--select", "dns-default-only"]);
    assert_eq!(several.len(), sstp.len() + 2);
    let retiring = listed(&place, &["--select", "retirement", "--ignore", "sstp-*"]);
    assert!(retiring.contains("classic-gateway") && retiring.is_disjoint(&sstp));
    let only = listed(&place, &["--only", "sstp-retiring"]);
    assert_eq!(only, BTreeSet::from(["sstp-retiring".to_owned()]));
}

#[test]
fn the_command_line_stands_over_the_settings() {
    let settings = "select = [\"retirement\"]\nignore = [\"sstp-*\"]\nseverity = { \"classic-gateway\" = \"off\" }\n";
    let place = Workplace::new().file("gatelint.toml", settings);
    let set = listed(&place, &[]);
    assert!(!set.contains("sstp-retiring") && !set.contains("classic-gateway") && !set.is_empty());
    // --select takes the place of `select`; `ignore` still holds.
    let selected = listed(&place, &["--select", "sstp-retiring,dns-default-only"]);
    assert_eq!(selected, BTreeSet::from(["dns-default-only".to_owned()]));
    // --only takes the place of everything.
    let only = listed(&place, &["--only", "sstp-retiring,classic-gateway"]);
    assert_eq!(only.len(), 2);
    assert_eq!(listed(&place, &["--isolated"]).len(), gatelint::lints::ALL.len());
}

#[test]
fn unknown_names_are_refused_with_the_nearest() {
    let place = Workplace::new();
    let ended = place.run(&["lints", "--ignore", "retirment"]);
    ended.is(2).complains("there is no lint 'retirment'; did you mean retirement?");
    place.run(&["lints", "--only", "nothing-like-*"]).is(2);
    place.run(&["lints", "--only", "a", "--select", "b"]).is(2);
}

#[test]
fn the_table_has_what_there_is_to_know() {
    let ended = Workplace::new().run(&["lints", "--only", "pool-bad-cidr"]);
    for word in
        ["id", "category", "severity", "fix", "since", "summary", "pool-bad-cidr", "0.1.0", "safe"]
    {
        ended.is(0).says(word);
    }
}
