//! Compares the evaluator with cases whose results are published: inputs and expected results as data.
//!
//! Reads every `*.json` of `tests/cases` and of the folders that the variable `CONFORMANCE_DIR` names (separated by `:`);
//! with `--ignored` those of the collection beside the workspace instead. Prints a line per disagreement.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use arm_template::{
    Expansion, NoLoader, Node, Options, Problem, ProblemKind, Reason, Resource, Scope, ScopeKind,
    SourceId, Value, decode, evaluate, expand, parse,
};
use serde_json::Value as Json;

fn main() -> ExitCode {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/conformance");
    let named = std::env::var_os("CONFORMANCE_DIR").unwrap_or_default();
    // Of the cases kept here the kind of a fault counts too; others leave it open.
    let beside = std::env::args().any(|argument| argument == "--ignored");
    let mut folders = if beside { vec![(shared, false)] } else { vec![(own, true)] };
    folders.extend(std::env::split_paths(&named).map(|folder| (folder, false)));

    let (mut agreed, mut all) = (0, 0);
    let mut out = std::io::stdout().lock();
    let mut say = |line: &str| _ = out.write_all(format!("{line}\n").as_bytes());
    for (file, mind_the_kind) in folders.iter().flat_map(|(folder, kind)| files(folder, *kind)) {
        let cases = read(&file).unwrap_or_else(|message| {
            all += 1;
            say(&format!("{} · {message}", file.display()));
            Vec::new()
        });
        for case in &cases {
            all += 1;
            match judge(case, mind_the_kind) {
                Ok(()) => agreed += 1,
                Err(difference) => say(&told(case, &difference)),
            }
        }
    }
    say(&format!("conformance: {agreed} of {all} cases agree"));
    if agreed == all && all > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn files(folder: &Path, mind_the_kind: bool) -> Vec<(PathBuf, bool)> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<_> = entries
        .map(|entry| (entry.path(), mind_the_kind))
        .filter(|(path, _)| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    files.sort();
    files
}

fn read(file: &Path) -> Result<Vec<Json>, String> {
    let text = std::fs::read_to_string(file).map_err(|error| error.to_string())?;
    let document: Json = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    if document["format"] != 1 {
        return Err(format!("expected format 1 · got {}", document["format"]));
    }
    document["cases"].as_array().cloned().ok_or_else(|| "it has no cases".into())
}

/// What was expected and what came instead.
struct Difference {
    expected: String,
    got: String,
}

fn differs(expected: impl Into<String>, got: impl Into<String>) -> Result<(), Difference> {
    Err(Difference { expected: expected.into(), got: got.into() })
}

fn told(case: &Json, difference: &Difference) -> String {
    let field = |name: &str| case[name].as_str().unwrap_or_default().to_owned();
    format!(
        "{} · {} · expected {} · got {} · {}",
        field("id"),
        field("topic"),
        difference.expected,
        difference.got,
        field("source")
    )
}

fn judge(case: &Json, mind_the_kind: bool) -> Result<(), Difference> {
    let expect = &case["expect"];
    let run = match run(case) {
        Ok(run) => run,
        Err(message) => return differs("a readable case", message),
    };
    if let Some(kind) = expect["error"].as_str() {
        return match run.faults.first() {
            None => differs(format!("error {kind}"), run.shown()),
            Some(_) if !mind_the_kind || run.faults.iter().any(|(got, _)| got == kind) => Ok(()),
            Some((got, message)) => {
                differs(format!("error {kind}"), format!("error {got}: {message}"))
            }
        };
    }
    if let Some((kind, message)) = run.faults.first() {
        return differs("no error", format!("error {kind}: {message}"));
    }
    if let Some(expected) = expect.get("value") {
        let same = run.value.as_ref().is_some_and(|value| equal(value, expected));
        return if same { Ok(()) } else { differs(expected.to_string(), run.shown()) };
    }
    judge_outputs(expect, &run.expansion)?;
    judge_resources(expect, &run.expansion)
}

/// What a case came to.
#[derive(Default)]
struct Run {
    value: Option<Node>,
    expansion: Expansion,
    /// The kinds of faults, as the cases name them, and their messages.
    faults: Vec<(String, String)>,
}

impl Run {
    fn shown(&self) -> String {
        if let Some(value) = &self.value {
            return value.to_json().to_string();
        }
        let outputs = self.expansion.outputs.iter();
        let outputs = outputs.map(|output| format!("{}={}", output.name, output.value.to_json()));
        outputs.collect::<Vec<_>>().join(" ")
    }
}

fn run(case: &Json) -> Result<Run, String> {
    let scope = scope(&case["context"])?;
    if let Some(expression) = case["expression"].as_str() {
        let section = |name: &str| case.get(name).map(|json| node(json, 1)).transpose();
        let (parameters, variables) = (section("parameters")?, section("variables")?);
        let evaluation = evaluate(expression, parameters.as_ref(), variables.as_ref(), &scope);
        let mut faults = named(&evaluation.problems);
        if let Value::Unknown(unknown) = &evaluation.value.value
            && let Reason::Failed(message) = &unknown.reason
        {
            faults.push(("failed".into(), message.to_string()));
        }
        return Ok(Run { value: Some(evaluation.value), faults, ..Run::default() });
    }
    let text =
        case["templateText"].as_str().map_or_else(|| case["template"].to_string(), Into::into);
    let text = decode(text.as_bytes()).map_err(|error| error.to_string())?.text.into_owned();
    let parsed = parse(&text, SourceId(0));
    let Some(template) = parsed.node.filter(|_| parsed.problems.is_empty()) else {
        return Ok(Run { faults: named(&parsed.problems), ..Run::default() });
    };
    let options = Options { scope, parameters: parameters(case)?, ..Options::default() };
    let expansion = expand(&template, &options, &NoLoader);
    let faults = named(&expansion.problems);
    Ok(Run { expansion, faults, ..Run::default() })
}

/// The values passed in, as a parameters file gives them. A case without any passes none in.
fn parameters(case: &Json) -> Result<Vec<Node>, String> {
    let values = case["parameters"].as_object().into_iter().flatten();
    let wrapped: serde_json::Map<_, _> =
        values.map(|(name, value)| (name.clone(), serde_json::json!({ "value": value }))).collect();
    Ok(vec![node(&serde_json::json!({ "parameters": wrapped }), 1)?])
}

fn node(json: &Json, source: u32) -> Result<Node, String> {
    let parsed = parse(&json.to_string(), SourceId(source));
    parsed.node.ok_or_else(|| format!("{:?}", parsed.problems))
}

fn scope(context: &Json) -> Result<Scope, String> {
    let text = |json: &Json| json.as_str().map(Arc::from);
    let kind = match context["scope"].as_str().unwrap_or("resourceGroup") {
        "resourceGroup" => ScopeKind::ResourceGroup,
        "subscription" => ScopeKind::Subscription,
        "managementGroup" => ScopeKind::ManagementGroup,
        "tenant" => ScopeKind::Tenant,
        other => return Err(format!("unknown scope {other}")),
    };
    let (group, deployment) = (&context["resourceGroup"], &context["deployment"]);
    Ok(Scope {
        kind,
        tenant_id: text(&context["tenantId"]),
        management_group: text(&context["managementGroup"]["name"]),
        subscription_id: text(&context["subscriptionId"]),
        resource_group: text(&group["name"]),
        location: text(&group["location"]).or_else(|| text(&deployment["location"])),
        tags: group.get("tags").map(|tags| node(tags, 2)).transpose()?,
        deployment_name: text(&deployment["name"]),
        ..Scope::default()
    })
}

fn named(problems: &[Problem]) -> Vec<(String, String)> {
    problems.iter().map(|problem| (name(problem.kind), problem.message.clone())).collect()
}

/// The kind as the cases write it: `ArgumentType` is `argument-type`.
fn name(kind: ProblemKind) -> String {
    let mut name = String::new();
    for letter in format!("{kind:?}").chars() {
        if letter.is_ascii_uppercase() && !name.is_empty() {
            name.push('-');
        }
        name.push(letter.to_ascii_lowercase());
    }
    name
}

fn judge_outputs(expect: &Json, expansion: &Expansion) -> Result<(), Difference> {
    let find =
        |name: &str| expansion.outputs.iter().find(|output| output.name.eq_ignore_ascii_case(name));
    for (name, expected) in expect["outputs"].as_object().into_iter().flatten() {
        match find(name) {
            Some(output) if equal(&output.value, expected) => {}
            Some(output) => {
                return differs(format!("{name}={expected}"), output.value.to_json().to_string());
            }
            None => return differs(format!("{name}={expected}"), "no such output"),
        }
    }
    for name in expect["absentOutputs"].as_array().into_iter().flatten() {
        let name = name.as_str().unwrap_or_default();
        if let Some(output) = find(name).filter(|output| !output.value.is_null()) {
            return differs(format!("no output {name}"), output.value.to_json().to_string());
        }
    }
    Ok(())
}

fn judge_resources(expect: &Json, expansion: &Expansion) -> Result<(), Difference> {
    let list = |name: &str| expect[name].as_array().into_iter().flatten();
    for expected in list("resources") {
        let candidates = matching(expansion, expected);
        if !candidates.iter().any(|resource| fits(resource, expected)) {
            let got: Vec<_> = if candidates.is_empty() {
                expansion.resources.iter().map(title).collect()
            } else {
                candidates.iter().map(|found| found.node.to_json().to_string()).collect()
            };
            return differs(expected.to_string(), got.join(" "));
        }
    }
    if let Some(count) = expect["resourceCount"].as_u64() {
        let counted: Vec<_> =
            expansion.resources.iter().filter(|resource| counts(resource)).map(title).collect();
        if counted.len() as u64 != count {
            return differs(format!("{count} resources"), counted.join(" "));
        }
    }
    for absent in list("absentResources") {
        if let Some(resource) = matching(expansion, absent).first() {
            return differs(format!("no resource {absent}"), title(resource));
        }
    }
    list("absentOrNull").try_for_each(|absent| judge_absent(absent, expansion))
}

fn judge_absent(absent: &Json, expansion: &Expansion) -> Result<(), Difference> {
    let resources = matching(expansion, absent);
    if resources.is_empty() {
        return differs(absent.to_string(), "no such resource");
    }
    for path in absent["paths"].as_array().into_iter().flatten() {
        let path = path.as_str().unwrap_or_default();
        for resource in &resources {
            if let Some(found) = resource.node.at(path).filter(|found| !found.is_null()) {
                return differs(format!("nothing at {path}"), found.to_json().to_string());
            }
        }
    }
    Ok(())
}

fn title(resource: &Resource) -> String {
    format!("{} {}", resource.kind, resource.name.to_json())
}

fn counts(resource: &Resource) -> bool {
    !resource.existing && !resource.kind.eq_ignore_ascii_case("Microsoft.Resources/deployments")
}

fn matching<'a>(expansion: &'a Expansion, expected: &Json) -> Vec<&'a Resource> {
    let kind = expected["type"].as_str().unwrap_or_default();
    let same = |resource: &&Resource| {
        resource.kind.eq_ignore_ascii_case(kind) && equal(&resource.name, &expected["name"])
    };
    expansion.resources.iter().filter(|resource| !resource.existing).filter(same).collect()
}

fn fits(resource: &Resource, expected: &Json) -> bool {
    expected.as_object().into_iter().flatten().all(|(name, expected)| match name.as_str() {
        "type" | "name" => true,
        "id" => equal(&resource.id, expected),
        name => resource.node.get(name).is_some_and(|got| covers(got, expected)),
    })
}

/// Whether the value has everything that is expected of it: objects may have more.
fn covers(got: &Node, expected: &Json) -> bool {
    match (&got.value, expected) {
        (Value::Object(got), Json::Object(expected)) => expected
            .iter()
            .all(|(name, expected)| got.get(name).is_some_and(|got| covers(got, expected))),
        (Value::Array(got), Json::Array(expected)) => {
            got.len() == expected.len()
                && got.items().iter().zip(expected).all(|(got, expected)| covers(got, expected))
        }
        _ => equal(got, expected),
    }
}

/// Whether the values are the same, whatever the order of an object's properties.
fn equal(got: &Node, expected: &Json) -> bool {
    match (&got.value, expected) {
        (Value::Null, Json::Null) => true,
        (Value::Bool(got), Json::Bool(expected)) => got == expected,
        (Value::Int(_) | Value::Float(_), Json::Number(expected)) => {
            match (got.as_i64(), expected.as_i64()) {
                (Some(got), Some(expected)) => got == expected,
                _ => got.as_f64() == expected.as_f64(),
            }
        }
        (Value::String(got), Json::String(expected)) => **got == **expected,
        (Value::Array(got), Json::Array(expected)) => {
            got.len() == expected.len()
                && got.items().iter().zip(expected).all(|(got, expected)| equal(got, expected))
        }
        (Value::Object(got), Json::Object(expected)) => {
            got.len() == expected.len()
                && got.members().iter().all(|member| {
                    let expected = expected.get(&*member.name);
                    expected.is_some_and(|expected| equal(&member.value, expected))
                })
        }
        _ => false,
    }
}
