//! Twice the input takes twice the instructions: `cargo bench --bench instructions`.
//!
//! The inputs are those of `tests/growth`. This program runs itself under Valgrind's callgrind, once for each size of each input,
//! and fails where twice as much of something takes more than [`MOST`] times the instructions. Instructions are hardly
//! different from run to run, so one run is enough; what has to be compared without asking for memory is seen, too.

#[path = "../tests/growth/inputs.rs"]
mod inputs;

use std::hint::black_box;
use std::io::Write as _;
use std::process::Command;

use crate::inputs::{ALL, Growing, Work};

/// How many times the instructions twice the input may take. What sorts or looks up in a tree comes to a little more than 2.
const MOST: f64 = 2.3;

/// Names the function whose instructions are counted, for callgrind.
const COUNTED: &str = "--toggle-collect=*counted_work*";

fn main() {
    let given: Vec<String> = std::env::args().skip(1).filter(|given| given != "--bench").collect();
    if let [run, name, size] = given.as_slice()
        && run == "--run"
    {
        let growing = ALL.iter().find(|growing| growing.name == name).expect("one of them");
        let size = size.parse().expect("a number");
        counted_work(&(growing.prepare)(size));
        return;
    }
    if Command::new("valgrind").arg("--version").output().is_err() {
        say(
            "skipped: instructions are counted by Valgrind, which isn't installed (`apt install valgrind`)",
        );
        return;
    }
    let chosen = |growing: &&Growing| given.iter().all(|part| growing.name.contains(part.as_str()));
    let mut grown = Vec::new();
    for growing in ALL.iter().filter(chosen) {
        let (small, large) =
            (instructions(growing, growing.size), instructions(growing, growing.size * 2));
        let ratio = ratio(small, large);
        say(&format!("{}: {small} → {large} instructions, {ratio:.2} times", growing.name));
        if ratio > MOST {
            grown.push(growing.name);
        }
    }
    assert!(
        grown.is_empty(),
        "more than {MOST} times the instructions for twice the input: {grown:?}"
    );
}

fn say(line: &str) {
    writeln!(std::io::stdout(), "{line}").expect("standard output takes text");
}

#[inline(never)]
fn counted_work(work: &Work) {
    black_box(work());
}

/// How many instructions the work takes, as callgrind says at its end: `Collected : 123456`.
fn instructions(growing: &Growing, size: usize) -> u64 {
    let program = std::env::current_exe().expect("this program has a path");
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null", COUNTED])
        .arg(program)
        .args(["--run", growing.name, &size.to_string()])
        .output()
        .expect("valgrind starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {said}", growing.name);
    let collected = said.lines().find_map(|line| line.split_once("Collected :"));
    let (_, count) = collected.expect("callgrind says what it collected");
    count.trim().parse().expect("a number of instructions")
}

#[expect(clippy::cast_precision_loss, reason = "a ratio of millions is shown with two digits")]
fn ratio(small: u64, large: u64) -> f64 {
    large as f64 / small.max(1) as f64
}
