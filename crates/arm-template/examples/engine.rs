//! Compares this crate's answers with those of Microsoft's deployment engine:
//! `cargo run --example engine -- --engine FILE [--all] [CASE…]` reads cases as they lie in `tests/engine`.
//!
//! Prints how many agree and the differences by class; with `--all` or the ids of cases each difference whole.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::Write as _;

#[path = "../tests/engine/answer.rs"]
mod answer;
#[path = "../tests/engine/cases.rs"]
mod cases;
#[path = "../tests/engine/comparison.rs"]
mod comparison;

fn main() -> Result<(), Box<dyn Error>> {
    // The deepest of templates needs more than a main thread's stack.
    let thread = std::thread::Builder::new().stack_size(256 << 20);
    let done = thread.spawn(|| run().map_err(|error| error.to_string()))?.join();
    Ok(done.map_err(|_| "the comparison panicked")??)
}

fn run() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (mut file, mut all, mut wanted) = (None, false, Vec::new());
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--engine" => file = arguments.next(),
            "--all" => all = true,
            _ => wanted.push(argument),
        }
    }
    let file = file.ok_or("which file? --engine FILE")?;
    let mut classes: BTreeMap<&str, usize> = BTreeMap::new();
    let mut examples: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let (mut count, mut agreed) = (0, 0);
    let mut out = std::io::stdout().lock();
    for case in cases::read(&std::fs::read_to_string(file)?)? {
        if !wanted.is_empty() && !wanted.contains(&case.id) {
            continue;
        }
        let verdict = cases::judge(&case);
        count += 1;
        agreed += usize::from(verdict.agrees());
        for class in classes_of(&verdict) {
            *classes.entry(class).or_default() += 1;
            examples.entry(class).or_default().push(case.id.clone());
        }
        if !verdict.agrees() && (all || !wanted.is_empty()) {
            writeln!(out, "{} ({})\n    {verdict}", case.id, case.about)?;
        }
    }
    for (class, number) in &classes {
        let examples = examples.get(class).filter(|_| *class != "agrees");
        let examples = examples.into_iter().flatten().take(3).map(String::as_str);
        writeln!(out, "{number:6} {class}  {}", examples.collect::<Vec<_>>().join("  "))?;
    }
    writeln!(out, "{agreed} of {count} agree")?;
    Ok(())
}

/// In which way the answers differ; several for one case.
fn classes_of(verdict: &cases::Verdict) -> Vec<&'static str> {
    match verdict {
        cases::Verdict::Agrees => vec!["agrees"],
        cases::Verdict::OnlyEngineRefuses(_) => vec!["only the engine refuses"],
        cases::Verdict::OnlyWeRefuse(_) => vec!["only we refuse"],
        cases::Verdict::Panics => vec!["we panic"],
        cases::Verdict::Differs(differences) => {
            let mut classes: Vec<_> =
                differences.iter().map(|difference| difference.class).collect();
            classes.sort_unstable();
            classes.dedup();
            classes
        }
    }
}
