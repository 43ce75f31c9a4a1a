//! Which parameters files belong to which template.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::{Arc, Mutex};

use arm_template::{Member, Node, Problem, SourceId, Span};

use super::parameter_files::ParameterFiles;
use super::template_file::TemplateFile;
use crate::config::real;
use crate::document::{Contents, contents, without_tokens};
use crate::files::{Boundary, display};
use crate::run::inputs::bicep;
use crate::run::inputs::loaded::UnreadableInput;
use crate::run::request::Request;
use crate::run::sources::add;
use crate::source::{self, BicepFile, Source, Sources};
use crate::terraform;

/// A template with one of the sets of parameters it is deployed with.
pub(crate) struct Deployment {
    /// Which template.
    pub(crate) template: usize,
    /// Parameters files, each laid over the ones before.
    pub(crate) parameters: Vec<Node>,
    /// Single values, laid over the files.
    pub(crate) values: Vec<(Arc<str>, Node)>,
}

impl Deployment {
    /// The same with unknown values in the place of texts that hold tokens.
    pub(crate) fn without_tokens(&self) -> Self {
        let values = self.values.iter();
        Self {
            template: self.template,
            parameters: self.parameters.iter().map(without_tokens).collect(),
            values: values.map(|(name, node)| (name.clone(), without_tokens(node))).collect(),
        }
    }
}

/// What the command line gives for every template.
#[derive(Default)]
pub(crate) struct ForAll {
    parameters: Vec<Node>,
    values: Vec<(Arc<str>, Node)>,
    /// What is wrong with the files.
    pub(crate) problems: Vec<Problem>,
}

/// Reads what `--parameters` and `--parameter` name.
pub(crate) fn given(
    request: &Request,
    sources: &Mutex<Sources>,
    failures: &mut Vec<UnreadableInput>,
) -> ForAll {
    let mut given = ForAll::default();
    for path in request.parameters.iter().filter(|path| !terraform::is_values(path)) {
        match read(path, request, sources, None, &mut given.problems) {
            Ok(node) => given.parameters.push(node),
            Err(failure) => failures.push(failure),
        }
    }
    for (name, text) in &request.values {
        let value = serde_json::from_str::<serde_json::Value>(text).is_ok();
        let text =
            if value { text.clone() } else { serde_json::Value::from(text.as_str()).to_string() };
        let id = add(
            sources,
            source::source(format!("{}{name}", Source::ON_COMMAND_LINE), text.clone().into_bytes()),
        );
        if let Some(node) = arm_template::parse(&text, id).node {
            given.values.push((name.as_str().into(), node));
        }
    }
    given
}

/// Pairs each template with the sets of parameters it is deployed with: those of the command line, else those
/// beside it, one deployment for each file; a template with none is deployed once with its defaults.
pub(crate) fn pair(
    templates: &[TemplateFile],
    files: &mut ParameterFiles,
    given: &ForAll,
    sources: &Mutex<Sources>,
    request: &Request,
    failures: &mut Vec<UnreadableInput>,
) -> Vec<Deployment> {
    let boundary = request.boundary();
    let mut deployments = Vec::new();
    for (template, written) in templates.iter().enumerate() {
        let values = given.values.clone();
        if !given.parameters.is_empty() {
            deployments.push(Deployment { template, parameters: given.parameters.clone(), values });
            continue;
        }
        let paired: Vec<Node> =
            written.paired.iter().filter_map(|path| files.find(path)).cloned().collect();
        if !paired.is_empty() {
            let with =
                |node| Deployment { template, parameters: vec![node], values: values.clone() };
            deployments.extend(paired.into_iter().map(with));
            continue;
        }
        let piped: Vec<Node> = match written.path {
            None => files.of_stream().cloned().collect(),
            Some(_) => Vec::new(),
        };
        if !piped.is_empty() {
            let with =
                |node| Deployment { template, parameters: vec![node], values: values.clone() };
            deployments.extend(piped.into_iter().map(with));
            continue;
        }
        let named = of_settings(written.path.as_deref(), files, request, sources, failures);
        if !named.is_empty() {
            let with_values =
                |parameters| Deployment { template, parameters, values: values.clone() };
            deployments.extend(named.into_iter().map(with_values));
            continue;
        }
        let beside =
            written.path.as_deref().map_or_else(Vec::new, |path| files.beside(path, &boundary));
        let mut found = Vec::new();
        for path in beside {
            match node_of(&path, files, request, sources) {
                Ok(Some(node)) => found.push(node),
                Ok(None) => {}
                Err(failure) => failures.push(failure),
            }
        }
        if found.is_empty() {
            deployments.push(Deployment { template, parameters: Vec::new(), values });
        } else {
            deployments.extend(found.into_iter().map(|node| Deployment {
                template,
                parameters: vec![node],
                values: values.clone(),
            }));
        }
    }
    pair_by_content(templates, files, &mut deployments);
    deployments
}

/// Gives a template without parameters those of a file in its folder that belongs to no other template by its name, when
/// its values fit this template and no other one of the folder.
fn pair_by_content(
    templates: &[TemplateFile],
    files: &ParameterFiles,
    deployments: &mut Vec<Deployment>,
) {
    let used: HashSet<SourceId> =
        deployments.iter().flat_map(|it| &it.parameters).map(|node| node.span().source).collect();
    let bare: Vec<usize> =
        deployments.iter().filter(|it| it.parameters.is_empty()).map(|it| it.template).collect();
    let folder_of = |template: usize| templates[template].path.as_deref().and_then(Path::parent);
    let mut found: HashMap<usize, Vec<Node>> = HashMap::new();
    for template in &bare {
        let Some(folder) = folder_of(*template) else { continue };
        let rivals = || {
            let here = (0..templates.len()).filter(|other| folder_of(*other) == Some(folder));
            here.filter(|other| other != template)
        };
        for node in files.in_folder(folder) {
            let fits = |template: usize| fits(&templates[template].template.node, node);
            if !used.contains(&node.span().source) && fits(*template) && !rivals().any(fits) {
                found.entry(*template).or_default().push(node.clone());
            }
        }
    }
    deployments.retain(|it| !(it.parameters.is_empty() && found.contains_key(&it.template)));
    let values = deployments.first().map(|it| it.values.clone()).unwrap_or_default();
    for (template, nodes) in found {
        deployments.extend(nodes.into_iter().map(|node| Deployment {
            template,
            parameters: vec![node],
            values: values.clone(),
        }));
    }
    deployments.sort_by_key(|it| it.template);
}

/// Whether a template declares all the parameters that a file gives, and the file gives all that it asks for.
fn fits(template: &Node, parameters: &Node) -> bool {
    let declared = template.get("parameters");
    let given = parameters.get("parameters").and_then(Node::as_object);
    let (Some(declared), Some(given)) = (declared.and_then(Node::as_object), given) else {
        return false;
    };
    let asked = |member: &Member| {
        let optional = ["defaultValue", "nullable"];
        !optional.iter().any(|name| member.value.get(name).is_some())
    };
    !given.is_empty()
        && given.members().iter().all(|member| declared.get(&member.name).is_some())
        && declared.members().iter().filter(|it| asked(it)).all(|it| given.get(&it.name).is_some())
}

/// The sets of parameters that the settings name for a template.
fn of_settings(
    template: Option<&Path>,
    files: &mut ParameterFiles,
    request: &Request,
    sources: &Mutex<Sources>,
    failures: &mut Vec<UnreadableInput>,
) -> Vec<Vec<Node>> {
    let Some(template) = template.filter(|_| !request.templates.is_empty()).map(real) else {
        return Vec::new();
    };
    let fitting = request.templates.iter().filter(|rule| rule.path.matches(&template));
    fitting
        .map(|rule| {
            let mut nodes = Vec::new();
            for path in rule.parameters.iter().filter(|path| !terraform::is_values(path)) {
                let node = match node_of(path, files, request, sources) {
                    Ok(None) => {
                        let boundary = request.boundary();
                        read(path, request, sources, Some(&boundary), &mut Vec::new()).map(Some)
                    }
                    read => read,
                };
                match node {
                    Ok(node) => nodes.extend(node),
                    Err(failure) => failures.push(failure),
                }
            }
            nodes
        })
        .collect()
}

/// The parameters at a path, read before or now; none when the file is something else.
fn node_of(
    path: &Path,
    files: &mut ParameterFiles,
    request: &Request,
    sources: &Mutex<Sources>,
) -> Result<Option<Node>, UnreadableInput> {
    if let Some(node) = files.find(path) {
        return Ok(Some(node.clone()));
    }
    let node = read(path, request, sources, Some(&request.boundary()), &mut Vec::new())?;
    if !matches!(contents(&node), Contents::Parameters(_)) {
        return Ok(None);
    }
    files.add(Some(path.to_owned()), node.clone());
    Ok(Some(node))
}

/// Reads a parameters file; one that was not named lies within the boundary.
fn read(
    path: &Path,
    request: &Request,
    sources: &Mutex<Sources>,
    boundary: Option<&Boundary>,
    problems: &mut Vec<Problem>,
) -> Result<Node, UnreadableInput> {
    if let Some(Err(error)) = boundary.map(|boundary| boundary.place(path)) {
        let id = add(sources, source::source(display(path), Vec::new()).at(path));
        return Err(UnreadableInput { message: error.to_string(), span: Span::new(id, 0, 0) });
    }
    if BicepFile::of(path) == Some(BicepFile::Parameters) {
        let (node, found) = bicep::parameters(path, request, sources)?;
        problems.extend(found);
        return Ok(node);
    }
    let bytes = request.overlay.read(path, request.max_bytes);
    let (bytes, error) = match bytes {
        Ok(bytes) => (bytes, None),
        Err(error) => (Vec::new(), Some(error)),
    };
    let source = source::source(display(path), bytes).at(path);
    let text = source.text.clone();
    let id = add(sources, source);
    if let Some(error) = error {
        return Err(UnreadableInput { message: error.to_string(), span: Span::new(id, 0, 0) });
    }
    parse(&text, id)
}

fn parse(text: &str, id: SourceId) -> Result<Node, UnreadableInput> {
    let parsed = arm_template::parse(text, id);
    parsed.node.ok_or_else(|| {
        let first = parsed.problems.into_iter().next();
        let span = first.as_ref().map_or(Span::new(id, 0, 0), |problem| problem.span);
        let message = first.map_or_else(
            || "it is not JSON".to_owned(),
            |problem| format!("it is not JSON: {}", problem.message),
        );
        UnreadableInput { message, span }
    })
}
