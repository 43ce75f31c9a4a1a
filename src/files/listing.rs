//! The files of a folder, without those that ignore files leave out and hidden ones.

use std::fs::{DirEntry, FileType};
use std::path::{Path, PathBuf};

use super::boundary::{Boundary, real};
use super::ignoring::Ignoring;
use super::reading::{FileError, kind};

/// What lies in a folder.
#[derive(Debug, Default)]
pub struct Listing {
    /// The regular files.
    pub files: Vec<PathBuf>,
    /// What is not read, and why.
    pub passed_over: Vec<(PathBuf, String)>,
    /// Folders that can't be listed, and ignore files that can't be obeyed.
    pub failures: Vec<(PathBuf, FileError)>,
}

/// The files below a folder whose names are `wanted`, in no order. Links are not followed.
pub fn list(folder: &Path, wanted: impl Fn(&Path) -> bool) -> Listing {
    let boundary = Boundary::around([folder]);
    let top = real(folder);
    let mut refused = Vec::new();
    let ignoring = Ignoring::above(&top, &boundary, &mut refused);
    let mut walk =
        FolderWalk { top, shown: folder, boundary, ignoring, wanted, listing: Listing::default() };
    walk.folder(Path::new(""), &mut refused);
    for (path, error) in refused {
        match error {
            FileError::NotRegular(kind) => {
                walk.listing.passed_over.push((path, format!("it is {kind}, not a file")));
            }
            error => walk.listing.failures.push((path, error)),
        }
    }
    walk.listing
}

struct FolderWalk<'a, W> {
    /// The folder, links followed.
    top: PathBuf,
    /// The folder as it was named.
    shown: &'a Path,
    boundary: Boundary,
    ignoring: Ignoring,
    wanted: W,
    listing: Listing,
}

impl<W: Fn(&Path) -> bool> FolderWalk<'_, W> {
    /// Looks through the folder at a path below the top. The depth is bounded by the length that paths may have.
    fn folder(&mut self, inside: &Path, refused: &mut Vec<(PathBuf, FileError)>) {
        let (real, shown) = (self.top.join(inside), self.shown.join(inside));
        let entries = match std::fs::read_dir(&real) {
            Ok(entries) => entries,
            Err(error) => return self.listing.failures.push((shown, error.into())),
        };
        self.ignoring.enter(&real, &shown, &self.boundary, refused);
        for entry in entries {
            match entry.and_then(|entry| Ok((entry.file_type()?, entry))) {
                Ok((kind, entry)) => self.entry(inside, &entry, kind, refused),
                Err(error) => self.listing.failures.push((shown.clone(), error.into())),
            }
        }
        self.ignoring.leave();
    }

    fn entry(
        &mut self,
        inside: &Path,
        entry: &DirEntry,
        file_type: FileType,
        refused: &mut Vec<(PathBuf, FileError)>,
    ) {
        let name = entry.file_name();
        let path = inside.join(&name);
        let is_folder = file_type.is_dir();
        let real = self.top.join(&path);
        let leads_to_folder = file_type.is_symlink() && real.is_dir();
        if name.as_encoded_bytes().starts_with(b".")
            || !(is_folder || leads_to_folder || (self.wanted)(&path))
            || self.ignoring.leaves_out(&real, is_folder)
        {
            return;
        }
        let shown = self.shown.join(&path);
        if is_folder {
            self.folder(&path, refused);
        } else if file_type.is_file() {
            self.listing.files.push(shown);
        } else {
            let why = if file_type.is_symlink() {
                "it is a symbolic link, which gatelint doesn't follow".to_owned()
            } else {
                format!("it is {}, not a file", kind(file_type))
            };
            self.listing.passed_over.push((shown, why));
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::path::{Path, PathBuf};

    use super::{FileError, Listing, list};

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            std::fs::write(path, text).expect("written");
        }
        folder
    }

    fn found(folder: &tempfile::TempDir, below: &str) -> (Vec<String>, Listing) {
        let top = folder.path().join(below);
        let listing = list(&top, |path| path.extension().is_some_and(|it| it == "json"));
        let name = |path: &PathBuf| {
            path.strip_prefix(&top).expect("below it").to_string_lossy().into_owned()
        };
        let mut names: Vec<String> = listing.files.iter().map(name).collect();
        names.sort();
        (names, listing)
    }

    #[test]
    fn ignore_files_hold_below_them_and_the_nearest_counts_most() {
        let folder = folder(&[
            (".git/info/exclude", "excluded.json\n"),
            (".gitignore", "*.parameters.json\nbuild/\n/top.json\n"),
            ("a/.gitignore", "!kept.parameters.json\n"),
            ("a/.ignore", "quiet.json\n"),
            ("a/top.json", ""),
            ("a/quiet.json", ""),
            ("a/excluded.json", ""),
            ("a/kept.parameters.json", ""),
            ("a/other.parameters.json", ""),
            ("a/build/x.json", ""),
            ("a/.hidden/x.json", ""),
            ("a/inner/.git/HEAD", ""),
            ("a/inner/y.parameters.json", ""),
            ("top.json", ""),
            ("other.txt", ""),
        ]);
        let all = ["a/inner/y.parameters.json", "a/kept.parameters.json", "a/top.json"];
        assert_eq!(found(&folder, "").0, all);
        // Those above the folder hold as well, as far as the repository goes.
        assert_eq!(
            found(&folder, "a").0,
            ["inner/y.parameters.json", "kept.parameters.json", "top.json"]
        );
    }

    #[test]
    fn ignore_files_above_a_folder_without_repository_are_not_opened() {
        let folder = folder(&[(".gitignore", "*.json\n"), ("a/x.json", "")]);
        assert_eq!(found(&folder, "a").0, ["x.json"]);
        assert!(found(&folder, "").0.is_empty());
    }

    #[test]
    fn ignore_files_that_are_none_are_told() {
        let large = "#".repeat(300 << 10);
        let folder = folder(&[("a.json", ""), ("b/.ignore", &large), ("b/c.json", "")]);
        let at = |name: &str| folder.path().join(name);
        std::os::unix::fs::symlink("/dev/zero", at(".gitignore")).expect("a link");
        let _socket = std::os::unix::net::UnixListener::bind(at("d.json")).expect("a socket");
        std::os::unix::fs::symlink("a.json", at("e.json")).expect("a link");
        let (names, listing) = found(&folder, "");
        assert_eq!(names, ["a.json", "b/c.json"]);
        let failed = |name: &str| {
            let here = |(path, _): &&(PathBuf, FileError)| path.ends_with(Path::new(name));
            listing.failures.iter().find(here).map(|(_, error)| error.to_string())
        };
        assert!(failed(".gitignore").is_some_and(|why| why.contains("outside")));
        assert!(
            failed("b/.ignore").is_some_and(|why| why.contains("more than the limit of 262144"))
        );
        let mut passed: Vec<_> = listing.passed_over.iter().map(|(_, why)| why.as_str()).collect();
        passed.sort_unstable();
        assert_eq!(
            passed,
            ["it is a socket, not a file", "it is a symbolic link, which gatelint doesn't follow"]
        );
    }
}
