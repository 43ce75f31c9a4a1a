//! The problem matcher for Visual Studio Code reads what the program prints.

use std::path::Path;

use crate::workplace::{TWO, Workplace};

#[test]
fn the_problem_matcher_reads_concise_findings() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/ci/vs-code.md");
    let page = std::fs::read_to_string(page).expect("the page");
    let (_, block) = page.split_once("```json\n").expect("the tasks");
    let (block, _) = block.split_once("```").expect("their end");
    let tasks: serde_json::Value = serde_json::from_str(block).expect("JSON");
    let task = &tasks["tasks"][0];
    let pattern = &task["problemMatcher"]["pattern"];
    let regex = regex::Regex::new(pattern["regexp"].as_str().expect("a text")).expect("a pattern");

    let given = task["args"].as_array().expect("arguments");
    let arguments: Vec<&str> = given.iter().filter_map(serde_json::Value::as_str).collect();
    let place = Workplace::with_gateway();
    let out = place.run(&[&arguments[..], &TWO].concat()).is(1).out.clone();
    let found: Vec<_> = out.lines().filter_map(|line| regex.captures(line)).collect();
    assert_eq!(found.len(), 2, "{out}");
    let group = |of: &regex::Captures<'_>, name: &str| {
        let number = pattern[name].as_u64().expect("a number");
        of[usize::try_from(number).expect("a small one")].to_owned()
    };
    for one in &found {
        assert!(group(one, "file").ends_with("gateway.json"), "{out}");
        assert!(["6", "7"].contains(&group(one, "line").as_str()), "{out}");
        assert!(group(one, "column").parse::<u32>().is_ok_and(|column| column > 1), "{out}");
        assert_eq!(group(one, "severity"), "warning");
        assert!(TWO[1].contains(&group(one, "code")), "{out}");
        assert!(!group(one, "message").is_empty());
    }
}
