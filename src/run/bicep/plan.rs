//! Which of the Bicep files are compiled, as told by their texts.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::super::load::Raw;
use super::super::relevance::Relevance;
use crate::config::real;
use crate::finding::PassedOver;
use crate::source::{self, BicepFile, Concern, Using, modules, using};

/// A Bicep file.
pub(in crate::run) struct File {
    pub(super) name: String,
    pub(super) path: PathBuf,
    /// The whole path, links followed.
    pub(super) real: PathBuf,
    pub(super) named: bool,
    pub(super) bytes: Vec<u8>,
    /// Whether it is about gateways, or may join one.
    concerns: bool,
}

/// A parameters file, and what it says that it is for.
pub(in crate::run) struct Parameters {
    pub(super) file: File,
    pub(super) using: Option<Using>,
    /// The file that it is for, links followed.
    pub(super) target: Option<PathBuf>,
}

/// The files to compile.
#[derive(Default)]
pub(in crate::run) struct Plan {
    pub(super) templates: Vec<File>,
    pub(super) parameters: Vec<Parameters>,
}

impl Plan {
    /// Takes those that may concern gateways. A module of another file is deployed by that one, with its parameters,
    /// and not by itself, unless it has a parameters file.
    pub(super) fn of(
        files: Vec<Raw>,
        relevance: &Relevance,
        passed_over: &mut Vec<PassedOver>,
    ) -> Self {
        let (mut templates, mut parameters) = (Vec::new(), Vec::new());
        for file in files.into_iter().filter_map(|raw| File::of(raw, relevance)) {
            match BicepFile::of(&file.path) {
                Some(BicepFile::Parameters) => parameters.push(Parameters::of(file)),
                _ => templates.push(file),
            }
        }
        let mut pass = |file: &File, reason: String| {
            let source = file.name.clone();
            passed_over.push(PassedOver { source, reason, missed: false });
        };
        let mut plan = Self::default();
        let deployed: HashSet<PathBuf> =
            parameters.iter().filter_map(|it| it.target.clone()).collect();
        let users = users(templates.iter().filter(|file| file.matters()));
        let mut idle = HashSet::new();
        for file in templates {
            let user = users.get(&file.real).filter(|_| !deployed.contains(&file.real));
            if !file.matters() {
                pass(&file, "names no gateway".to_owned());
                idle.insert(file.real);
            } else if let Some(user) = user {
                pass(&file, format!("it is a module of {user}"));
            } else {
                plan.templates.push(file);
            }
        }
        for it in parameters {
            if it.file.named {
                plan.parameters.push(it);
            } else if it.using == Some(Using::None) {
                pass(
                    &it.file,
                    "it is for no template: other parameters files extend it".to_owned(),
                );
            } else if it.target.as_ref().is_some_and(|target| idle.contains(target)) {
                pass(&it.file, "names no gateway".to_owned());
            } else {
                plan.parameters.push(it);
            }
        }
        plan
    }
}

/// The modules among files, with the name of one that uses each.
fn users<'a>(files: impl Iterator<Item = &'a File>) -> HashMap<PathBuf, String> {
    let mut users = HashMap::new();
    for file in files {
        for module in modules(&file.text()) {
            let path = beside(&file.path, module);
            if path != file.real {
                users.entry(path).or_insert_with(|| file.name.clone());
            }
        }
    }
    users
}

fn beside(file: &Path, other: &str) -> PathBuf {
    real(&file.parent().unwrap_or(Path::new("")).join(other))
}

impl File {
    fn of(raw: Raw, relevance: &Relevance) -> Option<Self> {
        let concerns = match raw.concern {
            Concern::Gateway => true,
            Concern::Around => relevance.holds(&raw),
            Concern::None => false,
        };
        let path = raw.path?;
        let bytes = raw.bytes.ok()?;
        let (name, named) = (raw.name, raw.named);
        Some(Self { name, real: real(&path), path, named, bytes, concerns })
    }

    fn text(&self) -> std::sync::Arc<str> {
        source::source(String::new(), self.bytes.clone()).text
    }

    /// Whether its resources, or those of its modules, may be of gateways.
    fn matters(&self) -> bool {
        self.named || self.concerns || modules(&self.text()).next().is_some()
    }
}

impl Parameters {
    fn of(file: File) -> Self {
        let using = using(&file.text());
        let target = match &using {
            Some(Using::File(target)) => Some(beside(&file.path, target)),
            _ => None,
        };
        Self { file, using, target }
    }
}
