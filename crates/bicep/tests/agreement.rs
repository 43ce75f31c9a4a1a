//! Programs against what Microsoft's compiler makes of them: the expansion of both must be the same, and what it refuses is
//! refused at a line that it names.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use arm_template::{Expansion, NoLoader, Node, Options, Problem, SourceId, Span, expand};
use bicep::{DirectoryEntry, Files, OpenError, Source};
use serde_json::Value;

/// A value that the client puts in, of which a compiled parameters file keeps nothing but that.
const APART: [&str; 1] = ["params.17"];

/// The files of a program.
struct Memory<'a> {
    files: &'a serde_json::Map<String, Value>,
}

impl Memory<'_> {
    fn source(&self, name: &str) -> Result<Source, OpenError> {
        let place = self.files.keys().position(|key| key == name);
        let place = place.ok_or_else(|| OpenError::Missing(format!("there is no '{name}'")))?;
        let id = SourceId(u32::try_from(place).expect("few files"));
        let text = self.files[name].as_str().expect("text").into();
        Ok(Source { id, path: PathBuf::from(name), text })
    }

    fn name(path: &str) -> &str {
        path.trim_start_matches("./")
    }
}

impl Files for Memory<'_> {
    fn open(&self, _from: &Path, path: &str) -> Result<Source, OpenError> {
        self.source(Self::name(path))
    }

    fn artifact(&self, _from: &Path, reference: &str) -> Result<Source, OpenError> {
        Err(OpenError::NotRestored(reference.to_owned()))
    }

    fn bytes(&self, _from: &Path, path: &str) -> Result<(Option<SourceId>, Vec<u8>), OpenError> {
        Ok((None, self.source(Self::name(path))?.text.as_bytes().to_vec()))
    }

    fn directory(&self, _from: &Path, _path: &str) -> Result<Vec<DirectoryEntry>, OpenError> {
        let paths = self.files.keys().filter(|name| !name.contains('/'));
        Ok(paths.map(|path| DirectoryEntry { path: path.clone() }).collect())
    }

    fn environment(&self, _name: &str) -> Option<String> {
        None
    }
}

fn expanded(
    template: &Node,
    scope: arm_template::ScopeKind,
    parameters: Option<Node>,
) -> Expansion {
    let mut options = Options::default();
    options.scope.kind = scope;
    options.scope.location = Some("westeurope".into());
    options.scope.deployment_name = Some("main".into());
    options.parameters.extend(parameters);
    expand(template, &options, &NoLoader)
}

/// What is deployed and put out, as JSON in an order that doesn't depend on how it is written.
fn shown(expansion: &Expansion) -> (Vec<String>, BTreeMap<String, Value>) {
    let left_out = ["dependsOn", "condition", "comments", "metadata", "copy", "scope"];
    let mut resources: Vec<String> = expansion
        .resources
        .iter()
        .filter(|resource| !resource.existing && !resource.kind.ends_with("Resources/deployments"))
        .map(|resource| {
            let body: BTreeMap<String, Value> = resource
                .node
                .members()
                .iter()
                .filter(|member| !left_out.contains(&&*member.name))
                .map(|member| (member.name.to_string(), member.value.to_json()))
                .collect();
            format!("{} {} {}", resource.kind, resource.id.to_json(), serde_json::json!(body))
        })
        .collect();
    resources.sort();
    let outputs = expansion.outputs.iter();
    (resources, outputs.map(|output| (output.name.to_string(), output.value.to_json())).collect())
}

fn json(value: &Value) -> Node {
    arm_template::parse(&value.to_string(), SourceId(99)).node.expect("it is JSON")
}

fn given(program: &Value) -> Option<Node> {
    let values = program.get("parameters")?.as_object()?;
    let entries =
        values.iter().map(|(name, value)| (name.clone(), serde_json::json!({ "value": value })));
    Some(json(&serde_json::json!({ "parameters": entries.collect::<serde_json::Map<_, _>>() })))
}

fn line_of(files: &serde_json::Map<String, Value>, span: Span) -> u64 {
    let text =
        files.values().nth(span.source.0 as usize).and_then(Value::as_str).unwrap_or_default();
    text[..(span.start as usize).min(text.len())].matches('\n').count() as u64 + 1
}

/// What is different about a program; nothing where all is as Microsoft has it.
fn difference(program: &Value) -> Option<String> {
    let files = program["files"].as_object().expect("files");
    let memory = Memory { files };
    let main = memory.source(program["main"].as_str().expect("a name")).expect("is there");
    let mut problems: Vec<Problem> = Vec::new();
    let (compiled, parameters) =
        if main.path.extension().is_some_and(|ending| ending == "bicepparam") {
            let assigned = bicep::assign(&main, &memory);
            problems.extend(assigned.problems);
            (assigned.template, Some(assigned.parameters))
        } else {
            let compiled = bicep::compile(&main, &memory);
            problems.extend(compiled.problems.iter().cloned());
            (Some(compiled), given(program))
        };
    let ours =
        compiled.as_ref().map(|compiled| expanded(&compiled.template, compiled.target, parameters));
    problems.extend(ours.iter().flat_map(|expansion| expansion.problems.iter().cloned()));
    if let Some(errors) = program.get("errors").and_then(Value::as_array) {
        let lines: Vec<u64> = errors.iter().filter_map(|error| error[1].as_u64()).collect();
        let found: Vec<u64> = problems.iter().map(|problem| line_of(files, problem.span)).collect();
        let same = found.iter().any(|line| lines.contains(line));
        return (!same).then(|| format!("refused at {found:?}, not at {lines:?}"));
    }
    let template = program.get("template").filter(|template| !template.is_null())?;
    let theirs = program.get("compiled_parameters").filter(|given| !given.is_null());
    let theirs = theirs
        .map(|given| json(&serde_json::json!({ "parameters": given })))
        .or_else(|| self::given(program));
    let (compiled, ours) = (compiled?, ours?);
    let theirs = expanded(&json(template), compiled.target, theirs);
    if theirs.problems.is_empty() != problems.is_empty() {
        return Some(format!("ours: {problems:?}, theirs: {:?}", theirs.problems));
    }
    if !problems.is_empty() {
        return None;
    }
    let (ours, theirs) = (shown(&ours), shown(&theirs));
    (ours != theirs).then(|| format!("ours: {ours:?}\ntheirs: {theirs:?}"))
}

#[test]
fn programs_are_what_microsoft_makes_of_them() {
    let programs: Vec<Value> = include_str!("programs.jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).expect("it is JSON"))
        .collect();
    let mut differences = Vec::new();
    for program in &programs {
        let id = program["id"].as_str().expect("an id");
        if APART.contains(&id) {
            continue;
        }
        if let Some(difference) = difference(program) {
            differences.push(format!("{id}: {difference}"));
        }
    }
    assert!(
        differences.is_empty(),
        "{} of {}:\n{}",
        differences.len(),
        programs.len(),
        differences.join("\n")
    );
}
