//! Parameters files, found by where they lie, by their names and by the templates that they name.

use std::collections::HashMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use arm_template::Node;

use crate::files::{self, Boundary};
use crate::run::request::Request;
use crate::source::{BicepFile, Statements, Using};

/// Every parameters file that was read, in the order they were read.
#[derive(Default)]
pub(crate) struct ParameterFiles {
    nodes: Vec<Node>,
    /// The first file of each path, as it was given and as it is on the disk.
    by_path: HashMap<PathBuf, usize>,
    by_real_path: HashMap<PathBuf, usize>,
    /// The files that name a template in their metadata or behind `using`, by the real path of the template.
    by_template: HashMap<PathBuf, Vec<PathBuf>>,
    folders: HashMap<PathBuf, Folder>,
    /// Those that came on standard input.
    of_stream: Vec<usize>,
}

/// The names of a folder's parameters files.
struct Folder {
    /// By the stem of the template that they belong to, in lower case.
    names: HashMap<String, Vec<OsString>>,
    /// The `.bicepparam` files that name a template behind `using`, by the real path of the template.
    bicep: HashMap<PathBuf, Vec<PathBuf>>,
    /// Whether there is an `azuredeploy.json` or `azuredeploy.bicep`.
    has_azuredeploy: bool,
}

impl ParameterFiles {
    /// Takes in a file that was read, or what came on standard input.
    pub(crate) fn add(&mut self, path: Option<PathBuf>, node: Node) {
        let at = self.nodes.len();
        let Some(path) = path else {
            self.of_stream.push(at);
            self.nodes.push(node);
            return;
        };
        let link = node.get("metadata").and_then(|metadata| metadata.get("template"));
        let linked = link.and_then(Node::as_str).and_then(|link| beside(&path, link));
        if let Some(template) = linked.or_else(|| used_by(&path)) {
            self.by_template.entry(template).or_default().push(path.clone());
        }
        if let Ok(real) = files::canonical(&path) {
            self.by_real_path.entry(real).or_insert(at);
        }
        self.by_path.entry(path).or_insert(at);
        self.nodes.push(node);
    }

    /// The parameters of the file at a path, when it was read.
    pub(crate) fn find(&self, path: &Path) -> Option<&Node> {
        let real = files::canonical(path).ok();
        let real = real.and_then(|real| self.by_real_path.get(&real));
        let at = self.by_path.get(path).into_iter().chain(real).min()?;
        self.nodes.get(*at)
    }

    /// Those that came on standard input.
    pub(crate) fn of_stream(&self) -> impl Iterator<Item = &Node> {
        self.of_stream.iter().map(|at| &self.nodes[*at])
    }

    /// Those of a folder, without what lies deeper.
    pub(crate) fn in_folder(&self, folder: &Path) -> Vec<&Node> {
        let inside = self.by_path.iter().filter(|(path, _)| path.parent() == Some(folder));
        let mut places: Vec<usize> = inside.map(|(_, at)| *at).collect();
        places.sort_unstable();
        places.into_iter().map(|at| &self.nodes[at]).collect()
    }

    /// All of them.
    pub(crate) fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The paths of the parameters files beside a template, by their names and by the link in their metadata.
    pub(crate) fn beside(&mut self, template: &Path, boundary: &Boundary) -> Vec<PathBuf> {
        let place = template.parent().unwrap_or(Path::new(""));
        let stem = template.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
        let folder =
            self.folders.entry(place.to_owned()).or_insert_with(|| Folder::read(place, boundary));
        let mut paths: Vec<PathBuf> =
            folder.names_for(&stem).map(|name| place.join(name)).collect();
        if let Ok(real) = files::canonical(template) {
            let naming = [self.by_template.get(&real), folder.bicep.get(&real)];
            paths.extend(naming.into_iter().flatten().flatten().cloned());
        }
        paths.sort();
        paths.dedup();
        paths
    }
}

impl Folder {
    fn read(folder: &Path, boundary: &Boundary) -> Self {
        let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let mut read =
            Self { names: HashMap::new(), bicep: HashMap::new(), has_azuredeploy: false };
        for entry in std::fs::read_dir(here).into_iter().flatten() {
            let Ok(entry) = entry else { continue };
            let file_name = entry.file_name();
            let name = file_name.to_string_lossy();
            let owners = ["azuredeploy.json", "azuredeploy.bicep"];
            read.has_azuredeploy |= owners.iter().any(|owner| name.eq_ignore_ascii_case(owner));
            let path = folder.join(&file_name);
            if boundary.place(&path).is_ok()
                && let Some(template) = used_by(&path)
            {
                read.bicep.entry(template).or_default().push(path);
            }
            if let Some(owner) = parameters_of(&name.to_lowercase()) {
                read.names.entry(owner.to_owned()).or_default().push(file_name);
            }
        }
        read
    }

    /// The names of the files that belong to the template of this stem.
    fn names_for(&self, stem: &str) -> impl Iterator<Item = &OsString> {
        let of = |owner: &str| self.names.get(owner).into_iter().flatten();
        let shared = !self.has_azuredeploy && stem != "azuredeploy";
        let of_all = of("azuredeploy")
            .filter(move |name| shared && name.eq_ignore_ascii_case("azuredeploy.parameters.json"));
        of(stem).chain(of_all)
    }
}

/// The real path of a file that another one names, if it is there.
fn beside(file: &Path, link: &str) -> Option<PathBuf> {
    files::canonical(&file.parent().unwrap_or(Path::new("")).join(link)).ok()
}

/// The real path of the `.bicep` file that a `.bicepparam` file names as the one that it is for.
fn used_by(parameters: &Path) -> Option<PathBuf> {
    let kind = BicepFile::of(parameters).filter(|kind| *kind == BicepFile::Parameters)?;
    let bytes = files::read(parameters, Request::MAX_BYTES).ok()?;
    let Some(Using::File(target)) = Statements::of(kind, bytes).using else { return None };
    beside(parameters, &target).filter(|file| BicepFile::of(file) == Some(BicepFile::Template))
}

/// The stem of the template that a parameters file belongs to by its name: `X.parameters.json`, `X.parameters.dev.json`,
/// `X.params.json`, `X-parameters.json`; `parameters.json` belongs to `template.json`, as the portal writes them.
fn parameters_of(name: &str) -> Option<&str> {
    let bare = name.strip_suffix(".json").or_else(|| name.strip_suffix(".jsonc"))?;
    let is_apart = |rest: &str| rest.is_empty() || rest.starts_with(['.', '-', '_']);
    if bare.strip_prefix("parameters").is_some_and(is_apart) {
        return Some("template");
    }
    let behind_dot = [".parameters", ".params", ".param"].into_iter().find_map(|mark| {
        let at = bare.find(mark)?;
        is_apart(&bare[at + mark.len()..]).then_some(&bare[..at])
    });
    let marks = ["-parameters", "_parameters", "-params", "_params", "-param", "_param"];
    behind_dot.or_else(|| marks.into_iter().find_map(|mark| bare.strip_suffix(mark)))
}

#[cfg(test)]
mod tests {
    use super::parameters_of;

    #[test]
    fn parameters_files_name_their_template() {
        assert_eq!(parameters_of("hub.parameters.json"), Some("hub"));
        assert_eq!(parameters_of("hub.parameters.prod.json"), Some("hub"));
        assert_eq!(parameters_of("hub.parameters.jsonc"), Some("hub"));
        assert_eq!(parameters_of("hub.json"), None);
        assert_eq!(parameters_of("hub.parametersets.json"), None);
        for name in
            ["hub.params.json", "hub.param.dev.json", "hub-parameters.json", "hub_params.json"]
        {
            assert_eq!(parameters_of(name), Some("hub"), "{name}");
        }
        assert_eq!(parameters_of("parameters.json"), Some("template"));
        assert_eq!(parameters_of("parameters.prod.json"), Some("template"));
        assert_eq!(parameters_of("template.parameters.json"), Some("template"));
    }
}
