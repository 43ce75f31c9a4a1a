//! Bicep files among the inputs: each template is made of its program, with the parameters files that are for it.

mod plan;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use arm_template::{Node, Problem, SourceId, Span, Value};

use self::plan::{File, Parameters, Plan};
use super::loaded::{InputFile, Loaded, LoadedInputs, Loading, UnreadableInput};
use super::relevance::Relevance;
use crate::document::{Contents, Template};
use crate::files::display;
use crate::finding::PassedOver;
use crate::run::parallel;
use crate::run::request::Request;
use crate::run::sources::{add, locked};
use crate::source::{self, BicepFiles, Sources, Using};

/// Tells the Bicep files from the others, and which of them are to be read.
pub(crate) fn plan(
    all: Vec<InputFile>,
    relevance: &Relevance,
    request: &Request,
    inputs: &mut LoadedInputs,
) -> (Vec<InputFile>, Plan) {
    let (files, others): (Vec<InputFile>, Vec<InputFile>) = all.into_iter().partition(is_source);
    let plan = Plan::of(files, relevance, request, &mut inputs.passed_over);
    (others, plan)
}

fn is_source(file: &InputFile) -> bool {
    file.bicep.is_some() && file.bytes.is_ok() && !file.asked
}

/// Reads a `.bicepparam` file, and says what is wrong with it.
pub(crate) fn parameters(
    path: &Path,
    request: &Request,
    sources: &Mutex<Sources>,
) -> Result<(Node, Vec<Problem>), UnreadableInput> {
    let name = display(path);
    let bytes = match request.overlay.read(path, request.max_bytes) {
        Ok(bytes) => bytes,
        Err(error) => {
            let source = source::source(name, Vec::new());
            let id = add(sources, source);
            return Err(UnreadableInput { message: error.to_string(), span: Span::new(id, 0, 0) });
        }
    };
    let files = BicepFiles::new(
        sources,
        &request.overlay,
        request.max_bytes,
        request.boundary(),
        &request.modules,
    );
    let assigned = bicep::assign(&files.main(path, &name, bytes), &files);
    Ok((assigned.parameters, assigned.problems))
}

/// Makes the templates and parameters of the planned files.
pub(crate) fn read(plan: Plan, request: &Request, inputs: &mut LoadedInputs) {
    if plan.templates.is_empty() && plan.parameters.is_empty() {
        return;
    }
    let sources = Mutex::new(std::mem::take(&mut inputs.sources));
    let files = BicepFiles::new(
        &sources,
        &request.overlay,
        request.max_bytes,
        request.boundary(),
        &request.modules,
    );
    // The order in which sources are numbered doesn't depend on which is read first.
    let failures = &mut inputs.failures;
    let mut main = |file: &mut File| {
        let read = || request.overlay.read(&file.path, request.max_bytes);
        let (bytes, error) = match file.bytes.take().map_or_else(read, Ok) {
            Ok(bytes) => (bytes, None),
            Err(error) => (Vec::new(), Some(error)),
        };
        let main = files.main(&file.path, &file.name, bytes);
        failures.extend(error.map(|error| UnreadableInput {
            message: error.to_string(),
            span: Span::new(main.id, 0, 0),
        }));
        main
    };
    let mut plan = plan;
    let templates: Vec<bicep::Source> = plan.templates.iter_mut().map(&mut main).collect();
    let parameters: Vec<bicep::Source> =
        plan.parameters.iter_mut().map(|parameters| main(&mut parameters.file)).collect();
    let compiled: Vec<bicep::Compiled> =
        parallel::map(templates.iter().collect(), |main| bicep::compile(main, &files));
    let assigned: Vec<bicep::AssignedParameters> =
        parallel::map(parameters.iter().collect(), |main| bicep::assign(main, &files));
    let given: HashMap<PathBuf, usize> =
        plan.templates.iter().enumerate().map(|(at, file)| (file.real.clone(), at)).collect();
    let mut others: BTreeMap<PathBuf, Loaded> = BTreeMap::new();
    for ((parameters, main), assigned) in plan.parameters.into_iter().zip(parameters).zip(assigned)
    {
        inputs.problems.extend(assigned.problems);
        let own = parameters.target.as_ref().is_some_and(|target| given.contains_key(target));
        let file = &parameters.file;
        if !own {
            match (assigned.template, assigned.used) {
                (Some(template), Some(path)) => {
                    others
                        .entry(path.clone())
                        .or_insert_with(|| loaded(template, Some(path), file.named))
                        .paired
                        .push(file.path.clone());
                }
                _ => nothing(&parameters, main.id, inputs),
            }
        }
        inputs.loaded.push(Loaded {
            id: main.id,
            path: Some(file.path.clone()),
            root: Some(assigned.parameters.clone()),
            kind: Loading::Json(Contents::Parameters(assigned.parameters)),
            paired: Vec::new(),
            answer: None,
            asked: false,
            named: file.named,
        });
    }
    // Which of the files name a gateway.
    let mut naming: HashMap<SourceId, bool> = HashMap::new();
    for ((file, main), compiled) in plan.templates.into_iter().zip(templates).zip(compiled) {
        if compiled.only_exports && !file.named {
            inputs.passed_over.push(PassedOver {
                source: file.name,
                reason: "only other files use it".to_owned(),
                missed: false,
            });
            continue;
        }
        // Most programs have no fault, and asking what all of their resources are takes long.
        let all = file.named || !compiled.problems.is_empty() && names_gateway(&compiled.template);
        let known = locked(&sources);
        let mut names = |id: SourceId| {
            let text = || known.get(id).text.as_bytes();
            *naming.entry(id).or_insert_with(|| source::names_gateway(text()))
        };
        let of_gateways = |problem: &&Problem| all || names(main.id) || names(problem.span.source);
        inputs.problems.extend(compiled.problems.iter().filter(of_gateways).cloned());
        drop(known);
        inputs.loaded.push(Loaded { id: main.id, ..loaded(compiled, Some(file.path), file.named) });
    }
    inputs.loaded.extend(others.into_values());
    let mut seen = HashSet::new();
    inputs.problems.retain(|problem| seen.insert((problem.span, problem.message.clone())));
    drop(files);
    inputs.sources = sources.into_inner().unwrap_or_else(PoisonError::into_inner);
}

/// Whether a template has to do with gateways, its modules included.
fn names_gateway(node: &Node) -> bool {
    match &node.value {
        Value::String(text) => source::names_gateway(text.as_bytes()),
        Value::Array(array) => array.items().iter().any(names_gateway),
        Value::Object(object) => object.members().iter().any(|member| names_gateway(&member.value)),
        _ => false,
    }
}

fn loaded(compiled: bicep::Compiled, path: Option<PathBuf>, named: bool) -> Loaded {
    let node = compiled.template;
    Loaded {
        id: node.span().source,
        path,
        root: Some(node.clone()),
        kind: Loading::Json(Contents::Template(Template { node, scope: compiled.target })),
        paired: Vec::new(),
        answer: None,
        asked: false,
        named,
    }
}

/// There is nothing to check in a parameters file: a fault of those who name it.
fn nothing(parameters: &Parameters, id: SourceId, inputs: &mut LoadedInputs) {
    let reason = match &parameters.using {
        Some(Using::Remote(name)) => {
            format!("its template, '{name}', is not on this machine")
        }
        Some(Using::None) => "it has no template: other parameters files extend it".to_owned(),
        _ => "its template can't be read".to_owned(),
    };
    let file = &parameters.file;
    if file.named {
        let message = format!("it contains nothing to check: {reason}");
        inputs.failures.push(UnreadableInput { message, span: Span::new(id, 0, 0) });
    } else {
        let source = file.name.clone();
        inputs.passed_over.push(PassedOver { source, reason, missed: true });
    }
}

/// Leaves out what was compiled from a Bicep file that is among the inputs.
pub(crate) fn without_compiled(plan: &Plan, inputs: &mut LoadedInputs) {
    let LoadedInputs { loaded, passed_over, sources, .. } = inputs;
    loaded.retain(|loaded| {
        let Loading::Json(Contents::Template(template)) = &loaded.kind else { return true };
        let generator = template.node.at("metadata._generator.name");
        if generator.and_then(Node::as_str) != Some("bicep") {
            return true;
        }
        let Some(path) = &loaded.path else { return true };
        let source = crate::config::real(&path.with_extension("bicep"));
        let Some(file) = plan.templates.iter().find(|file| file.real == source) else {
            return true;
        };
        passed_over.push(PassedOver {
            source: sources.name(loaded.id).to_owned(),
            reason: format!("it was compiled from {}", file.name),
            missed: false,
        });
        false
    });
}
