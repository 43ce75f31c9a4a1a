//! Patterns among the paths of the command line: the shells of Windows leave them to the programs.

use std::path::{Path, PathBuf};

use glob::MatchOptions;

use super::command_line::{Arguments, Command};

impl Arguments {
    /// Puts the files that patterns such as `infra\*.json` stand for in the place of the patterns.
    pub fn expand_patterns(&mut self) {
        match &mut self.command {
            Command::Check(options) => {
                expand(&mut options.paths);
                expand(&mut options.against);
            }
            Command::Cert(options) => expand(&mut options.files),
            Command::Explain(options) => expand(&mut options.file),
            _ => {}
        }
    }
}

/// A pattern that fits nothing stays, to be told as a file that isn't there.
fn expand(paths: &mut Vec<PathBuf>) {
    let all = std::mem::take(paths);
    for path in all {
        let found = found(&path);
        if found.is_empty() { paths.push(path) } else { paths.extend(found) }
    }
}

/// What a path with `*` or `?` stands for, where nothing has that very name; in order.
fn found(path: &Path) -> Vec<PathBuf> {
    let Some(pattern) = path.to_str().filter(|text| text.contains(['*', '?'])) else {
        return Vec::new();
    };
    // The prefix of paths such as \\?\C:\infra is no pattern.
    if pattern.starts_with(r"\\?\") || path.symlink_metadata().is_ok() {
        return Vec::new();
    }
    let options = MatchOptions {
        case_sensitive: !cfg!(windows),
        require_literal_separator: true,
        require_literal_leading_dot: true,
    };
    // Brackets are letters of a name for the shells of Windows.
    let pattern = pattern.replace('[', "[[]");
    glob::glob_with(&pattern, options).into_iter().flatten().flatten().collect()
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::expand;

    #[test]
    fn patterns_stand_for_the_files_that_fit() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["hub.json", "spoke.json", "a[1].json", ".hidden.json", "hub.bicep"] {
            std::fs::write(folder.path().join(name), "").expect("written");
        }
        let expanded = |name: &str| {
            let mut paths = vec![PathBuf::from("-"), folder.path().join(name)];
            expand(&mut paths);
            let names = paths[1..].iter().map(|path| path.file_name().unwrap_or_default());
            names.map(|name| name.to_string_lossy().into_owned()).collect::<Vec<_>>()
        };
        assert_eq!(expanded("*.json"), ["a[1].json", "hub.json", "spoke.json"]);
        assert_eq!(expanded("hub.?son"), ["hub.json"]);
        assert_eq!(expanded("a[1]*"), ["a[1].json"]);
        assert_eq!(expanded("a[1].json"), ["a[1].json"]);
        assert_eq!(expanded("*.none"), ["*.none"]);
    }
}
