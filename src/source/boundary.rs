//! Where a program may open files by itself.

use std::path::{Path, PathBuf};

/// Where files may be read: the folders given, and the repositories around them.
#[derive(Clone, Debug, Default)]
pub struct Boundary(Vec<PathBuf>);

impl Boundary {
    /// The bounds of a run that is given these paths.
    #[must_use]
    pub fn around<'p>(given: impl Iterator<Item = &'p Path>) -> Self {
        let here = std::env::current_dir().and_then(|here| here.canonicalize()).ok();
        let mut roots = Vec::new();
        for path in given {
            let Ok(whole) = path.canonicalize() else { continue };
            let folder = if whole.is_dir() { Some(&*whole) } else { whole.parent() };
            let Some(folder) = folder else { continue };
            let repository = folder.ancestors().find(|folder| folder.join(".git").exists());
            // Without a repository the folder that the command is run in is what belongs together.
            let here = here.as_deref().filter(|here| folder.starts_with(here));
            roots.push(repository.or(here).unwrap_or(folder).to_owned());
        }
        Self(roots)
    }

    /// The same bounds and these folders.
    #[must_use]
    pub fn and<'p>(mut self, folders: impl Iterator<Item = &'p Path>) -> Self {
        self.0.extend(folders.filter_map(|folder| folder.canonicalize().ok()));
        self
    }

    /// Whether the path, links followed, lies inside. What isn't there lies nowhere.
    #[must_use]
    pub fn holds(&self, path: &Path) -> bool {
        let shown = if path.as_os_str().is_empty() { Path::new(".") } else { path };
        shown.canonicalize().is_ok_and(|whole| self.0.iter().any(|root| whole.starts_with(root)))
    }
}
