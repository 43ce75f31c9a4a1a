//! `gatelint expand`.

mod shown;
mod snapshot;

use std::path::Path;

use arm_template::Expansion;
use serde_json::{Map, json};

use self::shown::{Shown, resource_json};
use crate::cli::arguments::{ExpandFormat, ExpandOptions};
use crate::cli::exit::Exit;
use crate::console::{PrintedLanguage, Streams};
use crate::run::{self, Expanded, Request};
use crate::source::Given;

/// Expands a template and prints what it deploys.
pub(crate) fn run(options: &ExpandOptions, streams: &Streams) -> std::io::Result<Exit> {
    let settings =
        match crate::cli::settings::load(&options.settings, Some(&options.template), streams)? {
            Ok(settings) => settings,
            Err(exit) => return Ok(exit),
        };
    let given = if options.template.as_os_str() == "-" {
        vec![Given::Stdin("<stdin>".to_owned())]
    } else {
        whole(&options.template)
    };
    let request = Request {
        parameters: options.deployment.parameters.clone(),
        values: options.deployment.values.clone(),
        scope: options.deployment.scope(&settings.deployed_to),
        templates: settings.templates,
        modules: settings.bicep_modules,
        ..Request::new(given, crate::cli::reporting::today())
    };
    let mut expanded = match run::expand(&request, options.scope.map(Into::into)) {
        Ok(expanded) => expanded,
        Err(message) => {
            writeln!(streams.err, "error: {message}")?;
            return Ok(Exit::Unreadable);
        }
    };
    deployed(&mut expanded.expansion);
    match options.format {
        ExpandFormat::Json => {
            let shown = document(&expanded, options.show_secrets);
            streams.out.document(&format!("{shown:#}\n"), PrintedLanguage::Json)?;
        }
        ExpandFormat::Snapshot => {
            let snapshot = snapshot::document(&expanded, options.show_secrets);
            streams.out.document(&format!("{snapshot:#}\n"), PrintedLanguage::Json)?;
        }
        ExpandFormat::Text => tree(&expanded, options.show_secrets, streams)?,
    }
    Ok(if expanded.expansion.problems.is_empty() { Exit::Clean } else { Exit::Findings })
}

/// A file; of a folder the files of its Terraform configuration, whatever they are about, when it holds one.
fn whole(path: &Path) -> Vec<Given> {
    let files = run::configuration_files(path);
    if files.is_empty() {
        return vec![Given::Path(path.to_owned())];
    }
    files.into_iter().map(Given::Path).collect()
}

/// Leaves what is deployed: neither what is only referred to nor the nested deployments whose resources are all here.
fn deployed(expansion: &mut Expansion) {
    let Expansion { resources, unread, .. } = expansion;
    resources.retain(|resource| {
        let is_nested = resource.kind.eq_ignore_ascii_case("Microsoft.Resources/deployments");
        let is_unread = || unread.iter().any(|unread| unread.span == resource.node.span());
        !resource.existing && (!is_nested || is_unread())
    });
}

fn document(expanded: &Expanded, secrets: bool) -> serde_json::Value {
    let expansion = &expanded.expansion;
    let shown = Shown { expansion, secrets };
    let resources: Vec<_> =
        expansion.resources.iter().map(|resource| resource_json(&shown, resource)).collect();
    let outputs: Map<String, serde_json::Value> = expansion
        .outputs
        .iter()
        .map(|output| {
            (
                output.name.to_string(),
                json!({ "type": &*output.kind, "value": shown.value(&output.name, &output.value) }),
            )
        })
        .collect();
    let unknown: Vec<_> = gaps(expansion)
        .into_iter()
        .map(|(path, reason)| json!({ "path": path, "reason": reason }))
        .collect();
    let errors: Vec<_> = expansion
        .problems
        .iter()
        .map(|problem| {
            let (start, end) = expanded.sources.positions(problem.span);
            let point = |at: crate::source::Position| json!({ "line": at.line, "column": at.column, "offset": at.offset });
            let source = expanded.sources.name(problem.span.source);
            json!({
                "message": problem.message,
                "location": { "source": source, "start": point(start), "end": point(end) },
            })
        })
        .collect();
    json!({ "version": 1, "resources": resources, "outputs": outputs, "unknown": unknown, "errors": errors })
}

/// What is not known and why: values, and the resources of deployments that were not read.
fn gaps(expansion: &Expansion) -> Vec<(String, String)> {
    let values = expansion.unknowns().into_iter();
    let values = values.map(|gap| (gap.path, gap.unknown.reason.to_string()));
    let unread = expansion.unread.iter().map(|unread| {
        let here = |resource: &arm_template::Resource| resource.node.span() == unread.span;
        let at = expansion.resources.iter().position(here);
        (at.map_or_else(String::new, |at| format!("resources[{at}]")), unread.reason.to_string())
    });
    values.chain(unread).collect()
}

fn tree(expanded: &Expanded, secrets: bool, streams: &Streams) -> std::io::Result<()> {
    let expansion = &expanded.expansion;
    let shown = Shown { expansion, secrets };
    for resource in &expansion.resources {
        let name = plain(&shown.value("", &resource.name));
        let mut marks = Vec::new();
        if let Some(condition) = &resource.condition {
            marks.push(format!("if {}", plain(&shown.value("", condition))));
        }
        if !resource.deployment.is_empty() {
            marks.push(format!("in {}", resource.deployment.join(" / ")));
        }
        let marks =
            if marks.is_empty() { String::new() } else { format!("  ({})", marks.join("; ")) };
        writeln!(streams.out, "{} {name}{marks}", resource.kind)?;
        for member in resource.node.members() {
            if !["type", "name"].iter().any(|own| member.name.eq_ignore_ascii_case(own)) {
                branch(streams, &member.name, &shown.value(&member.name, &member.value), 1)?;
            }
        }
    }
    if !expansion.outputs.is_empty() {
        writeln!(streams.out, "outputs")?;
    }
    for output in &expansion.outputs {
        branch(streams, &output.name, &shown.value(&output.name, &output.value), 1)?;
    }
    let gaps = gaps(expansion);
    if !gaps.is_empty() {
        writeln!(streams.out, "unknown")?;
    }
    for (path, reason) in gaps {
        writeln!(streams.out, "  {path}: {reason}")?;
    }
    for problem in &expansion.problems {
        let start = expanded.sources.position(problem.span.source, problem.span.start);
        let name = expanded.sources.name(problem.span.source);
        writeln!(
            streams.err,
            "error: {name}:{}:{}: {}",
            start.line, start.column, problem.message
        )?;
    }
    Ok(())
}

/// One property and what is below it, two more spaces for each level.
fn branch(
    streams: &Streams,
    name: &str,
    value: &serde_json::Value,
    depth: usize,
) -> std::io::Result<()> {
    let indent = "  ".repeat(depth);
    match value {
        serde_json::Value::Object(object) if !object.is_empty() => {
            writeln!(streams.out, "{indent}{name}:")?;
            object.iter().try_for_each(|(name, value)| branch(streams, name, value, depth + 1))
        }
        serde_json::Value::Array(items)
            if items.iter().any(|item| item.is_object() || item.is_array()) =>
        {
            writeln!(streams.out, "{indent}{name}:")?;
            let numbered = items.iter().enumerate();
            numbered
                .into_iter()
                .try_for_each(|(at, value)| branch(streams, &format!("[{at}]"), value, depth + 1))
        }
        other => writeln!(streams.out, "{indent}{name}: {}", plain(other)),
    }
}

fn plain(value: &serde_json::Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
