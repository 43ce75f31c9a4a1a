//! Which folders are root modules, and what each comes to with its values, its plan or its state.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use terraform_config::syntax::Attribute;
use terraform_config::{Expansion, File, Folder, Limits, Options, Resource, expand};

use super::configuration::{ConfigurationFile, Configured, EvaluationContext, RootModule};
use super::files::body;
use super::modules::{self, Disk};
use super::saved::{self, SavedFile};
use super::shape::{self, Standing};
use super::{ids, values, versions};
use crate::files::tidy;

/// A folder of configuration files.
struct ConfigurationFolder {
    folder: Rc<Folder>,
    /// Folders that it calls as modules.
    calls: BTreeSet<PathBuf>,
}

/// Evaluates the configurations that these files make, and reads the plans and states.
pub(crate) fn configure(
    files: &[ConfigurationFile],
    mut saved: Vec<SavedFile>,
    surroundings: &EvaluationContext<'_>,
) -> Configured {
    let mut configured = Configured::default();
    for file in &saved {
        configured.secrets.extend(file.saved.secrets.places());
        if file.saved.is_partial {
            configured.remarks.push((file.source, PARTIAL));
        }
    }
    let read = read(files, surroundings, &mut configured);
    let called: BTreeSet<&PathBuf> = read.values().flat_map(|read| &read.calls).collect();
    let roots: Vec<(&PathBuf, &ConfigurationFolder)> = read
        .iter()
        .filter(|(path, _)| {
            !called.contains(path)
                && !path.components().any(|part| part.as_os_str() == ".terraform")
        })
        .collect();
    for (path, root) in &roots {
        let own: Vec<SavedFile> =
            saved.extract_if(.., |file| belongs(file, path, &root.folder, &roots)).collect();
        one(path, &root.folder, own, surroundings, &mut configured);
    }
    for file in saved {
        configured.roots.push(alone(&file));
    }
    let folders: Vec<&Folder> = roots.iter().map(|(_, root)| &*root.folder).collect();
    configured.failures.extend(values::undeclared(&folders, surroundings));
    configured
}

const PARTIAL: &str =
    "according to Terraform, this plan is incomplete; missing parts are not checked";

const STATE: &str = "its configuration is checked instead; specify the file to check what exists";

fn read(
    files: &[ConfigurationFile],
    surroundings: &EvaluationContext<'_>,
    configured: &mut Configured,
) -> BTreeMap<PathBuf, ConfigurationFolder> {
    let mut folders: BTreeMap<PathBuf, Vec<&ConfigurationFile>> = BTreeMap::new();
    for file in files {
        let folder = file.path.parent().map(tidy).unwrap_or_default();
        folders.entry(folder).or_default().push(file);
    }
    let mut read: BTreeMap<PathBuf, ConfigurationFolder> = BTreeMap::new();
    for (path, files) in folders {
        let (mut parsed, mut is_partial) = (Vec::new(), false);
        for file in files {
            match body(file.source, &file.path, surroundings.sources) {
                Ok((body, problems)) => {
                    configured.failures.extend(problems);
                    let name = file.path.file_name().unwrap_or_default().to_string_lossy();
                    parsed.push(File { name: name.into_owned(), body });
                }
                Err(problem) => {
                    is_partial = true;
                    configured.failures.push(problem);
                }
            }
        }
        let folder = Rc::new(Folder { is_partial, ..Folder::new(".", parsed) });
        let calls = modules::local_calls(&folder, &path);
        read.insert(path, ConfigurationFolder { folder, calls });
    }
    read
}

/// Whether a plan or a state is that of a root module: it lies in its folder, or it alone declares what the plan has.
fn belongs(
    file: &SavedFile,
    path: &Path,
    folder: &Folder,
    roots: &[(&PathBuf, &ConfigurationFolder)],
) -> bool {
    if file.named && !file.saved.is_plan {
        return false;
    }
    let lies_in = |path: &Path| {
        file.path.as_deref().and_then(Path::parent).map(tidy).as_deref() == Some(path)
    };
    if roots.iter().any(|(path, _)| lies_in(path)) {
        return lies_in(path);
    }
    let mut fitting = roots.iter().filter(|(_, root)| declares(&root.folder, file));
    fitting.next().is_some() && fitting.next().is_none() && declares(folder, file)
}

/// Whether a configuration declares all that a plan has in its root module.
fn declares(folder: &Folder, file: &SavedFile) -> bool {
    let known = |address: &str| {
        let bare = address.split('[').next().unwrap_or(address);
        let mut parts = bare.split('.');
        match (parts.next(), parts.next()) {
            (Some("module"), Some(name)) => folder.modules.contains_key(name),
            (Some(kind), Some(name)) => {
                folder.resources.contains_key(&(Arc::from(kind), Arc::from(name)))
            }
            _ => false,
        }
    };
    !file.saved.resources.is_empty()
        && file.saved.resources.iter().all(|resource| known(&resource.address))
}

/// What a root module comes to: as its plans have it, else with each of its sets of values.
fn one(
    path: &Path,
    folder: &Rc<Folder>,
    own: Vec<SavedFile>,
    surroundings: &EvaluationContext<'_>,
    configured: &mut Configured,
) {
    let disk = Disk::new(path, surroundings);
    let provider = versions::azurerm(path, folder, &disk);
    let (plans, states): (Vec<_>, Vec<_>) = own.into_iter().partition(|file| file.saved.is_plan);
    let sets = values::sets(path, folder, &disk, &surroundings.given);
    configured.failures.extend(sets.problems);
    configured.secrets.extend(sets.secrets);
    let there: HashSet<Arc<str>> = states
        .iter()
        .flat_map(|state| state.saved.resources.iter().map(|one| one.address.clone()))
        .collect();
    configured.passed_over.extend(states.iter().map(|state| (state.source, STATE)));
    for plan in &plans {
        let mut values = values::of_plan(&plan.saved.variables);
        values.extend(sets.all.first().cloned().unwrap_or_default());
        let expansion = evaluate(folder, values, &disk);
        configured.secrets.extend(expansion.secrets.iter().copied());
        configured.roots.push(planned(plan, expansion));
    }
    for values in sets.all.into_iter().filter(|_| plans.is_empty()) {
        let expansion = evaluate(folder, values, &disk);
        configured.secrets.extend(expansion.secrets.iter().copied());
        let standing = standing(&there);
        configured.roots.push(RootModule {
            resources: shape::convert(&expansion.resources, provider, &standing),
            unread: expansion.unread,
            problems: expansion.problems,
            outputs: expansion.outputs,
        });
    }
    configured.failures.extend(disk.problems());
}

/// Tells what is there already by its address.
fn standing(there: &HashSet<Arc<str>>) -> impl Fn(&Resource) -> Standing {
    |resource| {
        if there.contains(&resource.address) { Standing::There } else { Standing::New }
    }
}

fn evaluate(folder: &Rc<Folder>, values: Vec<Attribute>, disk: &Disk<'_>) -> Expansion {
    let options = Options {
        values,
        modules: disk,
        provider: &ids::Azure,
        files: disk,
        workspace: None,
        limits: Limits::default(),
    };
    expand(folder, &options)
}

/// A plan whose configuration is here, placed in that; with what is declared there and not in the plan.
fn planned(plan: &SavedFile, expansion: Expansion) -> RootModule {
    let written: HashMap<&str, &Resource> = expansion
        .resources
        .iter()
        .filter(|resource| !resource.is_data)
        .map(|resource| (&*resource.address, resource))
        .collect();
    let subscription = saved::subscription(&plan.saved);
    let mut there = HashSet::new();
    let mut known: HashSet<Arc<str>> = plan.saved.gone.iter().cloned().collect();
    let mut resources = Vec::new();
    for one in saved::resources(&plan.saved) {
        known.insert(one.resource.address.clone());
        if one.is_there {
            there.insert(one.resource.address.clone());
        }
        resources.push(match written.get(&*one.resource.address) {
            Some(written) => {
                saved::placed_resource(&one.resource, written, subscription.as_deref())
            }
            None => one.resource,
        });
    }
    let more = expansion.resources.iter().filter(|resource| {
        resource.is_data || (resource.unsure.is_none() && !known.contains(&resource.address))
    });
    resources.extend(more.cloned());
    let standing = standing(&there);
    // What a module from elsewhere makes stands in the plan.
    RootModule {
        resources: shape::convert(&resources, None, &standing),
        problems: expansion.problems,
        unread: Vec::new(),
        outputs: expansion.outputs,
    }
}

/// A plan or a state without its configuration.
fn alone(file: &SavedFile) -> RootModule {
    let all = saved::resources(&file.saved);
    let there: HashSet<Arc<str>> =
        all.iter().filter(|one| one.is_there).map(|one| one.resource.address.clone()).collect();
    let resources: Vec<Resource> = all.into_iter().map(|one| one.resource).collect();
    let standing = standing(&there);
    RootModule { resources: shape::convert(&resources, None, &standing), ..RootModule::default() }
}
