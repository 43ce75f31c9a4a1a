//! What is different on Windows: drives, backslashes, long names, devices, patterns, files that somebody holds.

use std::fs::OpenOptions;
use std::os::windows::fs::OpenOptionsExt;
use std::path::Path;

use crate::workplace::{GATEWAY, TWO, Workplace};

/// The fixed pool in the place of the wrong one.
fn is_fixed(text: &str) -> bool {
    text.contains("172.16.201.0/24") && !text.contains("172.16.201.7")
}

fn text(path: &Path) -> String {
    path.to_str().expect("UTF-8").to_owned()
}

#[test]
fn drives_and_backslashes_become_forward_slashes() {
    let place = Workplace::new().file(r"infra\gateway.json", GATEWAY);
    let whole = text(&place.path(r"infra\gateway.json"));
    assert!(whole.as_bytes()[1] == b':', "{whole}");
    let shown = whole.replace('\\', "/");
    for given in [whole.clone(), format!(r"\\?\{whole}"), whole.to_uppercase()] {
        let ended = place.run(&[&["check", &given, "--format", "concise"], &TWO[..]].concat());
        ended.is(1);
        let first = ended.out.lines().next().expect("a finding");
        let (name, rest) = first.split_at(shown.len());
        assert!(name.eq_ignore_ascii_case(&shown), "{first}");
        assert!(!rest.contains('\\'), "{first}");
    }
    for given in [r"infra\gateway.json", r".\infra\gateway.json", r"infra\..\infra\gateway.json"] {
        let json = place.run(&[&["check", given, "--format", "json"], &TWO[..]].concat());
        let json: serde_json::Value = serde_json::from_str(&json.is(1).out).expect("JSON");
        let file = json["findings"][0]["location"]["source"].as_str().expect("a file");
        assert!(file.ends_with("infra/gateway.json") && !file.contains('\\'), "{file}");
    }
    for given in [whole.clone(), format!(r"\\?\{whole}")] {
        let sarif = place.run(&[&["check", &given, "--format", "sarif"], &TWO[..]].concat());
        sarif.is(1).says(&format!("\"file:///{shown}\"")).is_silent_on("?/");
    }
}

#[test]
fn settings_baselines_and_parameters_hold_for_backslashes() {
    let place = Workplace::new().file(r"infra\gateway.json", GATEWAY).file(
        "gatelint.toml",
        "[[path]]\r\npath = \"infra/*.json\"\r\nignore = [\"sstp-retiring\"]\r\n",
    );
    let only = ["--select", TWO[1]];
    let whole = text(&place.path(r"infra\gateway.json"));
    for given in [r"infra\gateway.json", "infra/gateway.json", "infra", ".", &whole] {
        let ended = place.run(&[&["check", given], &only[..]].concat());
        ended.is(1).says("pool-bad-cidr").is_silent_on("sstp-retiring");
    }
    place
        .run(
            &[&["check", r"infra\gateway.json", "--write-baseline", "known.json"], &only[..]]
                .concat(),
        )
        .is(0);
    let written = place.read("known.json");
    assert!(!written.contains('\\'), "{written}");
    for given in [r"infra\gateway.json", "infra/gateway.json"] {
        place.run(&[&["check", given, "--baseline", "known.json"], &only[..]].concat()).is(0);
    }
    place.put(
        "gatelint.toml",
        "[[path]]\npath = 'infra\\gateway.json'\nignore = ['sstp-retiring']\n",
    );
    place.run(&["check", "infra"]).is(2).complains("forward slashes");
}

#[test]
fn a_template_finds_its_parameters_and_links_by_a_whole_path() {
    const TEMPLATE: &str = r#"{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "contentVersion": "1.0.0.0", "parameters": { "pool": { "type": "string" } }, "resources": [
        { "type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "inner", "properties": {
            "mode": "Incremental", "templateLink": { "relativePath": "parts/gateway.json" },
            "parameters": { "pool": { "value": "[parameters('pool')]" } } } }] }"#;
    let inner = r#"{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "contentVersion": "1.0.0.0", "parameters": { "pool": { "type": "string" } }, "resources": [
        { "type": "Microsoft.Network/virtualNetworkGateways", "apiVersion": "2024-05-01", "name": "gw", "properties": {
          "vpnClientConfiguration": { "vpnClientAddressPool": { "addressPrefixes": ["[parameters('pool')]"] } } } }] }"#;
    let place = Workplace::new()
        .file(r"infra\main.json", TEMPLATE)
        .file(r"infra\parts\gateway.json", inner)
        .file(
            r"infra\main.parameters.json",
            r#"{ "parameters": { "pool": { "value": "172.16.201.7/24" } } }"#,
        );
    for given in [text(&place.path(r"infra\main.json")), r"infra\main.json".to_owned()] {
        place
            .run(&["check", &given, "--only", "pool-bad-cidr", "--format", "concise"])
            .is(1)
            .says("main.parameters.json:1:");
    }
}

#[test]
fn names_longer_than_260_letters_are_read_and_fixed() {
    let deep = ["folder-with-a-long-name"; 14].join(r"\");
    let file = format!(r"{deep}\gateway.json");
    let place = Workplace::new().file(&file, GATEWAY);
    assert!(text(&place.path(&file)).len() > 300);
    for given in [file.as_str(), &text(&place.path(&file)), "."] {
        place
            .run(&[&["check", given, "--format", "concise"], &TWO[..]].concat())
            .is(1)
            .says("gateway.json:6:");
    }
    place.run(&["check", ".", "--fix", "--only", "pool-bad-cidr"]).is(0);
    assert!(is_fixed(&place.read(&file)));
}

#[test]
fn fixes_of_standard_input_keep_every_byte() {
    let place = Workplace::new();
    let crlf = GATEWAY.replace('\n', "\r\n");
    let ended = place.pipe(&["check", "-", "--fix", "--only", "pool-bad-cidr"], crlf.as_bytes());
    assert_eq!(ended.is(0).out, crlf.replace("172.16.201.7", "172.16.201.0"));
    // What PowerShell 5.1 writes for `az … > gateway.json`.
    let mut wide = vec![0xFF, 0xFE];
    wide.extend(crlf.encode_utf16().flat_map(u16::to_le_bytes));
    place.put("wide.json", &wide);
    let only = &["--format", "concise", "--only", "pool-bad-cidr"][..];
    for ended in [
        place.pipe(&[&["check", "-"], only].concat(), &wide),
        place.run(&[&["check", "wide.json"], only].concat()),
    ] {
        ended.is(1).says(":6:53: ");
    }
    place.run(&["check", "wide.json", "--fix", "--only", "pool-bad-cidr"]).is(0);
    let fixed = std::fs::read(place.path("wide.json")).expect("the file");
    assert_eq!(fixed.len(), wide.len());
    assert_eq!(&fixed[..2], &[0xFF, 0xFE]);
}

#[test]
fn devices_are_written_to_and_not_read() {
    let place = Workplace::with_gateway();
    place.check(&["--output", "json=NUL"]).is(1);
    place.run(&["check", "NUL"]).is(3);
    place.run(&["check", "CON"]).is(3);
    place.run(&["check", "gateway.json", "con.json", "--only", "pool-bad-cidr"]).is(3);
}

#[test]
fn patterns_are_expanded_where_the_shell_does_not() {
    let place = Workplace::new()
        .file(r"infra\one.json", GATEWAY)
        .file(r"infra\two.JSON", GATEWAY)
        .file(r"infra\three.txt", GATEWAY);
    for given in [r"infra\*.json", "infra/*.json", r"INFRA\t?o.json"] {
        let ended = place.run(&[&["check", given, "--format", "concise"], &TWO[..]].concat());
        ended.is(1).says("two.JSON:6:").is_silent_on("three");
    }
    place.run(&["check", r"infra\*.none"]).is(3).says("no file matches this pattern");
}

#[test]
fn a_file_that_is_held_or_read_only_stays_as_it_is() {
    let place = Workplace::with_gateway();
    let fix = ["check", "gateway.json", "--fix", "--only", "pool-bad-cidr"];
    {
        const READ_BY_OTHERS: u32 = 1;
        let mut open = OpenOptions::new();
        let held = open.read(true).share_mode(READ_BY_OTHERS).open(place.path("gateway.json"));
        assert!(held.is_ok());
        place.run(&fix).is(3).complains("gateway.json can't be written");
    }
    assert_eq!(place.read("gateway.json"), GATEWAY);
    let path = place.path("gateway.json");
    let set = |readonly: bool| {
        let mut permissions = std::fs::metadata(&path).expect("there").permissions();
        permissions.set_readonly(readonly);
        std::fs::set_permissions(&path, permissions).expect("set");
    };
    set(true);
    place.run(&fix).is(3).complains("read-only");
    set(false);
    assert_eq!(place.read("gateway.json"), GATEWAY);
    place.run(&fix).is(0);
    assert!(is_fixed(&place.read("gateway.json")));
    let left = std::fs::read_dir(place.folder()).expect("the folder").count();
    assert_eq!(left, 1, "nothing is left beside it");
}

#[test]
fn ignore_files_with_line_breaks_of_windows_hold() {
    let place = Workplace::new()
        .file(r"infra\gateway.json", GATEWAY)
        .file(r"infra\build\gateway.json", GATEWAY)
        .file(r"infra\.gitignore", "Build/\r\n");
    let ended = place.run(&[&["check", r"infra\", "--format", "concise"], &TWO[..]].concat());
    ended.is(1).says("infra/gateway.json:6:").is_silent_on("build");
}

#[test]
fn a_path_that_was_typed_wrong_is_told_with_what_was_meant() {
    let place = Workplace::with_gateway();
    // What `check "infra\"` becomes.
    place.run(&["check", "infra\""]).is(3).says("quotation mark").says("backslash");
    place.run(&["check", r"\\?\Q:\none.json"]).is(3).says("no such file or folder");
    place.run(&["check", r"Q:\none.json"]).is(3).says("no such file or folder");
}
