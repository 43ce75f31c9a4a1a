//! What is printed commands nobody: neither a terminal nor the CI system that reads the log.

use crate::workplace::{Ended, Workplace};

/// A name that does all it can.
const NAME: &str = "##vso[task.setvariable]x\n::add-mask::e\n\u{1b}[2J\u{9b}31m\r\u{202e}\u{200b}\u{fffe}##[error]y";

/// Formats, and which of them are read by programs that take the bytes as they are.
const FORMATS: [&str; 11] = [
    "text", "concise", "json", "sarif", "junit", "github", "azure", "gitlab", "markdown", "csv",
    "html",
];

fn place() -> Workplace {
    let quoted = serde_json::to_string(NAME).expect("JSON");
    let gateway = format!(
        r#"{{ "type": "Microsoft.Network/virtualNetworkGateways", "name": {quoted},
  "properties": {{ "gatewayType": {quoted}, "vpnClientConfiguration": {{
    "vpnClientAddressPool": {{ "addressPrefixes": ["172.16.201.7/24", /* ##vso[task.prependpath]/evil {esc}[2J
::add-mask::e */ {quoted}] }}, "vpnClientProtocols": ["SSTP"] }} }} }}"#,
        esc = '\u{1b}'
    );
    let template = format!(
        r#"{{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0", "parameters": {{ "p": {{ "type": "string" }} }},
  "resources": [{{ "type": "Microsoft.Network/virtualNetworks", "apiVersion": "2024-05-01",
    "name": {quoted}, "properties": {{ "a": "[concat(parameters('p'), {single})]", {quoted}: {quoted} }} }}] }}"#,
        single = "'x'"
    );
    let place = Workplace::new().file("gateway.json", &gateway).file("template.json", &template);
    place.put("settings.toml", format!("\"{}\" = 1\n", "##vso[task.prependpath]/evil"));
    place.put("baseline.json", format!("{{ {quoted}: 1 }}"));
    place.put("##vso[task.setvariable]x.json", &gateway);
    place.put("::add-mask::e.json", &gateway);
    place
}

fn harmless(ended: &Ended, what: &str) {
    for (stream, text) in [("out", &ended.out), ("err", &ended.err)] {
        for line in text.split(['\n', '\r']) {
            let own = [
                "gatelint: ##vso[task.logissue ",
                "gatelint: ##vso[task.uploadsummary]",
                "::error ",
                "::warning ",
                "::notice ",
            ];
            let own = own.into_iter().find(|own| line.starts_with(own)).unwrap_or_default();
            let rest = &line[own.len()..];
            let begins = own.is_empty()
                && rest.trim_start().starts_with("::")
                && !rest.trim_start().starts_with("::: ");
            assert!(
                !begins && !rest.contains("##vso[") && !rest.contains("##["),
                "{what}, {stream}: {line}"
            );
            let hidden = |letter: char| {
                letter != '\t'
                    && (letter.is_control() || "\u{202e}\u{200b}\u{fffe}".contains(letter))
            };
            assert!(!rest.contains(hidden), "{what}, {stream}: {line:?}");
        }
    }
}

#[test]
fn no_name_and_no_line_commands_anybody() {
    let place = place();
    for variable in ["GITHUB_ACTIONS", "TF_BUILD", "GITLAB_CI", "NOTHING"] {
        let run = |arguments: &[&str]| {
            let mut command = place.command(arguments);
            for name in ["GITHUB_ACTIONS", "TF_BUILD", "GITLAB_CI", "GITHUB_STEP_SUMMARY"] {
                command.env_remove(name);
            }
            let ended = Ended::of(&command.env(variable, "True").output().expect("it runs"));
            harmless(&ended, &format!("{variable} {}", arguments.join(" ")));
            ended
        };
        for format in FORMATS {
            run(&["check", ".", "--isolated", "--format", format]);
        }
        for arguments in [
            &["check", "."][..],
            &["check", ".", "--isolated"],
            &["check", ".", "--isolated", "-v"],
            &["check", "--diff", ".", "--isolated"],
            &["check", "--config", "settings.toml", "."],
            &["check", "--baseline", "baseline.json", ".", "--isolated"],
            &["check", "--show-settings", "--isolated", "--today", "2026-11-24", "."],
            &["check", NAME],
            &["check", "--parameter", NAME, "."],
            &[NAME],
            &["expand", "template.json"],
            &["expand", "template.json", "--format", "json"],
            &["expand", "template.json", "--parameter", &format!("p={NAME}")],
            &["cert", "gateway.json", "::add-mask::e.json"],
            &["cert", "gateway.json", "--format", "json"],
            &["explain", NAME],
            &["lints", "--only", NAME],
        ] {
            run(arguments);
        }
    }
}

#[test]
fn what_others_take_in_goes_out_byte_for_byte() {
    let place = place();
    let gateway = place
        .read("gateway.json")
        .replace(&serde_json::to_string(NAME).expect("JSON"), "\"a\u{7f}b\u{202e}\"");
    let fixed = gateway.replace("172.16.201.7/24", "172.16.201.0/24");
    assert_ne!(gateway, fixed);
    let arguments = ["check", "-", "--fix", "--isolated", "--only", "pool-bad-cidr"];
    assert_eq!(place.pipe(&arguments, gateway.as_bytes()).out, fixed);
    let wide = |text: &str| {
        let units = text.encode_utf16().flat_map(u16::to_le_bytes);
        [0xff, 0xfe].into_iter().chain(units).collect::<Vec<u8>>()
    };
    let mut child =
        place.command(&arguments).stdin(std::process::Stdio::piped()).spawn().expect("it starts");
    std::io::Write::write_all(&mut child.stdin.take().expect("a pipe"), &wide(&gateway))
        .expect("read");
    assert_eq!(child.wait_with_output().expect("it ends").stdout, wide(&fixed));
}

#[test]
fn documents_can_be_read_and_mean_what_they_should() {
    let place = place();
    for format in ["json", "sarif", "gitlab"] {
        let ended = place.run(&["check", "gateway.json", "--isolated", "--format", format]);
        let value: serde_json::Value = serde_json::from_str(&ended.out).expect("JSON");
        assert!(format != "json" || value.to_string().contains("##vso["), "{value}");
    }
    let expanded = place.run(&["expand", "template.json", "--format", "json"]).out;
    let value: serde_json::Value = serde_json::from_str(&expanded).expect("JSON");
    assert_eq!(value["resources"][0]["name"], NAME);
}

#[test]
fn quiet_is_quiet_on_both_streams() {
    let place = Workplace::with_gateway();
    let clean = ["check", "gateway.json", "-q", "--only", "pool-overlaps-vnet"];
    let ended = place.run(&clean);
    assert_eq!((ended.out.as_str(), ended.err.as_str()), ("", ""));
    let ended = place.check(&["-q", "--write-baseline", "known.json"]);
    assert_eq!((ended.code, ended.err.as_str()), (0, ""));
    let ended = place.check(&["-q"]);
    assert_eq!((ended.code, ended.err.as_str()), (1, ""));
    assert!(!ended.out.contains("checked"), "{}", ended.out);
}
