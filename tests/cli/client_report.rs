//! The script that a help desk sends, and what comes back.

use std::process::Command;

use crate::workplace::Workplace;

const REPORT: &str = r#"{
  "kind": "gatelint client report",
  "version": 1,
  "platform": "windows",
  "written": "2026-11-24T08:00:00Z",
  "operatingSystem": { "name": "Windows 11", "version": "10.0.26100", "build": 26100 },
  "connections": []
}
"#;

const AS_OF: [&str; 2] = ["--today", "2026-11-24"];

fn check(text: impl AsRef<[u8]>) -> crate::workplace::Ended {
    let place = Workplace::new();
    place.put("report.json", text);
    place.run(&[&["check", "report.json", "--verbose"], &AS_OF[..]].concat())
}

#[test]
fn a_script_is_printed_for_each_system() {
    let place = Workplace::new();
    let windows = place.run(&["client-report"]);
    windows.is(0).says("Get-VpnConnection").says("$CheckReachability = $false");
    assert_eq!(windows.out, place.run(&["client-report", "--os", "windows"]).out);
    place.run(&["client-report", "--check-reachability"]).says("$CheckReachability = $true");
    for os in ["macos", "linux"] {
        place.run(&["client-report", "--os", os]).is(0).says("#!/bin/sh");
    }
    place.run(&["client-report", "--os", "os2"]).is(2);
}

#[test]
fn a_report_is_read_as_powershell_writes_it() {
    let mut wide = vec![0xFF, 0xFE];
    wide.extend(REPORT.encode_utf16().flat_map(u16::to_le_bytes));
    let marked = format!("\u{feff}{REPORT}");
    for bytes in [REPORT.as_bytes(), marked.as_bytes(), wide.as_slice()] {
        check(bytes).is(0).is_silent_on("unreadable");
    }
}

#[test]
fn sections_that_failed_or_are_not_known_are_said() {
    let text = REPORT.replace("[]", r#"{ "error": "Access denied" }, "moods": []"#);
    check(text).says("its section connections failed: Access denied").says("doesn't know moods");
}

#[test]
fn another_version_is_refused() {
    check(REPORT.replace("\"version\": 1", "\"version\": 2"))
        .is(3)
        .says("version 2, and this gatelint reads version 1");
}

#[test]
fn reports_are_found_in_a_folder() {
    let place = Workplace::new();
    std::fs::create_dir(place.path("desk")).expect("made");
    place.put("desk/anna.json", REPORT);
    place.put("desk/other.json", "{ \"kind\": \"another\" }");
    place
        .run(&[&["check", "desk", "--verbose"], &AS_OF[..]].concat())
        .is(0)
        .says("in 1 file")
        .says("passed over: desk/other.json");
}

/// The script of this system runs, and what it writes is read whole.
#[cfg(target_os = "linux")]
#[test]
fn the_script_of_linux_runs_here_and_its_report_is_read() {
    let place = Workplace::new();
    place.put("report.sh", place.run(&["client-report", "--os", "linux"]).out);
    let parsed = Command::new("sh").args(["-n", "report.sh"]).current_dir(place.folder()).output();
    assert!(parsed.expect("sh runs").status.success());
    let written = Command::new("sh").arg("report.sh").current_dir(place.folder()).output();
    let written = written.expect("sh runs");
    assert!(written.status.success());
    let text = String::from_utf8(written.stdout).expect("text");
    let report: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let schema = include_str!("../../docs/client-report.schema.json");
    let schema: serde_json::Value = serde_json::from_str(schema).expect("a schema");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let faults: Vec<String> =
        validator.iter_errors(&report).map(|fault| fault.to_string()).collect();
    assert!(faults.is_empty(), "{faults:?}\n{text}");
    assert_eq!(report["platform"], "linux");
    assert!(report["operatingSystem"]["version"].is_string(), "{text}");
    place.put("report.json", &text);
    let ended = place.run(&["check", "report.json"]);
    ended.is_silent_on("doesn't know").is_silent_on("unreadable-input");
}

/// PowerShell's own parser, where there is a PowerShell.
#[test]
fn powershell_parses_the_script() {
    let there = ["pwsh", "powershell"].into_iter().find(|shell| {
        Command::new(shell).args(["-NoProfile", "-Command", "exit 0"]).output().is_ok()
    });
    let Some(shell) = there else {
        eprintln!("skipped: there is no PowerShell on this machine");
        return;
    };
    let place = Workplace::new();
    place.put("report.ps1", place.run(&["client-report"]).out);
    let parse = "$faults = $null; [void][Management.Automation.Language.Parser]::ParseFile((Resolve-Path report.ps1), \
        [ref]$null, [ref]$faults); $faults | ForEach-Object { $_.ToString() }; exit $faults.Count";
    let parsed = Command::new(shell)
        .args(["-NoProfile", "-Command", parse])
        .current_dir(place.folder())
        .output()
        .expect("it runs");
    assert!(parsed.status.success(), "{}", String::from_utf8_lossy(&parsed.stdout));
}
