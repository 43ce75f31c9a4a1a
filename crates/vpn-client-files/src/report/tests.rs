//! Reading reports, and holding the scripts, the types and the schema to each other.

use std::collections::BTreeSet;

use traced_values::{Data, Node, SourceId, parse_json};

use super::{Platform, Report, Section, names, read, script};

fn node(text: &str) -> Node {
    parse_json(text, SourceId(0), &Data).node.expect("JSON")
}

fn report(sections: &str) -> Report {
    let text = format!(
        r#"{{ "kind": "gatelint client report", "version": 1, "platform": "windows", "written": "2026-11-24T08:00:00Z", {sections} }}"#
    );
    read(&node(&text)).expect("a report").expect("of this version")
}

const SYSTEMS: [Platform; 3] = [Platform::Windows, Platform::MacOs, Platform::Linux];

#[test]
fn a_section_is_read_or_failed_or_missing() {
    let report = report(
        r#""routes": [{ "destination": "10.0.0.0/8" }], "sleep": { "error": "access denied" }, "proxy": { "user": 7 }"#,
    );
    assert_eq!(report.routes.value().map(Vec::len), Some(1));
    let Section::Failed("sleep", why) = &report.sleep else { panic!("{:?}", report.sleep) };
    assert_eq!(why.value, "access denied");
    let Section::Failed("proxy", why) = &report.proxy else { panic!("{:?}", report.proxy) };
    assert_eq!(why.value, "proxy.user is an int, and has to be a text");
    assert!(matches!(report.events, Section::Missing("events", _)));
    assert_eq!(report.failures().len(), 2);
}

#[test]
fn lists_of_one_are_read_as_windows_powershell_writes_them() {
    for routes in [
        r#"{ "destination": "10.0.0.0/8" }"#,
        r#"[{ "destination": "10.0.0.0/8" }]"#,
        r#"{ "value": [{ "destination": "10.0.0.0/8" }], "Count": 1 }"#,
    ] {
        let report = report(&format!(r#""routes": {routes}"#));
        let read = report.routes.value().expect(routes);
        assert_eq!(read[0].destination.value, "10.0.0.0/8");
    }
}

#[test]
fn what_is_not_known_is_told_with_its_path() {
    let report =
        report(r#""moods": [], "routes": [{ "destination": "10.0.0.0/8", "colour": "red" }]"#);
    let paths: Vec<&str> = report.unknown.iter().map(|name| name.path.as_str()).collect();
    assert_eq!(paths, ["moods", "routes.colour"]);
}

#[test]
fn another_version_is_refused_and_another_document_is_none() {
    assert!(read(&node(r#"{ "kind": "another" }"#)).is_none());
    for version in ["2", "\"1.0\"", "null"] {
        let text = format!(r#"{{ "kind": "gatelint client report", "version": {version} }}"#);
        let why = read(&node(&text)).expect("a report").expect_err(version);
        assert!(why.contains("this gatelint reads version 1"), "{why}");
    }
}

/// The names that `[ordered]@{ … }` gives in the part of a PowerShell script.
fn names_in_powershell(part: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, mark) in part.match_indices("[ordered]@{") {
        let mut depth = 1;
        let mut start = at + mark.len();
        for (offset, letter) in part[start..].char_indices() {
            let here = start + offset;
            match letter {
                '{' | '(' => depth += 1,
                '}' | ')' => depth -= 1,
                '=' if depth == 1 => {
                    let before = part[..here].trim_end();
                    let word =
                        before.rsplit(|c: char| !(c.is_ascii_alphanumeric() || c == '$')).next();
                    let word = word.unwrap_or_default();
                    let first = word.chars().next();
                    if first.is_some_and(|first| first.is_ascii_lowercase()) {
                        found.insert(word.to_owned());
                    }
                }
                _ => {}
            }
            if depth == 0 {
                start = here;
                break;
            }
        }
        assert!(start > at, "the braces are whole");
    }
    found
}

/// The sections of the PowerShell script, with the names that each writes.
fn sections_in_powershell() -> Vec<(String, BTreeSet<String>)> {
    let text = script(Platform::Windows, false);
    let parts = text.split("\nAdd-").flat_map(|part| part.split("    Add-")).skip(1);
    parts
        .map(|part| {
            let name = part.split('\'').nth(1).expect("a section has a name").to_owned();
            (name, names_in_powershell(part))
        })
        .collect()
}

/// The names that calls of `object` give in the shell script.
fn names_in_shell() -> BTreeSet<String> {
    let text = script(Platform::Linux, false);
    let body = text.split("members#,").nth(1).expect("the function `object`");
    let mut found = BTreeSet::new();
    for call in body.split("object ").skip(1) {
        let call = call.replace("\\\n", " ");
        let line = call.lines().next().unwrap_or_default();
        let mut quoted = false;
        let mut depth = 0;
        let mut word = String::new();
        let mut words = Vec::new();
        for letter in line.chars() {
            match letter {
                '(' => depth += 1,
                ')' if depth == 0 => break,
                ')' => depth -= 1,
                '"' if depth == 0 => quoted = !quoted,
                _ => {}
            }
            if letter == ' ' && !quoted && depth == 0 {
                words.push(std::mem::take(&mut word));
            } else {
                word.push(letter);
            }
        }
        words.push(word);
        words.retain(|word| !word.is_empty());
        found.extend(words.iter().step_by(2).map(|word| word.trim_start_matches('@').to_owned()));
    }
    found
}

/// The last names of what a section may have.
fn below(section: &str) -> BTreeSet<String> {
    let prefix = format!("{section}.");
    let names = names().into_iter().filter(|name| name.starts_with(&prefix));
    names.map(|name| name.rsplit('.').next().unwrap_or_default().to_owned()).collect()
}

/// Windows has keys in its stores, where the certificates are.
const OF_SHELL_ALONE: &str = "privateKeys";

#[test]
fn the_powershell_script_writes_what_the_reader_knows_and_all_of_it() {
    let sections = sections_in_powershell();
    let written: BTreeSet<&str> = sections.iter().map(|(name, _)| name.as_str()).collect();
    let known: BTreeSet<&str> =
        super::SECTIONS.iter().copied().filter(|name| *name != OF_SHELL_ALONE).collect();
    assert_eq!(written, known);
    for (name, written) in &sections {
        assert_eq!(*written, below(name), "{name}");
    }
}

#[test]
fn the_shell_script_writes_what_the_reader_knows() {
    let text = script(Platform::Linux, false);
    let sections: Vec<&str> = text
        .lines()
        .filter_map(|line| line.split_once("section ")?.1.split(' ').next())
        .filter(|name| name.chars().all(char::is_alphabetic))
        .collect();
    assert!(sections.len() >= 9, "{sections:?}");
    let mut known: BTreeSet<String> = BTreeSet::from(["error".to_owned()]);
    for section in sections.iter().filter(|name| **name != "That") {
        assert!(super::SECTIONS.contains(section), "{section}");
        known.extend(below(section));
    }
    let written = names_in_shell();
    assert!(written.len() > 20, "{written:?}");
    let foreign: Vec<&String> = written.difference(&known).collect();
    assert!(foreign.is_empty(), "{foreign:?}");
    assert!(sections.contains(&OF_SHELL_ALONE), "{sections:?}");
    let unwritten: Vec<String> =
        below(OF_SHELL_ALONE).into_iter().filter(|name| !written.contains(name)).collect();
    assert!(unwritten.is_empty(), "{unwritten:?}");
}

/// What a script would have to name to get at a secret: keys, what connections keep for signing in, blobs with both.
const OF_SECRETS: [&str; 24] = [
    "customauthdata",
    "eapconfigxml",
    "thirdpartyprofileinfo",
    "customconfiguration",
    "serversecret",
    ".privatekey",
    "privatekeyparameters",
    "getrsaprivatekey",
    "getecdsaprivatekey",
    ".export(",
    "export-pfxcertificate",
    "l2tppsk",
    "presharedkey",
    "password",
    "get-credential",
    "cmdkey",
    "vault",
    "lsasecret",
    "show-secrets",
    "vpn.secrets",
    "ipsec.secrets",
    "find-generic",
    "find-internet",
    "token",
];

#[test]
fn no_script_names_what_holds_a_secret() {
    for system in SYSTEMS {
        // What a line leaves out, it has to name.
        let script = script(system, true);
        let takes = script.lines().filter(|line| !line.contains("<left out>"));
        let text = takes.collect::<Vec<_>>().join("\n").to_ascii_lowercase();
        for word in OF_SECRETS {
            assert!(!text.contains(word), "{system:?} names {word}");
        }
    }
}

#[test]
fn no_script_changes_anything() {
    let text = script(Platform::Windows, true);
    for verb in [
        "Set-Item", "Set-Vpn", "New-Item", "Remove-", "Add-Vpn", "Clear-", "Start-", "Stop-",
        "Invoke-",
    ] {
        assert!(!text.contains(verb), "{verb}");
    }
    // The report itself is all that is written.
    assert_eq!(text.matches("WriteAll").count(), 1);
    let shell = script(Platform::Linux, true);
    let opened = shell.split("> ").skip(1).filter(|rest| rest.starts_with(['/', '"', '$', '&']));
    for target in opened.map(|rest| rest.split([' ', '\n', ')', ';']).next().unwrap_or_default()) {
        assert_eq!(target, "/dev/null");
    }
    for command in ["rm ", "mv ", "cp ", "tee ", "sudo", "chmod", "mktemp"] {
        assert!(
            !shell.lines().any(|line| line.trim_start().starts_with(command)
                || line.contains(&format!("| {command}"))),
            "{command}"
        );
    }
}

#[test]
fn the_scripts_are_ascii_and_ask_for_nothing_unless_told_to() {
    for system in SYSTEMS {
        assert!(script(system, false).is_ascii(), "{system:?}");
        assert_ne!(script(system, false), script(system, true), "{system:?}");
    }
    assert!(
        script(Platform::Windows, false).contains("$askNetwork = $CheckReachability.IsPresent")
    );
    assert!(script(Platform::Linux, false).contains("check_reachability=no"));
}

/// JSON of any shape.
fn any_json() -> impl proptest::strategy::Strategy<Value = serde_json::Value> {
    use proptest::prelude::*;
    use serde_json::{Value, json};
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "[a-z0-9./]{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        let names = names();
        let name = (0..names.len())
            .prop_map(move |at| names[at].rsplit('.').next().unwrap_or_default().to_owned());
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::vec((name, inner), 0..4).prop_map(|members| members
                .into_iter()
                .fold(json!({}), |mut object, (name, value)| {
                    object[name] = value;
                    object
                })),
        ]
    })
}

proptest::proptest! {
    /// Whatever stands in a report, each section is read or failed, and every place stands in the text.
    #[test]
    fn whatever_a_report_has_is_read_or_said(sections in proptest::collection::vec((0..super::SECTIONS.len(), any_json()), 0..6)) {
        let mut document = serde_json::json!({ "kind": super::KIND, "version": super::VERSION });
        for (at, value) in sections {
            document[super::SECTIONS[at]] = value;
        }
        let text = document.to_string();
        let report = read(&node(&text)).expect("a report").expect("of this version");
        for (_, why) in report.failures() {
            proptest::prop_assert!(text.get(why.span.range()).is_some());
        }
        for name in &report.unknown {
            proptest::prop_assert!(text.get(name.span.range()).is_some());
        }
    }
}
