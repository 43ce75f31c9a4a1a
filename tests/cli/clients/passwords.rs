//! The password of a PKCS#12 file as a person types it at a terminal, and without one.

use portable_pty::CommandBuilder;

use crate::clients::stores::samples;
use crate::pseudo_terminal::{Session, Terminal, command, gatelint};
use crate::workplace::Workplace;

const ASKED: &str = "password of default.pfx: ";

fn asked(command: CommandBuilder, keys: &[u8]) -> Session {
    let mut terminal = Terminal::start(command, 80);
    terminal.until(ASKED);
    terminal.type_in(keys);
    terminal.end()
}

fn cert(place: &Workplace) -> CommandBuilder {
    gatelint(place.folder(), &["cert", "default.pfx", "--today", "2026-11-24"])
}

#[test]
fn the_password_is_asked_for_and_not_shown() {
    let place = samples();
    let session = asked(cert(&place), b"Depot-1\r");
    assert!(session.shown.contains("its private key is in the file"), "{}", session.shown);
    assert!(!session.shown.contains("Depot-1"), "{}", session.shown);
    assert_eq!(session.status.exit_code(), 1, "{}", session.shown);
    // What was typed wrongly is taken back.
    let session = asked(cert(&place), b"nonsense\x15Depot-2\x7f1\r");
    assert!(session.shown.contains("its private key is in the file"), "{}", session.shown);
}

#[test]
fn a_wrong_password_is_said_to_be_wrong() {
    let place = samples();
    let session = asked(cert(&place), b"Depot-2\r");
    assert_eq!(session.status.exit_code(), 3, "{}", session.shown);
    assert!(session.shown.contains("the specified password"), "{}", session.shown);
    assert!(!session.shown.contains("Depot-2"), "{}", session.shown);
    // None at all: what is needed is said once more.
    let session = asked(cert(&place), b"\x04");
    assert_eq!(session.status.exit_code(), 3, "{}", session.shown);
    assert!(session.shown.contains("--password-file"), "{}", session.shown);
}

#[test]
fn ctrl_c_ends_it_and_leaves_the_terminal_as_it_was() {
    let place = samples();
    let session = asked(cert(&place), b"Dep\x03");
    assert!(session.status.signal().is_some(), "{:?}: {}", session.status, session.shown);
    // As a shell sees it, with the terminal that is left to it.
    let line = format!(
        "trap : INT; {} cert default.pfx; echo \"code $?\"; stty -a",
        env!("CARGO_BIN_EXE_gatelint")
    );
    let session = asked(command(place.folder(), "sh", &["-c", &line]), b"Dep\x03");
    assert!(session.shown.contains("code 130"), "{}", session.shown);
    let modes: Vec<&str> = session.shown.split_whitespace().collect();
    for mode in ["echo", "icanon", "isig"] {
        assert!(modes.contains(&mode), "{mode}: {}", session.shown);
    }
    assert!(!session.shown.contains("panicked"), "{}", session.shown);
}

#[test]
fn without_a_terminal_it_says_how_to_give_the_password() {
    let place = samples();
    place.run(&["cert", "default.pfx"]).is(3).says("--password-file").says("GATELINT_PFX_PASSWORD");
}
