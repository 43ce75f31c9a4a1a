//! Which of the Bicep files are compiled, decided by their texts.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use crate::config::real;
use crate::finding::PassedOver;
use crate::run::inputs::loaded::InputFile;
use crate::run::inputs::relevance::Relevance;
use crate::run::parallel;
use crate::run::request::Request;
use crate::source::{BicepFile, Concern, Mentions, Registry, Using, is_remote};

/// A Bicep file.
pub(in crate::run) struct File {
    pub(crate) name: String,
    pub(crate) path: PathBuf,
    /// The whole path, links followed.
    pub(crate) real: PathBuf,
    pub(crate) named: bool,
    /// Its bytes; none where they were not kept.
    pub(crate) bytes: Option<Vec<u8>>,
    /// Whether it is about gateways, or may join one.
    concerns: bool,
    /// Whether what lies around gateways may join one from where this file lies.
    near: bool,
    /// The modules that it uses.
    modules: Vec<Module>,
}

/// A module, as a file names it.
enum Module {
    /// A file, links followed.
    Local(PathBuf),
    /// One of a registry, or a template spec.
    Remote(String),
}

/// A parameters file, and what it says that it is for.
pub(in crate::run) struct Parameters {
    pub(crate) file: File,
    pub(crate) using: Option<Using>,
    /// The file that it is for, links followed.
    pub(crate) target: Option<PathBuf>,
}

/// The files to compile.
#[derive(Default)]
pub(in crate::run) struct Plan {
    pub(crate) templates: Vec<File>,
    pub(crate) parameters: Vec<Parameters>,
}

/// Why a program is passed over of which nobody can say what it is about.
const NOT_RESTORED: &str = "it uses a module that is not on this machine and may define a gateway: run `bicep restore` on this file";

impl Plan {
    /// Takes those that may concern gateways. A module of another file is deployed by that one, with its parameters,
    /// and not by itself, unless it has a parameters file.
    pub(crate) fn of(
        files: Vec<InputFile>,
        relevance: &Relevance,
        request: &Request,
        passed_over: &mut Vec<PassedOver>,
    ) -> Self {
        let (mut templates, mut parameters) = (Vec::new(), Vec::new());
        let files = parallel::map(files, |file| File::of(file, relevance));
        for (file, using) in files.into_iter().flatten() {
            match BicepFile::of(&file.path) {
                Some(BicepFile::Parameters) => parameters.push(Parameters::of(file, using)),
                _ => templates.push(file),
            }
        }
        let mut pass = |file: &File, reason: String, missed: bool| {
            let source = file.name.clone();
            passed_over.push(PassedOver { source, reason, missed });
        };
        let mut plan = Self::default();
        let deployed: HashSet<PathBuf> =
            parameters.iter().filter_map(|it| it.target.clone()).collect();
        let outlooks = outlooks(&templates, request);
        let deploying = templates.iter().zip(&outlooks).filter(|(_, it)| **it != Outlook::Idle);
        let users = users(deploying.map(|(file, _)| file));
        let mut idle = HashMap::new();
        for (file, outlook) in templates.into_iter().zip(outlooks) {
            let user = users.get(&file.real).filter(|_| !deployed.contains(&file.real));
            match (outlook, user) {
                (Outlook::Idle, _) => {
                    pass(&file, "defines no gateway".to_owned(), false);
                    idle.insert(file.real, "its template defines no gateway");
                }
                (_, Some(user)) => pass(&file, format!("it is a module of {user}"), false),
                (Outlook::Unknown, None) => {
                    pass(&file, NOT_RESTORED.to_owned(), true);
                    idle.insert(file.real, "its template is skipped");
                }
                (Outlook::Matters, None) => plan.templates.push(file),
            }
        }
        for it in parameters {
            if it.file.named {
                plan.parameters.push(it);
            } else if it.using == Some(Using::None) {
                pass(
                    &it.file,
                    "it has no template: other parameters files extend it".to_owned(),
                    false,
                );
            } else if let Some(reason) = it.target.as_ref().and_then(|target| idle.get(target)) {
                pass(&it.file, (*reason).to_owned(), false);
            } else {
                plan.parameters.push(it);
            }
        }
        plan
    }
}

/// What is known of a program before it is compiled.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outlook {
    /// Its resources and those of its modules name no gateway.
    Idle,
    /// A module that it uses is not on this machine, and may be about gateways.
    Unknown,
    /// Its resources, or those of its modules, may be of gateways.
    Matters,
}

/// What is known of each file, by what its modules mention, and theirs.
fn outlooks(files: &[File], request: &Request) -> Vec<Outlook> {
    let places: HashMap<&Path, usize> =
        files.iter().enumerate().map(|(at, file)| (file.real.as_path(), at)).collect();
    let registry = Registry::new(request.boundary(), &request.modules);
    let mut concerns: HashMap<PathBuf, Concern> = HashMap::new();
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); files.len()];
    let (mut matter, mut unknown) = (Vec::new(), Vec::new());
    for (at, file) in files.iter().enumerate() {
        let mut matters = file.named || file.concerns;
        for module in &file.modules {
            let reference = match module {
                Module::Local(path) => {
                    match places.get(path.as_path()) {
                        Some(used) => users[*used].push(at),
                        // A template in JSON, or a file that isn't among those given.
                        None => matters = true,
                    }
                    continue;
                }
                Module::Remote(reference) => reference,
            };
            let Ok(path) = registry.find(&file.path, reference) else {
                unknown.push(at);
                continue;
            };
            let concern = *concerns.entry(path).or_insert_with_key(|path| {
                let bytes = request.overlay.read(path, request.max_bytes);
                bytes.map_or(Concern::Gateway, |bytes| Mentions::of(&bytes).concern)
            });
            matters |= concern == Concern::Gateway || (file.near && concern == Concern::Around);
        }
        if matters {
            matter.push(at);
        }
    }
    let mut outlooks = vec![Outlook::Idle; files.len()];
    for (mut open, outlook) in [(matter, Outlook::Matters), (unknown, Outlook::Unknown)] {
        while let Some(at) = open.pop() {
            if outlooks[at] == Outlook::Idle {
                outlooks[at] = outlook;
                open.extend(&users[at]);
            }
        }
    }
    outlooks
}

/// The modules among files, with the name of one that uses each.
fn users<'a>(files: impl Iterator<Item = &'a File>) -> HashMap<PathBuf, String> {
    let mut users = HashMap::new();
    for file in files {
        for module in &file.modules {
            if let Module::Local(path) = module
                && *path != file.real
            {
                users.entry(path.clone()).or_insert_with(|| file.name.clone());
            }
        }
    }
    users
}

fn beside(file: &Path, other: &str) -> PathBuf {
    real(&file.parent().unwrap_or(Path::new("")).join(other))
}

impl File {
    fn of(file: InputFile, relevance: &Relevance) -> Option<(Self, Option<Using>)> {
        let (near, kept) = (relevance.holds(&file), file.is_kept());
        let concerns = match file.mentions.concern {
            Concern::Gateway => true,
            Concern::Around => near,
            Concern::None => false,
        };
        let (path, statements) = (file.path?, file.bicep?);
        let bytes = file.bytes.ok().filter(|_| kept);
        let (name, named, real) = (file.name, file.named, real(&path));
        let mut file = Self { name, path, real, named, bytes, concerns, near, modules: Vec::new() };
        let module = |name: String| {
            if is_remote(&name) {
                Module::Remote(name)
            } else {
                Module::Local(beside(&file.path, &name))
            }
        };
        file.modules = statements.modules.into_iter().map(module).collect();
        Some((file, statements.using))
    }
}

impl Parameters {
    fn of(file: File, using: Option<Using>) -> Self {
        let target = match &using {
            Some(Using::File(target)) => Some(beside(&file.path, target)),
            _ => None,
        };
        Self { file, using, target }
    }
}
