//! The functions and operators, held against what Terraform 1.11.4 itself answered.
//!
//! Each line of `functions.jsonl` is an expression and its value as `jsonencode()` wrote it; or the expression alone,
//! where Terraform refuses it. Not among them, because a better answer or none is given here: an object that has a key
//! twice (the parser refuses it), `cidrsubnets("::/0", …)` (Terraform's own arithmetic fails), a negative subnet number
//! with fewer bits, and YAML of strings with carriage returns, whose folding no reader minds.

use serde_json::Value as Json;
use terraform_config::syntax::read_expression;
use terraform_config::value::Value;
use terraform_config::{Fault, Files, Ledger, Limits, Names, NoFiles, Reference, Scope};
use traced_values::{ProblemKind, SourceId};

struct Nothing;

impl Names for Nothing {
    fn refer(&self, reference: &Reference<'_>, _: &Scope<'_>) -> Result<(Value, usize), Fault> {
        let message = format!("there is no {}", reference.root);
        Err(Fault::new(ProblemKind::VariableNotFound, message, reference.span))
    }

    fn files(&self) -> &dyn Files {
        &NoFiles
    }
}

fn evaluated(text: &str) -> Result<Value, String> {
    let expression = read_expression(text, SourceId(0), 0).map_err(|problem| problem.message)?;
    let ledger = Ledger::new(Limits::default());
    let value = Scope::new(&Nothing, &ledger, None).strict().evaluate(&expression);
    value.map_err(|fault| fault.message)
}

fn answer(text: &str) -> Result<Json, String> {
    evaluated(text).map(|value| value.to_json())
}

fn same(one: &Json, other: &Json) -> bool {
    match (one, other) {
        // A fraction of 150 digits is cut when it is read from the table.
        (Json::Number(one), Json::Number(other)) => match (one.as_f64(), other.as_f64()) {
            (Some(one), Some(other)) => (one - other).abs() <= one.abs() * 1e-15,
            _ => one == other,
        },
        (Json::Array(one), Json::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Json::Object(one), Json::Object(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .all(|(name, value)| other.get(name).is_some_and(|other| same(value, other)))
        }
        _ => one == other,
    }
}

#[test]
fn every_expression_is_answered_as_by_terraform() {
    let mut count = 0;
    let mut differences = Vec::new();
    for line in include_str!("functions.jsonl").lines() {
        let row: Vec<Json> = serde_json::from_str(line).expect("each line is a list");
        let text = row[0].as_str().expect("an expression comes first");
        count += 1;
        match (row.get(1), answer(text)) {
            (None, Err(_)) => {}
            (Some(theirs), Ok(ours)) if same(theirs, &ours) => {}
            (theirs, ours) => differences.push(format!("{text}: {theirs:?}, not {ours:?}")),
        }
    }
    assert!(count > 3_000, "only {count} expressions were read");
    assert!(
        differences.is_empty(),
        "{} of {count} differ:\n{}",
        differences.len(),
        differences.join("\n")
    );
}

/// Each line of `sensitive.jsonl` is an expression with a sensitive part, and what Terraform 1.11.4 says when it is asked
/// `issensitive()` of it. What it takes for sensitive is so here; a little more is: where a sensitive key picks from an
/// open object, and where a function counts or lists what holds sensitive parts.
#[test]
fn what_terraform_takes_for_sensitive_is_secret() {
    let careful =
        ["length(", "keys(", "{a=\"x\"}[sensitive(", "lookup(", "setproduct(", "chunklist("];
    let (mut open, mut closed) = (Vec::new(), Vec::new());
    for line in include_str!("sensitive.jsonl").lines() {
        let (text, theirs): (String, bool) = serde_json::from_str(line).expect("JSON");
        let ours = evaluated(&text).unwrap_or_else(|why| panic!("{text}: {why}"));
        assert_eq!(ours.to_node().holds_secret(), ours.holds_sensitive(), "{text}");
        if theirs && !ours.holds_sensitive() {
            open.push(text);
        } else if ours.sensitive && !theirs && !careful.iter().any(|it| text.starts_with(it)) {
            closed.push(text);
        }
    }
    assert!(open.is_empty() && closed.is_empty(), "open: {open:#?}\nclosed: {closed:#?}");
}

#[test]
fn every_function_has_an_expression() {
    let table = include_str!("functions.jsonl");
    // Clocks, random sources, files and what only OpenTofu has.
    let aside = [
        "base64gunzip",
        "base64gzip",
        "bcrypt",
        "cidrcontains",
        "file",
        "filebase64",
        "filebase64sha256",
        "filebase64sha512",
        "fileexists",
        "filemd5",
        "fileset",
        "filesha1",
        "filesha256",
        "filesha512",
        "plantimestamp",
        "rsadecrypt",
        "sensitive",
        "templatefile",
        "timestamp",
        "urldecode",
        "uuid",
    ];
    let missing: Vec<_> = terraform_config::function_names()
        .filter(|name| !aside.contains(name) && !table.contains(&format!("{name}(")))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}
