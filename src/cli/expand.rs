//! `gatelint expand`.

use arm_template::{Expansion, Node, Value};
use serde_json::{Map, json};

use super::arguments::{ExpandFormat, ExpandOptions};
use super::{Exit, Streams};
use crate::console::Language;
use crate::run::{self, Expanded, Request};
use crate::source::Given;

/// Expands a template and prints what it deploys.
pub(super) fn run(options: &ExpandOptions, streams: &Streams) -> std::io::Result<Exit> {
    let settings = match super::settings::load(&options.settings, Some(&options.template), streams)?
    {
        Ok(settings) => settings,
        Err(exit) => return Ok(exit),
    };
    let stdin = options.template.as_os_str() == "-";
    let given = if stdin {
        Given::Stdin("<stdin>".to_owned())
    } else {
        Given::Path(options.template.clone())
    };
    let request = Request {
        parameters: options.deployment.parameters.clone(),
        values: options.deployment.values.clone(),
        scope: options.deployment.scope(&settings.deployed_to),
        templates: settings.templates,
        ..Request::new(vec![given], super::reporting::today())
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
            streams.out.document(
                &format!(
                    "{:#}
",
                    document(&expanded)
                ),
                Language::Json,
            )?;
        }
        ExpandFormat::Snapshot => {
            let snapshot = super::snapshot::document(&expanded);
            streams.out.document(
                &format!(
                    "{snapshot:#}
"
                ),
                Language::Json,
            )?;
        }
        ExpandFormat::Text => tree(&expanded, streams)?,
    }
    Ok(if expanded.expansion.problems.is_empty() { Exit::Clean } else { Exit::Findings })
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

fn document(expanded: &Expanded) -> serde_json::Value {
    let expansion = &expanded.expansion;
    let resources: Vec<_> =
        expansion.resources.iter().map(|resource| resource_json(expansion, resource)).collect();
    let outputs: Map<String, serde_json::Value> = expansion
        .outputs
        .iter()
        .map(|output| {
            (
                output.name.to_string(),
                json!({ "type": &*output.kind, "value": shown(expansion, &output.value) }),
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

/// A resource as it is deployed; one of another service has neither an id nor a name.
pub(super) fn resource_json(
    expansion: &Expansion,
    resource: &arm_template::Resource,
) -> serde_json::Value {
    let mut object = Map::new();
    let there = |node: &Node| (!node.is_null()).then(|| node.to_json());
    object.extend(there(&resource.id).map(|id| ("id".to_owned(), id)));
    object.insert("type".to_owned(), json!(&*resource.kind));
    object.extend(there(&resource.name).map(|name| ("name".to_owned(), name)));
    if let Some(condition) = &resource.condition {
        object.insert("condition".to_owned(), condition.to_json());
    }
    for member in resource.node.members() {
        if !object.contains_key(&*member.name) {
            object.insert(member.name.to_string(), shown(expansion, &member.value));
        }
    }
    serde_json::Value::Object(object)
}

/// The value as JSON, secure values masked.
pub(super) fn shown(expansion: &Expansion, node: &Node) -> serde_json::Value {
    // What is left of an expression names secrets and doesn't show them.
    let whole = !matches!(node.value, Value::Array(_) | Value::Object(_) | Value::Unknown(_));
    if whole && expansion.secrets.hold(node) {
        return json!("***");
    }
    match &node.value {
        Value::Array(array) => array.items().iter().map(|item| shown(expansion, item)).collect(),
        Value::Object(object) => object
            .members()
            .iter()
            .map(|member| (member.name.to_string(), shown(expansion, &member.value)))
            .collect::<Map<_, _>>()
            .into(),
        _ => node.to_json(),
    }
}

fn tree(expanded: &Expanded, streams: &Streams) -> std::io::Result<()> {
    let expansion = &expanded.expansion;
    for resource in &expansion.resources {
        let name = resource
            .name
            .as_str()
            .map_or_else(|| resource.name.to_json().to_string(), str::to_owned);
        let mut marks = Vec::new();
        if let Some(condition) = &resource.condition {
            marks.push(format!("if {}", plain(&condition.to_json())));
        }
        if !resource.deployment.is_empty() {
            marks.push(format!("in {}", resource.deployment.join(" / ")));
        }
        let marks =
            if marks.is_empty() { String::new() } else { format!("  ({})", marks.join("; ")) };
        writeln!(streams.out, "{} {name}{marks}", resource.kind)?;
        for member in resource.node.members() {
            if !["type", "name"].iter().any(|own| member.name.eq_ignore_ascii_case(own)) {
                branch(streams, &member.name, &shown(expansion, &member.value), 1)?;
            }
        }
    }
    if !expansion.outputs.is_empty() {
        writeln!(streams.out, "outputs")?;
    }
    for output in &expansion.outputs {
        branch(streams, &output.name, &shown(expansion, &output.value), 1)?;
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
