//! Prints what a template deploys: `cargo run --example expand -- template.json [parameters.json]…`

use std::error::Error;
use std::io::Write as _;

use arm_template::{NoLoader, Options, SourceId, decode, expand, parse};

fn main() -> Result<(), Box<dyn Error>> {
    let mut documents = Vec::new();
    for (number, path) in (0u32..).zip(std::env::args().skip(1)) {
        let bytes = std::fs::read(&path)?;
        let parsed = parse(&decode(&bytes)?.text, SourceId(number));
        let document = parsed.node.ok_or_else(|| format!("{path}: {:?}", parsed.problems))?;
        documents.push(document);
    }
    let mut documents = documents.into_iter();
    let template = documents.next().ok_or("which template?")?;
    let options = Options { parameters: documents.collect(), ..Options::default() };
    let expansion = expand(&template, &options, &NoLoader);

    let mut out = std::io::stdout().lock();
    for resource in &expansion.resources {
        writeln!(out, "{} {}", resource.kind, resource.id.to_json())?;
        writeln!(out, "{:#}", resource.node.to_json())?;
    }
    for output in &expansion.outputs {
        writeln!(out, "output {} = {}", output.name, output.value.to_json())?;
    }
    for problem in &expansion.problems {
        writeln!(out, "{:?} at {}: {}", problem.kind, problem.span.start, problem.message)?;
    }
    Ok(())
}
