//! Reads expressions, one a line as JSON strings, and writes the value of each as JSON: `{"value": …}`, `{"unknown": …}` or
//! `{"error": …}`. For holding the functions against `terraform console`.

use std::io::{BufRead as _, Write as _};

use terraform_config::syntax::read_expression;
use terraform_config::value::{Value, ValueKind};
use terraform_config::{Ledger, Names, NoFiles, Options, Reference, Scope};
use traced_values::SourceId;

struct Nothing;

impl Names for Nothing {
    fn refer(
        &self,
        reference: &Reference<'_>,
        _: &Scope<'_>,
    ) -> Result<(Value, usize), terraform_config::Fault> {
        Err(terraform_config::Fault::new(
            traced_values::ProblemKind::VariableNotFound,
            format!("there is no {}", reference.root),
            reference.span,
        ))
    }

    fn files(&self) -> &dyn terraform_config::Files {
        &NoFiles
    }
}

fn main() {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line = line.expect("standard input is text");
        let Ok(text) = serde_json::from_str::<String>(&line) else { continue };
        let answer = match read_expression(&text, SourceId(0), 0) {
            Err(problem) => serde_json::json!({ "error": problem.message }),
            Ok(expression) => {
                let ledger = Ledger::new(Options::default().limits);
                let scope = Scope::new(&Nothing, &ledger, None).strict();
                match scope.evaluate(&expression) {
                    Err(fault) => serde_json::json!({ "error": fault.message }),
                    Ok(value) if matches!(value.kind, ValueKind::Unknown(_)) => {
                        serde_json::json!({ "unknown": terraform_config::residual(&value) })
                    }
                    Ok(value) => serde_json::json!({ "value": value.to_json() }),
                }
            }
        };
        writeln!(out, "{answer}").expect("standard output can be written");
    }
}
