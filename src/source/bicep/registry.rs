//! Modules of registries and template specs: where `bicep restore` keeps them, and other folders that hold them.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use arm_template::{Node, SourceId};
use bicep::OpenError;

use crate::files::{Boundary, display};

/// The registry that `br/public:` stands for.
const PUBLIC: (&str, &str) = ("mcr.microsoft.com", "bicep");

/// The settings file of Bicep.
const SETTINGS: &str = "bicepconfig.json";

/// What a reference names.
#[derive(Clone, Debug, PartialEq, Eq)]
enum RegistryArtifact {
    /// A module of a registry.
    Module {
        /// The registry's host.
        registry: String,
        /// The path of the module in it.
        path: String,
        /// The tag, or the digest with its `sha256:`.
        version: String,
    },
    /// A template spec.
    Spec {
        /// The subscription.
        subscription: String,
        /// The resource group.
        group: String,
        /// The name.
        name: String,
        /// The version.
        version: String,
    },
}

/// Finds what references name, with the settings that belong to the programs that name it.
pub struct Registry<'a> {
    boundary: Boundary,
    /// Folders that hold modules of registries.
    folders: &'a [PathBuf],
    /// By the folder of the program.
    settings: Mutex<HashMap<PathBuf, BicepSettings>>,
}

impl<'a> Registry<'a> {
    /// For programs within a boundary.
    #[must_use]
    pub fn new(boundary: Boundary, folders: &'a [PathBuf]) -> Self {
        Self { boundary, folders, settings: Mutex::default() }
    }

    fn settings(&self, file: &Path) -> BicepSettings {
        let folder = file.parent().unwrap_or(Path::new("")).to_owned();
        let mut known = self.settings.lock().unwrap_or_else(PoisonError::into_inner);
        known.entry(folder).or_insert_with(|| BicepSettings::of(file, &self.boundary)).clone()
    }

    /// Where the compiled template of what a program names lies.
    ///
    /// # Errors
    ///
    /// When the reference names nothing, or it is not on this machine.
    pub fn find(&self, from: &Path, reference: &str) -> Result<PathBuf, OpenError> {
        let settings = self.settings(from);
        let Some(artifact) = RegistryArtifact::of(reference, &settings) else {
            return Err(OpenError::Missing(format!(
                "'{reference}' is not a valid module reference: its alias is not in bicepconfig.json, or it has no version"
            )));
        };
        artifact.find(&settings, self.folders, &self.boundary).ok_or_else(|| {
            OpenError::NotRestored(format!(
                "'{reference}', which is not on this machine: run `bicep restore {}`",
                display(from)
            ))
        })
    }
}

/// What Bicep's settings say that belong to a file: those of the nearest `bicepconfig.json` above it.
#[derive(Clone, Debug, Default)]
struct BicepSettings {
    root: Option<Node>,
    folder: PathBuf,
}

impl BicepSettings {
    /// Those that belong to a file. Settings outside of the boundary are not looked at.
    fn of(file: &Path, boundary: &Boundary) -> Self {
        const LARGEST: u64 = 1 << 20;
        let whole = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
        for folder in whole.ancestors().skip(1) {
            let path = folder.join(SETTINGS);
            if let Ok(bytes) = boundary.read(&path, LARGEST) {
                let text = super::super::source(String::new(), bytes).text;
                let root = arm_template::parse(&text, SourceId(u32::MAX)).node;
                return Self { root, folder: folder.to_owned() };
            }
        }
        Self::default()
    }

    fn text(&self, path: &[&str]) -> Option<&str> {
        let mut here = self.root.as_ref()?;
        for step in path {
            here = here.get(step)?;
        }
        here.as_str()
    }

    /// The folder that `bicep restore` puts modules into.
    fn cache(&self) -> Option<PathBuf> {
        if let Some(folder) = self.text(&["cacheRootDirectory"]) {
            return Some(self.folder.join(home_in(folder)));
        }
        Self::usual_cache()
    }

    /// The cache unless a program's settings name another one.
    fn usual_cache() -> Option<PathBuf> {
        if let Some(folder) =
            std::env::var_os("BICEP_CACHE_ROOT").filter(|folder| !folder.is_empty())
        {
            return Some(folder.into());
        }
        Some(home()?.join(".bicep"))
    }
}

fn home() -> Option<PathBuf> {
    std::env::home_dir()
}

fn home_in(folder: &str) -> PathBuf {
    match (folder.strip_prefix("~/"), home()) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(folder),
    }
}

impl RegistryArtifact {
    /// What a reference such as `br/public:avm/res/network/virtual-network:0.5.0` names.
    fn of(reference: &str, settings: &BicepSettings) -> Option<Self> {
        let (scheme, rest) = reference.split_once(':')?;
        let (kind, alias) = scheme.split_once('/').map_or((scheme, None), |(a, b)| (a, Some(b)));
        match (kind, alias) {
            ("br", None) => {
                let (registry, path) = rest.split_once('/')?;
                Self::module(registry.to_owned(), path)
            }
            ("br", Some(alias)) => {
                let named = |name: &str| settings.text(&["moduleAliases", "br", alias, name]);
                let (registry, within) = match named("registry") {
                    Some(registry) => (registry.to_owned(), named("modulePath").map(str::to_owned)),
                    None if alias == "public" => (PUBLIC.0.to_owned(), Some(PUBLIC.1.to_owned())),
                    None => return None,
                };
                let path =
                    within.map_or_else(|| rest.to_owned(), |within| format!("{within}/{rest}"));
                Self::module(registry, &path)
            }
            ("ts", None) => {
                let (place, version) = rest.rsplit_once(':')?;
                let mut parts = place.splitn(3, '/').map(str::to_owned);
                Some(Self::Spec {
                    subscription: parts.next()?,
                    group: parts.next()?,
                    name: parts.next()?,
                    version: version.to_owned(),
                })
            }
            ("ts", Some(alias)) => {
                let named = |name: &str| settings.text(&["moduleAliases", "ts", alias, name]);
                let (name, version) = rest.rsplit_once(':')?;
                Some(Self::Spec {
                    subscription: named("subscription")?.to_owned(),
                    group: named("resourceGroup")?.to_owned(),
                    name: name.to_owned(),
                    version: version.to_owned(),
                })
            }
            _ => None,
        }
    }

    fn module(registry: String, path: &str) -> Option<Self> {
        let (path, version) = match path.split_once('@') {
            Some((path, digest)) => (path, digest),
            None => path.rsplit_once(':')?,
        };
        Some(Self::Module { registry, path: path.to_owned(), version: version.to_owned() })
    }

    /// Where its compiled template lies: in the cache, or in one of these folders. What a reference or the settings of a
    /// program lead to outside of the cache and of the boundary is not looked at.
    fn find(
        &self,
        settings: &BicepSettings,
        folders: &[PathBuf],
        boundary: &Boundary,
    ) -> Option<PathBuf> {
        let usual = BicepSettings::usual_cache();
        let allowed = boundary.clone().and(usual.as_deref());
        let cached = settings.cache().and_then(|cache| self.cached(&cache));
        let cached = cached.filter(|path| allowed.holds(path));
        cached.or_else(|| {
            let mirrored = |folder: &PathBuf| {
                self.mirrored(folder)
                    .filter(|path| Boundary::default().and([folder.as_path()]).holds(path))
            };
            folders.iter().find_map(mirrored)
        })
    }

    /// As `bicep restore` lays it out.
    fn cached(&self, cache: &Path) -> Option<PathBuf> {
        match self {
            Self::Module { registry, path, version } => {
                let folder =
                    cache.join("br").join(registry.replace(':', "$")).join(path.replace('/', "$"));
                let version = version.replace(':', "#");
                let plain = folder.join(format!("{version}$")).join("main.json");
                if plain.is_file() {
                    return Some(plain);
                }
                // Behind the sign stands which letters of the version are capitals.
                let entries = std::fs::read_dir(&folder).ok()?;
                let fits = |name: &str| {
                    name.split('$').next().is_some_and(|found| found.eq_ignore_ascii_case(&version))
                };
                let found = entries.flatten().map(|entry| entry.path()).find(|path| {
                    path.file_name().and_then(|name| name.to_str()).is_some_and(fits)
                })?;
                Some(found.join("main.json")).filter(|path| path.is_file())
            }
            Self::Spec { subscription, group, name, version } => {
                let lower = |text: &str| text.to_ascii_lowercase();
                let folder = cache.join("ts").join(lower(subscription)).join(lower(group));
                let path = folder.join(lower(name)).join(lower(version)).join("main.json");
                path.is_file().then_some(path)
            }
        }
    }

    /// As a mirror or a checkout of the registry's sources has it: `path/main.json`, or `path/version/main.json`.
    fn mirrored(&self, folder: &Path) -> Option<PathBuf> {
        let Self::Module { registry, path, version } = self else { return None };
        let bare = path.strip_prefix("bicep/").filter(|_| registry == PUBLIC.0).unwrap_or(path);
        let candidates = [
            folder.join(bare).join(version).join("main.json"),
            folder.join(bare).join("main.json"),
            folder.join(registry).join(path).join(version).join("main.json"),
        ];
        candidates.into_iter().find(|path| path.is_file())
    }
}

#[cfg(test)]
mod tests {
    use super::{BicepSettings, RegistryArtifact};

    #[test]
    fn references_name_modules_and_specs() {
        let of = |text: &str| RegistryArtifact::of(text, &BicepSettings::default());
        let module = |registry: &str, path: &str, version: &str| {
            Some(RegistryArtifact::Module {
                registry: registry.to_owned(),
                path: path.to_owned(),
                version: version.to_owned(),
            })
        };
        assert_eq!(
            of("br/public:avm/res/network/p2s:0.1.0"),
            module("mcr.microsoft.com", "bicep/avm/res/network/p2s", "0.1.0")
        );
        assert_eq!(of("br:x.azurecr.io/a/b:v1"), module("x.azurecr.io", "a/b", "v1"));
        assert_eq!(of("br:x.azurecr.io/a@sha256:0f"), module("x.azurecr.io", "a", "sha256:0f"));
        assert_eq!(of("br/unknown:a:1"), None);
        assert!(matches!(of("ts:s/g/n:1"), Some(RegistryArtifact::Spec { .. })));
    }
}
