//! Inputs that Microsoft's deployment engine answered: this crate answers the same, but for argued exceptions.
//!
//! `expressions.jsonl` and `templates.jsonl` hold inputs written for this project, with the answers of the engine behind
//! `bicep snapshot` (Bicep 0.49.2). `argued.json` names the cases in which ours is another answer, each with its reason.

mod answer;
mod cases;
mod comparison;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use cases::{Case, Verdict, judge, read};

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/engine").join(name)
}

fn text(name: &str) -> String {
    std::fs::read_to_string(file(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Expressions may hold line breaks.
fn one_line(id: &str) -> String {
    id.replace('\n', "\\n").replace('\r', "\\r")
}

/// The cases in which another answer is argued for.
fn argued() -> BTreeSet<String> {
    let listed: serde_json::Value = serde_json::from_str(&text("argued.json")).expect("it is JSON");
    let listed = listed.as_array().expect("it is a list");
    let text = |entry: &serde_json::Value, name: &str| {
        entry[name].as_str().filter(|text| !text.is_empty()).map(str::to_owned)
    };
    listed
        .iter()
        .map(|entry| {
            let case = text(entry, "case").expect("an exception names its case");
            assert!(text(entry, "reason").is_some(), "no reason is given for {case}");
            one_line(&case)
        })
        .collect()
}

/// Answers every case of a file on a thread of its own, whose stack the deepest of them doesn't exhaust.
fn answers(name: &'static str) -> Vec<(Case, Verdict)> {
    let run = move || {
        let cases = read(&text(name)).expect("each line is JSON");
        cases
            .into_iter()
            .map(|case| {
                let verdict = judge(&case);
                (case, verdict)
            })
            .collect()
    };
    let thread = std::thread::Builder::new().stack_size(64 << 20).spawn(run);
    thread.expect("a thread starts").join().expect("each case is judged")
}

fn hold(name: &'static str) {
    let argued = argued();
    let mut faults = Vec::new();
    let answers = answers(name);
    for (case, verdict) in &answers {
        let id = one_line(&case.id);
        match (verdict.agrees(), argued.contains(&id)) {
            (true, true) => faults.push(format!("{id} is argued for, but agrees")),
            (true, false) | (false, true) => {}
            (false, false) => faults.push(format!("{id} ({})\n  {verdict}", case.about)),
        }
    }
    let differing = answers.iter().filter(|(_, verdict)| !verdict.agrees()).count();
    let all = answers.len();
    assert!(faults.is_empty(), "{differing} of {all} differ\n{}", faults.join("\n"));
}

#[test]
fn expressions_have_the_engines_values() {
    hold("expressions.jsonl");
}

#[test]
fn templates_have_the_engines_resources_and_outputs() {
    hold("templates.jsonl");
}
