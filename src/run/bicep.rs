//! Bicep files among the inputs: they are compiled, and what comes out is read in their place.

mod plan;

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use arm_template::{SourceId, Span};
use rayon::prelude::*;

use self::plan::{File, Parameters, Plan};
use super::Request;
use super::load::{Everything, Failure, Raw, display, is_certificate};
use crate::finding::PassedOver;
use crate::source::{
    self, Bicep, BicepError, BicepFile, CompiledParameters, Concern, Source, Using,
    without_literals,
};

/// Puts the compiled texts of the Bicep files in their place.
pub(super) fn compile(all: Vec<Raw>, everything: &mut Everything) -> Vec<Raw> {
    let (files, mut others): (Vec<Raw>, Vec<Raw>) = all.into_iter().partition(is_source);
    if files.is_empty() {
        return others;
    }
    let mut both = others.iter().chain(&files);
    let gateways =
        both.any(|raw| raw.named || raw.concern == Concern::Gateway || is_certificate(raw));
    let plan = Plan::of(files, gateways, &mut everything.passed_over);
    match Bicep::on_path() {
        Ok(bicep) => others.extend(Build { bicep, everything }.run(plan)),
        Err(error) => without(&plan, &error, everything),
    }
    others
}

fn is_source(raw: &Raw) -> bool {
    raw.path.as_deref().and_then(BicepFile::of).is_some() && raw.bytes.is_ok() && !raw.asked
}

/// There is no command: that is a fault of those who name a file, and told once of the files in folders.
fn without(plan: &Plan, error: &BicepError, everything: &mut Everything) {
    let files: Vec<&File> =
        plan.templates.iter().chain(plan.parameters.iter().map(|it| &it.file)).collect();
    for file in files.iter().filter(|file| file.named) {
        let failure =
            failure(&file.name, &file.bytes, error, |source| everything.sources.add(source));
        everything.failures.push(failure);
    }
    let mut found = files.iter().filter(|file| !file.named);
    if let Some(first) = found.next() {
        let more = match found.count() {
            0 => String::new(),
            1 => "; 1 more Bicep file is not checked".to_owned(),
            count => format!("; {count} more Bicep files are not checked"),
        };
        let reason = format!("{error}{more}");
        everything.passed_over.push(PassedOver {
            source: first.name.clone(),
            reason,
            missed: true,
        });
    }
}

/// A failure in a Bicep file, at the place that the command names.
pub(super) fn failure(
    name: &str,
    bytes: &[u8],
    error: &BicepError,
    add: impl FnOnce(Source) -> SourceId,
) -> Failure {
    let mut source = source::source(name.to_owned(), bytes.to_vec());
    let kind = BicepFile::of(Path::new(name)).unwrap_or(BicepFile::Template);
    // What can't be compiled can't be asked which of its values are secrets.
    source.text = without_literals(&source.text, kind).into();
    let range = match error {
        BicepError::Refused(complaint) => complaint.range(&source.text),
        _ => None,
    };
    let range = range.unwrap_or_default();
    let id = add(source);
    let at = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
    Failure { message: error.to_string(), span: Span::new(id, at(range.start), at(range.end)) }
}

/// Reads a `.bicepparam` file: the text of the parameters file that it stands for.
pub(super) fn parameters(
    path: &Path,
    request: &Request,
    add: impl FnOnce(Source) -> SourceId,
) -> Result<(SourceId, std::sync::Arc<str>), Failure> {
    let name = display(path);
    let bytes = match request.overlay.read(path, request.max_bytes) {
        Ok(bytes) => bytes,
        Err(error) => {
            let id = add(source::source(name, Vec::new()));
            return Err(Failure { message: error.to_string(), span: Span::new(id, 0, 0) });
        }
    };
    match Bicep::on_path().and_then(|bicep| bicep.build_params(path)) {
        Ok(compiled) => {
            let source = Source::compiled(&name, compiled.parameters.into_bytes());
            let text = source.text.clone();
            Ok((add(source), text))
        }
        Err(error) => Err(failure(&name, &bytes, &error, add)),
    }
}

/// A template to read, with its compiled text once that is known.
struct Template {
    name: String,
    path: PathBuf,
    named: bool,
    text: Option<Vec<u8>>,
    /// The only parameters files that it is deployed with.
    paired: Vec<PathBuf>,
}

struct Build<'a> {
    bicep: Bicep,
    everything: &'a mut Everything,
}

impl Build<'_> {
    fn run(mut self, plan: Plan) -> Vec<Raw> {
        let bicep = &self.bicep;
        let compiled: Vec<_> = plan
            .parameters
            .into_par_iter()
            .map(|it| {
                let made = bicep.build_params(&it.file.path);
                (it, made)
            })
            .collect();
        let mut given: HashMap<PathBuf, Template> =
            plan.templates.iter().map(|file| (file.real.clone(), Template::of(file))).collect();
        let mut others = BTreeMap::new();
        let mut raws = Vec::new();
        for (parameters, made) in compiled {
            match made {
                Ok(made) => {
                    let template = (made.template.clone(), made.template_spec.clone());
                    raws.push(of_parameters(&parameters.file, made));
                    let own = parameters.target.as_ref().and_then(|target| given.get_mut(target));
                    match own {
                        Some(own) => own.text = own.text.take().or(template.0.map(String::into)),
                        None => self.template_of(&parameters, template, &mut others),
                    }
                }
                Err(error) => self.fail(&parameters.file.name, &parameters.file.bytes, &error),
            }
        }
        let templates: Vec<Template> = given.into_values().chain(others.into_values()).collect();
        raws.extend(self.templates(templates));
        raws.sort_by(|one, other| one.name.cmp(&other.name));
        raws
    }

    /// Takes the template of a parameters file in, when it is not among the inputs.
    fn template_of(
        &mut self,
        parameters: &Parameters,
        (text, spec): (Option<String>, Option<String>),
        others: &mut BTreeMap<PathBuf, Template>,
    ) {
        let file = &parameters.file;
        let local = parameters.target.as_deref();
        let builds = local.is_some_and(|path| BicepFile::of(path) == Some(BicepFile::Template));
        if text.is_none() && !builds {
            let reason = match spec {
                Some(id) => format!("it is for the template spec {id}, which is not read"),
                None => "there is no template that it is for".to_owned(),
            };
            return self.pass_over(file, reason);
        }
        let name = match (local, &parameters.using) {
            (None, Some(Using::Remote(name))) => name.clone(),
            (local, _) => display(&near(local.unwrap_or(&file.path))),
        };
        let path = local.map_or_else(|| file.path.clone(), near);
        let template = others.entry(path.clone()).or_insert_with(|| Template {
            name,
            path,
            named: file.named,
            text: text.map(String::into),
            paired: Vec::new(),
        });
        template.named |= file.named;
        template.paired.push(file.path.clone());
    }

    /// The texts of templates, those compiled now that no parameters file came with.
    fn templates(&mut self, templates: Vec<Template>) -> Vec<Raw> {
        let bicep = &self.bicep;
        let built: Vec<_> = templates
            .into_par_iter()
            .map(|mut template| {
                let text = template.text.take();
                let made = text.map_or_else(|| bicep.build(&template.path), Ok);
                (template, made)
            })
            .collect();
        let mut raws = Vec::new();
        for (template, made) in built {
            match made {
                Ok(text) => raws.push(template.raw(text)),
                Err(error) => {
                    let bytes = source::read_bytes(&template.path, Request::MAX_BYTES);
                    self.fail(&template.name, &bytes.unwrap_or_default(), &error);
                }
            }
        }
        raws
    }

    fn fail(&mut self, name: &str, bytes: &[u8], error: &BicepError) {
        let failure = failure(name, bytes, error, |source| self.everything.sources.add(source));
        self.everything.failures.push(failure);
    }

    /// There is nothing to check in it: a fault of those who name it.
    fn pass_over(&mut self, file: &File, reason: String) {
        let source = file.name.clone();
        if !file.named {
            self.everything.passed_over.push(PassedOver { source, reason, missed: false });
            return;
        }
        let id = self.everything.sources.add(source::source(source, Vec::new()));
        let message = format!("there is nothing to check in it: {reason}");
        self.everything.failures.push(Failure { message, span: Span::new(id, 0, 0) });
    }
}

impl Template {
    fn of(file: &File) -> Self {
        Self {
            name: file.name.clone(),
            path: file.path.clone(),
            named: file.named,
            text: None,
            paired: Vec::new(),
        }
    }

    fn raw(self, text: Vec<u8>) -> Raw {
        let concern = source::concern(&text);
        Raw::compiled(self.path, self.name, self.named, text, concern).paired_with(self.paired)
    }
}

fn of_parameters(file: &File, made: CompiledParameters) -> Raw {
    let text = made.parameters.into_bytes();
    // Parameters need not name what they are for.
    let concern = source::concern(&text).max(Concern::Around);
    Raw::compiled(file.path.clone(), file.name.clone(), file.named, text, concern)
}

/// The path from the folder that is worked in, where it lies there.
fn near(path: &Path) -> PathBuf {
    std::env::current_dir()
        .ok()
        .and_then(|here| path.strip_prefix(here).ok().map(Path::to_owned))
        .unwrap_or_else(|| path.to_owned())
}
