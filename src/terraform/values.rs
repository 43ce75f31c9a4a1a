//! Values of the root module's variables, in the order in which Terraform reads them.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError};

use terraform_config::Folder;
use terraform_config::syntax::{
    Attribute, Expression, ExpressionKind, read, read_expression, read_json_values,
};
use traced_values::{Member, Node, Problem, ProblemKind, Span, Value};

use super::configuration::{EvaluationContext, GivenValues};
use super::files::is_configuration;
use super::modules::Disk;
use crate::config::real;
use crate::source::Source;
use crate::source::{self};

/// The sets of values that a configuration is checked with, one after the other.
pub(super) struct Sets {
    /// Values in the order in which they are laid over each other; of several of one name the last one counts.
    pub(super) all: Vec<Vec<Attribute>>,
    /// Files that can't be read.
    pub(super) problems: Vec<Problem>,
    /// The places of such faults: what stands there may be secret, and nothing tells.
    pub(super) secrets: Vec<Span>,
}

/// The values of a root module: those that Terraform reads by itself, then the files that are given, then single values.
pub(super) fn sets(path: &Path, folder: &Folder, disk: &Disk<'_>, given: &GivenValues<'_>) -> Sets {
    let mut problems = Vec::new();
    let base = of_files(automatic(path), disk, &mut problems);
    let single = of_command_line(folder, disk, given, &mut problems);
    let files: Vec<Vec<PathBuf>> =
        if given.files.is_empty() { of_settings(path, given) } else { vec![given.files.clone()] };
    let files = if files.is_empty() { vec![Vec::new()] } else { files };
    let all = files.into_iter().map(|files| {
        let mut values = base.clone();
        values.extend(of_files(files, disk, &mut problems));
        values.extend(single.iter().cloned());
        values
    });
    let all = all.collect();
    let secrets = problems.iter().map(|problem| disk.line_of(problem.span)).collect();
    Sets { all, problems, secrets }
}

/// The values that a plan was made with.
pub(super) fn of_plan(variables: &[(Arc<str>, Node)]) -> Vec<Attribute> {
    let members = variables.iter().map(|(name, value)| Member {
        name: name.clone(),
        name_span: value.span(),
        value: value.clone(),
    });
    let members: Vec<Member> = members.collect();
    let Some(first) = members.first() else { return Vec::new() };
    let span = first.name_span;
    read_json_values(&Node::written(Value::object(members), span))
}

/// The files that Terraform reads by itself in a folder: `terraform.tfvars`, `terraform.tfvars.json`, and those that end in
/// `.auto.tfvars` or `.auto.tfvars.json` by their names.
fn automatic(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = ["terraform.tfvars", "terraform.tfvars.json"]
        .iter()
        .map(|name| folder.join(name))
        .filter(|path| path.exists())
        .collect();
    let shown = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let mut more: Vec<PathBuf> = std::fs::read_dir(shown)
        .map(|entries| {
            entries.filter_map(Result::ok).map(|it| folder.join(it.file_name())).collect()
        })
        .unwrap_or_default();
    more.retain(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.ends_with(".auto.tfvars") || name.ends_with(".auto.tfvars.json")
    });
    more.sort();
    files.extend(more);
    files
}

/// The files that the settings name for the configuration in this folder, one list for each rule.
fn of_settings(folder: &Path, given: &GivenValues<'_>) -> Vec<Vec<PathBuf>> {
    let shown = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let whole = real(shown);
    let files = std::fs::read_dir(shown).into_iter().flatten().filter_map(Result::ok);
    let files = files.map(|entry| whole.join(entry.file_name()));
    let paths: Vec<PathBuf> =
        files.filter(|path| is_configuration(path)).chain([whole.clone()]).collect();
    let fitting =
        given.rules.iter().filter(|rule| paths.iter().any(|path| rule.path.matches(path)));
    fitting.map(|rule| rule.parameters.clone()).collect()
}

fn of_files(files: Vec<PathBuf>, disk: &Disk<'_>, problems: &mut Vec<Problem>) -> Vec<Attribute> {
    let mut values = Vec::new();
    for path in files {
        let (id, text) = match disk.text(&path) {
            Ok(read) => read,
            Err(problem) => {
                problems.push(problem);
                continue;
            }
        };
        let read = if path.extension().is_some_and(|end| end.eq_ignore_ascii_case("json")) {
            super::files::json(&text, id).map(|node| read_json_values(&node))
        } else {
            read(&text, id).map(|body| body.attributes)
        };
        match read {
            Ok(read) => values.extend(read),
            Err(problem) => problems.push(problem),
        }
    }
    values
}

/// Single values: a text for a variable of a simple type, else an expression, as Terraform takes them.
fn of_command_line(
    folder: &Folder,
    disk: &Disk<'_>,
    given: &GivenValues<'_>,
    problems: &mut Vec<Problem>,
) -> Vec<Attribute> {
    let mut values = Vec::new();
    for (name, text) in &given.values {
        let Some(declared) = folder.variables.get(&**name) else { continue };
        let source = format!("{}{name}", Source::ON_COMMAND_LINE);
        let is_simple = match declared.body.attribute("type").map(|kind| &kind.value.kind) {
            None => true,
            Some(ExpressionKind::Name(kind) | ExpressionKind::Text(kind)) => {
                ["string", "number", "bool", "any"].contains(&&**kind)
            }
            Some(_) => false,
        };
        let mut sources = disk.sources().lock().unwrap_or_else(PoisonError::into_inner);
        let id = match sources.find_unfiled(&source) {
            Some(known) => known,
            None => sources.add(source::source(source, text.clone().into_bytes())),
        };
        drop(sources);
        let span = Span::new(id, 0, u32::try_from(text.len()).unwrap_or(u32::MAX));
        let expression = if is_simple {
            // JSON in quotes means the text inside, as it does for a template.
            let text = serde_json::from_str::<String>(text).unwrap_or_else(|_| text.clone());
            Ok(Expression { kind: ExpressionKind::Text(text.into()), span })
        } else {
            read_expression(text, id, 0)
        };
        match expression {
            Ok(value) => values.push(Attribute {
                name: name.as_str().into(),
                name_span: span,
                value: Arc::new(value),
            }),
            Err(problem) => problems.push(problem),
        }
    }
    values
}

/// Single values that no configuration has a variable for.
pub(super) fn undeclared(
    folders: &[&Folder],
    surroundings: &EvaluationContext<'_>,
) -> Vec<Problem> {
    let given = &surroundings.given;
    if folders.is_empty() || given.is_shared {
        return Vec::new();
    }
    let unknown = given
        .values
        .iter()
        .filter(|(name, _)| !folders.iter().any(|folder| folder.variables.contains_key(&**name)));
    unknown
        .map(|(name, text)| {
            let source = format!("{}{name}", Source::ON_COMMAND_LINE);
            let mut sources = surroundings.sources.lock().unwrap_or_else(PoisonError::into_inner);
            let id = sources.add(source::source(source, text.clone().into_bytes()));
            Problem {
                kind: ProblemKind::ParameterNotFound,
                message: format!("no checked configuration declares the variable '{name}'"),
                span: Span::new(id, 0, 0),
                related: Vec::new(),
            }
        })
        .collect()
}
