//! Ignore files of git: which of a folder's files they leave out.

use std::path::{Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::boundary::{Boundary, repository_around};
use super::reading::{FileError, read};

/// The largest ignore file that is read, in bytes. Patterns take many times their length once they are understood.
const LARGEST: u64 = 256 << 10;

/// What the ignore files of one folder say.
#[derive(Debug, Default)]
struct IgnoreLevel {
    /// `.ignore`, which ripgrep and others know.
    own: Option<Gitignore>,
    /// `.gitignore`.
    git: Option<Gitignore>,
    /// `.git/info/exclude`.
    exclude: Option<Gitignore>,
    /// Whether a repository begins here; the `.gitignore` files above it are none of its business.
    repository: bool,
}

/// The ignore files from the repository's folder down to the one that is looked through.
#[derive(Debug, Default)]
pub(super) struct Ignoring {
    levels: Vec<IgnoreLevel>,
}

/// An ignore file that was not read.
pub(super) type Refused = (PathBuf, FileError);

impl Ignoring {
    /// Those above a folder, as far as the repository around it goes.
    pub(super) fn above(folder: &Path, boundary: &Boundary, refused: &mut Vec<Refused>) -> Self {
        let mut ignoring = Self::default();
        let Some(top) = repository_around(folder) else { return ignoring };
        let between = folder.ancestors().skip(1).take_while(|above| above.starts_with(top));
        let mut above: Vec<&Path> = between.collect();
        above.reverse();
        for folder in above {
            ignoring.enter(folder, folder, boundary, refused);
        }
        ignoring
    }

    /// Reads those of a folder, whose whole path is `real` and which people know as `shown`.
    pub(super) fn enter(
        &mut self,
        real: &Path,
        shown: &Path,
        boundary: &Boundary,
        refused: &mut Vec<Refused>,
    ) {
        let mut rules = |name: &str| {
            let path = real.join(name);
            path.symlink_metadata().ok()?;
            match rules(real, &path, boundary) {
                Ok(rules) => Some(rules),
                Err(error) => {
                    refused.push((shown.join(name), error));
                    None
                }
            }
        };
        let repository = real.join(".git").symlink_metadata().is_ok();
        let level = IgnoreLevel {
            own: rules(".ignore"),
            git: rules(".gitignore"),
            exclude: if repository { rules(".git/info/exclude") } else { None },
            repository,
        };
        self.levels.push(level);
    }

    /// Forgets the innermost folder.
    pub(super) fn leave(&mut self) {
        self.levels.pop();
    }

    /// Whether what lies at a whole path is left out.
    pub(super) fn leaves_out(&self, real: &Path, is_folder: bool) -> bool {
        let said = |rules: &Option<Gitignore>| {
            let found = rules.as_ref()?.matched(real, is_folder);
            (!found.is_none()).then(|| found.is_ignore())
        };
        let innermost = || self.levels.iter().rev();
        let mut outside = false;
        let in_repository = innermost().take_while(|level| {
            let inside = !outside;
            outside |= level.repository;
            inside
        });
        let git: Vec<&IgnoreLevel> = in_repository.collect();
        innermost()
            .find_map(|level| said(&level.own))
            .or_else(|| git.iter().find_map(|level| said(&level.git)))
            .or_else(|| git.iter().find_map(|level| said(&level.exclude)))
            .unwrap_or(false)
    }
}

fn rules(folder: &Path, path: &Path, boundary: &Boundary) -> Result<Gitignore, FileError> {
    let bytes = read(&boundary.place(path)?, LARGEST)?;
    let text = String::from_utf8_lossy(&bytes);
    let mut builder = GitignoreBuilder::new(folder);
    let too_much = |_| FileError::Io(std::io::Error::other("it has too many patterns"));
    // As git is set up where names differ by more than their case.
    builder.case_insensitive(cfg!(any(windows, target_os = "macos"))).map_err(too_much)?;
    for line in text.strip_prefix('\u{feff}').unwrap_or(&text).lines() {
        // As for git, a line that is no pattern fits nothing.
        let _ = builder.add_line(None, line);
    }
    builder.build().map_err(too_much)
}
