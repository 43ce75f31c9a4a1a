//! What a repository's files may be and where they may lie: only what is meant is read, and only what was read is
//! written.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::symlink;
use std::process::Command;

use crate::workplace::{Ended, GATEWAY, TWO, Workplace};

const SCHEMA: &str = "https://schema.management.azure.com/schemas/2019-04-01/deployment";

/// A template whose gateway's pool is a parameter.
fn template() -> String {
    let gateway = GATEWAY.replace("\"172.16.201.7/24\"", "\"[parameters('pool')]\"");
    format!(
        r#"{{ "$schema": "{SCHEMA}Template.json#", "contentVersion": "1.0.0.0",
        "parameters": {{ "pool": {{ "type": "string" }} }}, "resources": [ {gateway} ] }}"#
    )
}

fn parameters(pool: &str) -> String {
    format!(
        r#"{{ "$schema": "{SCHEMA}Parameters.json#", "contentVersion": "1.0.0.0",
        "parameters": {{ "pool": {{ "value": "{pool}" }} }} }}"#
    )
}

/// A place with a folder `checked` in it, a secret beside the folder, and a link to the secret in the folder.
fn with_link(name: &str) -> Workplace {
    let place = Workplace::new()
        .file("secret", "{ \"parameters\": TOP-SECRET = TOP-SECRET }")
        .file("checked/hub.json", &template());
    symlink("../secret", place.path(&format!("checked/{name}"))).expect("a link");
    place
}

fn everywhere(place: &Workplace) -> Vec<Ended> {
    ["text", "json", "sarif", "html", "markdown", "junit", "csv", "github"]
        .map(|format| place.run(&["check", "checked", "-v", "--format", format]))
        .into()
}

fn pipe(place: &Workplace, name: &str) {
    let made = Command::new("mkfifo").arg(place.path(name)).status().expect("mkfifo runs");
    assert!(made.success());
}

#[test]
fn links_that_lead_outside_are_refused_and_nothing_of_the_other_file_is_shown() {
    for (name, code) in [("gatelint.toml", 2), ("hub.parameters.json", 3), (".gitignore", 3)] {
        let place = with_link(name);
        for ended in everywhere(&place) {
            ended.is(code);
            assert!(!(ended.out.clone() + &ended.err).contains("TOP-SECRET"), "{name}");
            assert!((ended.out + &ended.err).contains("outside the checked folders"), "{name}");
        }
    }
}

#[test]
fn a_repository_around_the_folder_is_inside() {
    let place = Workplace::new()
        .file("infra/hub.json", &template())
        .file("shared/prod.json", &parameters("172.16.201.7/24"));
    symlink("../shared/prod.json", place.path("infra/hub.parameters.json")).expect("a link");
    place.run(&["check", "infra"]).is(3).says("outside the checked folders");
    std::fs::create_dir(place.path(".git")).expect("made");
    place.run(&["check", "infra"]).is(1).says("pool-bad-cidr");
    // What is named may lie anywhere.
    std::fs::remove_dir(place.path(".git")).expect("gone");
    std::fs::remove_file(place.path("infra/hub.parameters.json")).expect("gone");
    place.run(&["check", "infra", "--parameters", "shared/prod.json"]).is(1).says("pool-bad-cidr");
}

#[test]
fn settings_name_no_parameters_outside() {
    let place = Workplace::new()
        .file("secret.json", "{ \"parameters\": TOP-SECRET }")
        .file("checked/hub.json", &template());
    for named in ["../secret.json", &place.path("secret.json").display().to_string()] {
        place.put(
            "checked/gatelint.toml",
            format!("[[template]]\npath = \"hub.json\"\nparameters = [\"{named}\"]\n"),
        );
        for ended in everywhere(&place) {
            ended.is(3);
            assert!(!(ended.out.clone() + &ended.err).contains("TOP-SECRET"));
            assert!((ended.out + &ended.err).contains("outside the checked folders"));
        }
    }
}

#[test]
fn linked_templates_lie_inside() {
    let place = with_link("linked.json");
    let outer = format!(
        r#"{{ "$schema": "{SCHEMA}Template.json#", "contentVersion": "1.0.0.0", "resources": [ {GATEWAY},
        {{ "type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "d",
        "properties": {{ "mode": "Incremental", "templateLink": {{ "relativePath": "linked.json" }} }} }} ] }}"#
    );
    place.put("checked/hub.json", outer);
    for ended in everywhere(&place) {
        assert!(!(ended.out + &ended.err).contains("TOP-SECRET"));
    }
}

#[test]
fn pipes_and_devices_are_errors_when_named_and_passed_over_when_found() {
    let place = Workplace::new().file("found/hub.json", &template());
    pipe(&place, "pipe");
    for device in ["pipe", "/dev/zero"] {
        for arguments in [
            ["check", device].as_slice(),
            &["check", "found", "--parameters", device],
            &["check", "found", "--config", device],
            &["check", "found", "--baseline", device],
            &["expand", device],
            &["cert", device],
        ] {
            let ended = place.run(arguments);
            assert!([2, 3].contains(&ended.code), "{arguments:?}: {}", ended.code);
            let said = ended.out + &ended.err;
            assert!(said.contains("gatelint reads only regular files"), "{arguments:?}: {said}");
        }
    }
    for name in [".gitignore", ".ignore", "gatelint.toml", "other.json"] {
        pipe(&place, &format!("found/{name}"));
    }
    let ended = place.run(&["check", "found", "-v", "--only", "pool-bad-cidr"]);
    ended.is(0);
    for name in [".gitignore", ".ignore", "gatelint.toml", "other.json"] {
        ended.says(&format!("found/{name}"));
    }
    // A parameters file is no input by itself, but the template asks for it.
    pipe(&place, "found/hub.parameters.json");
    place.run(&["check", "found"]).is(3).says("gatelint reads only regular files");
}

#[test]
fn settings_ignore_files_and_baselines_have_a_size_that_is_read() {
    let place = Workplace::with_gateway();
    let large = |name: &str| {
        let file = std::fs::File::create(place.path(name)).expect("made");
        file.set_len(10 << 30).expect("a file with a hole");
    };
    large("large");
    place.check(&["--baseline", "large"]).is(2).complains("more than");
    place.check(&["--config", "large"]).is(2).complains("more than");
    large("gatelint.toml");
    place.check(&[]).is(2).complains("more than");
    std::fs::remove_file(place.path("gatelint.toml")).expect("gone");
    large(".gitignore");
    place.run(&["check", "."]).is(3).says("more than");
}

#[test]
fn a_fix_goes_into_the_file_that_was_read() {
    let place = Workplace::new().file("a/b.json", GATEWAY);
    place.put("a\\b.json", GATEWAY.replace("\"gw\"", "\"other\""));
    let arguments = [&["check", "a\\b.json", "--fix"], &TWO[..]].concat();
    place.run(&arguments).says("1 fixed");
    assert_eq!(place.read("a/b.json"), GATEWAY);
    assert!(place.read("a\\b.json").contains("172.16.201.0/24"));
}

#[test]
fn standard_input_is_no_file_of_its_name() {
    let place = Workplace::with_gateway();
    let arguments = ["check", "-", "gateway.json", "--stdin-name", "gateway.json", "--fix"];
    let ended = place.pipe(&[&arguments, &TWO[..]].concat(), b"{ \"resources\": [] }");
    assert_eq!(ended.out, "{ \"resources\": [] }");
    assert!(place.read("gateway.json").contains("172.16.201.0/24"));
}

#[test]
fn files_that_cannot_be_written_are_told_with_the_report() {
    let place = Workplace::with_gateway().file("b.json", &GATEWAY.replace("\"gw\"", "\"b\""));
    let mut permissions = place.path("b.json").metadata().expect("a file").permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(place.path("b.json"), permissions).expect("read-only");
    let ended = place.run(&[&["check", ".", "--fix"], &TWO[..]].concat());
    ended.is(3).complains("b.json is read-only").says("1 fixed");
    // What was not written is still to be done.
    ended.says("b.json:6").says("pool-bad-cidr");
    assert!(place.read("gateway.json").contains("172.16.201.0/24"));
}

#[test]
fn a_file_whose_name_is_no_utf8_is_not_changed() {
    let place = Workplace::new();
    let path = place.folder().join(OsStr::from_bytes(b"g\xFF.json"));
    if std::fs::write(&path, GATEWAY).is_err() {
        // Some file systems have UTF-8 names only.
        return;
    }
    let ended = place.run(&[&["check", ".", "--fix"], &TWO[..]].concat());
    ended.is(3).complains("its name is not UTF-8").says("pool-bad-cidr");
    assert_eq!(std::fs::read_to_string(&path).expect("there"), GATEWAY);
    place.run(&[&["check", ".", "--diff"], &TWO[..]].concat()).is(3).complains("not UTF-8");
}
