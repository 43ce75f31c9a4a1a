//! The program at a person's terminal: every command, narrow and wide, with and without colour, left early.

use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;

use gatelint::console::columns;
use portable_pty::CommandBuilder;

use crate::pseudo_terminal::{Session, Terminal, command, gatelint, run};
use crate::workplace::{GATEWAY, Workplace};

/// What a person types, and how it ends.
const COMMANDS: [(&[&str], u32); 17] = [
    (&["check", "gateway.json"], 1),
    (&["check", "-v", "gateway.json"], 1),
    (&["check", ".", "--format", "concise"], 1),
    (&["check", "--show-settings", "gateway.json"], 0),
    (&["check", "--diff", "gateway.json"], 1),
    (&["check", "--statistics", "gateway.json"], 1),
    (&["check", "none.json"], 3),
    (&["chek"], 2),
    (&["--help"], 0),
    (&["check", "--help"], 0),
    (&["scan", "--auth", "secret"], 2),
    (&["cert", "gateway.json"], 1),
    (&["expand", "template.json"], 0),
    (&["lints"], 0),
    (&["explain", "pool-overlaps-vnet"], 0),
    (&["explain", "809"], 0),
    (&["explain", "--all"], 0),
];

fn place() -> Workplace {
    let template = r#"{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0", "resources": [{ "type": "Microsoft.Network/virtualNetworks", "apiVersion": "2024-05-01",
  "name": "v", "properties": { "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] } } }] }"#;
    Workplace::with_gateway().file("template.json", template)
}

fn at_terminal(place: &Workplace, arguments: &[&str], width: u16, colour: bool) -> Session {
    let mut command = gatelint(place.folder(), arguments);
    if !colour {
        command.env("NO_COLOR", "1");
    }
    run(command, width)
}

#[test]
fn every_command_fits_the_terminal() {
    let place = place();
    for (arguments, code) in COMMANDS {
        if !cfg!(feature = "live") && arguments[0] == "scan" {
            continue;
        }
        for width in [40_u16, 80, 200] {
            for colour in [true, false] {
                let session = at_terminal(&place, arguments, width, colour);
                let words = arguments.join(" ");
                assert_eq!(session.status.exit_code(), code, "{words}: {}", session.shown);
                assert!(!session.shown.trim().is_empty(), "{words} says nothing");
                assert!(!session.shown.contains("\u{1b}]0"), "{words}");
                // A progress line is erased, which isn't a colour.
                let kept = session.shown.replace("\u{1b}[2K", "");
                assert!(colour || !kept.contains('\u{1b}'), "{words}: {kept}");
                for line in session.lines() {
                    assert!(
                        words.contains("concise") || fits(&line, width),
                        "{words} at {width}: {line}"
                    );
                }
            }
        }
    }
}

/// Whether a line ends before the terminal does, or goes on with one word that can't be broken. What is to be copied,
/// an example, a difference or a line for programs, stays as it is.
fn fits(line: &str, width: u16) -> bool {
    let width = usize::from(width);
    let copied =
        line.starts_with("    ") || line.starts_with(['+', '-', ' ']) && line.contains('"');
    let before_last = line.trim_end().rsplit_once(' ').map_or("", |(before, _)| before);
    copied
        || line.starts_with("gateway.json:")
        || columns(line) <= width
        || columns(before_last.trim_end()) < width && columns(before_last) < width / 2
}

#[test]
fn colours_are_as_the_surroundings_and_the_flag_say() {
    let place = place();
    let with = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut command: CommandBuilder = gatelint(place.folder(), arguments);
        for (name, value) in variables {
            command.env(name, value);
        }
        run(command, 80).has_colour()
    };
    let check: &[&str] = &["check", "gateway.json"];
    assert!(with(check, &[]));
    assert!(!with(check, &[("NO_COLOR", "1")]));
    assert!(!with(check, &[("TERM", "dumb")]));
    assert!(with(&["check", "gateway.json", "--color", "always"], &[("NO_COLOR", "1")]));
    assert!(!with(&["--color=never", "check", "gateway.json"], &[("CLICOLOR_FORCE", "1")]));
    assert!(with(&["explain", "pool-bad-cidr"], &[]) && with(&["explain", "809"], &[]));
    assert!(with(&["chek"], &[]) && !with(&["chek", "--color", "never"], &[]));
    assert!(!with(&["chek"], &[("NO_COLOR", "1")]));

    let piped = |arguments: &[&str], force: &str| {
        let output = place.command(arguments).env("CLICOLOR_FORCE", force).output();
        output.expect("the program runs").stdout.contains(&0x1b)
    };
    assert!(piped(check, "1") && !piped(check, "0"));
    assert!(!piped(&["check", "gateway.json", "--color", "never"], "1"));
    place
        .run(&["check", "gateway.json", "--color", "blue"])
        .is(2)
        .complains("[possible values: auto, always, never]");
}

#[test]
fn control_characters_of_the_command_line_are_written_out() {
    let place = place();
    for colour in [true, false] {
        let session =
            at_terminal(&place, &["check", "--\u{1b}[2J", "a\u{1b}]0;title\u{7}"], 80, colour);
        assert!(session.shown.contains("\\u{1b}"), "{}", session.shown);
        let controls = |text: &str| text.contains("\u{1b}[2J") || text.contains('\u{7}');
        assert!(!controls(&session.shown), "{}", session.shown);
    }
}

#[test]
fn ctrl_c_ends_by_the_signal() {
    let place = place();
    // Standard input is the keyboard, on which nobody types.
    for arguments in [&["check", "-"][..], &["check", "--watch", "gateway.json"], &["cert", "-"]] {
        let mut terminal = Terminal::start(gatelint(place.folder(), arguments), 80);
        if arguments.contains(&"--watch") {
            terminal.until("press Ctrl-C to stop");
        } else {
            std::thread::sleep(std::time::Duration::from_millis(300));
        }
        terminal.type_in(b"\x03");
        let session = terminal.end();
        assert!(session.status.signal().is_some(), "{arguments:?}: {:?}", session.status);
        assert!(!session.shown.contains("panicked"), "{}", session.shown);
    }
    // As a shell tells it.
    let line = format!("trap : INT; {} check -; echo \"code $?\"", env!("CARGO_BIN_EXE_gatelint"));
    let mut terminal = Terminal::start(command(place.folder(), "sh", &["-c", &line]), 80);
    std::thread::sleep(std::time::Duration::from_millis(500));
    terminal.type_in(b"\x03");
    let shown = terminal.end().shown;
    assert!(shown.contains("code 130"), "{shown}");
}

#[test]
fn a_long_check_says_that_it_goes_on_and_a_short_one_does_not() {
    let place = place().file("slow.bicep", "param a string\nresource g 'Microsoft.Network/virtualNetworkGateways@2024-05-01' = {\n name: a\n}\n");
    place.put("bin/bicep", "#!/bin/sh\nsleep 2\nexit 1\n");
    let executable = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(place.path("bin/bicep"), executable).expect("a program");
    let slow = |arguments: &[&str]| {
        let mut command = gatelint(place.folder(), arguments);
        let path = std::env::var("PATH").unwrap_or_default();
        command.env("PATH", format!("{}:{path}", place.path("bin").display()));
        run(command, 80)
    };
    let session = slow(&["check", "gateway.json"]);
    assert!(!session.shown.contains("checking"), "{}", session.shown);
    if place.command(&["check", "slow.bicep"]).output().is_ok() {
        let session = slow(&["check", "slow.bicep"]);
        // Only where Bicep is compiled by its command does this take long.
        if session.shown.contains("bicep build") {
            assert!(session.shown.contains("checking"), "{}", session.shown);
        }
        let quiet = slow(&["check", "-q", "slow.bicep"]);
        assert!(!quiet.shown.contains("checking"), "{}", quiet.shown);
    }
}

#[test]
fn a_pager_that_closes_early_is_no_fault() {
    let place = Workplace::new();
    for number in 0..40 {
        place.put(&format!("{number}.json"), GATEWAY);
    }
    for (arguments, code) in [
        (&["check", "."][..], 1),
        (&["check", ".", "--format", "json"], 1),
        (&["check", ".", "--format", "html"], 1),
        (&["check", "--diff", "."], 1),
        (&["explain", "--all"], 0),
        (&["lints"], 0),
        (&["lints", "--format", "json"], 0),
        (&["completions", "bash"], 0),
        (&["man"], 0),
        (&["--help"], 0),
    ] {
        let mut child = place.command(arguments).spawn().expect("the program starts");
        let mut out = child.stdout.take().expect("it is a pipe");
        let mut first = [0; 16];
        out.read_exact(&mut first).expect("something is printed");
        drop(out);
        let ended = child.wait_with_output().expect("it ends");
        let said = String::from_utf8_lossy(&ended.stderr);
        // The code says what was found, not that nobody read all of it.
        assert_eq!((ended.status.code(), said.as_ref()), (Some(code), ""), "{arguments:?}");
    }
    // Standard error closed, too.
    let mut child =
        place.command(&["check", "none"]).stdout(Stdio::null()).spawn().expect("it starts");
    drop(child.stderr.take());
    assert_eq!(child.wait().expect("it ends").code(), Some(3));
}

#[test]
fn output_is_piped_while_the_rest_is_at_the_terminal() {
    let place = place();
    let line = format!(
        "{} check gateway.json --today 2026-11-24 | cat > report.txt",
        env!("CARGO_BIN_EXE_gatelint")
    );
    let session = run(command(place.folder(), "sh", &["-c", &line]), 80);
    assert_eq!(session.shown, "");
    let report = place.read("report.txt");
    assert!(report.contains("checked 1 gateway") && !report.contains('\u{1b}'), "{report}");
    let again = place.run(&["check", "gateway.json", "--today", "2026-11-24"]);
    assert_eq!(again.out, report, "the terminal's width is that of standard output alone");
}
