//! Patterns of names and of paths.

use std::path::{Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// Whether a name fits a pattern in which `*` stands for any letters and `?` for one. Letter case does not matter.
#[must_use]
pub fn name_matches(pattern: &str, name: &str) -> bool {
    let pattern: Vec<char> = pattern.to_lowercase().chars().collect();
    let name: Vec<char> = name.to_lowercase().chars().collect();
    let (mut at, mut of_name) = (0, 0);
    // Where the last star stands, and how far it reaches in the name.
    let mut star: Option<(usize, usize)> = None;
    while of_name < name.len() {
        match pattern.get(at) {
            Some('*') => {
                star = Some((at, of_name));
                at += 1;
            }
            Some(letter) if *letter == '?' || *letter == name[of_name] => {
                at += 1;
                of_name += 1;
            }
            _ => {
                let Some((star_at, reach)) = &mut star else { return false };
                *reach += 1;
                (at, of_name) = (*star_at + 1, *reach);
            }
        }
    }
    pattern[at..].iter().all(|letter| *letter == '*')
}

/// A pattern of paths below a folder, as git's ignore files write them.
#[derive(Clone, Debug)]
pub struct PathPattern {
    written: String,
    folder: PathBuf,
    matcher: Gitignore,
}

impl PathPattern {
    /// The pattern of this text, for paths below a folder.
    ///
    /// # Errors
    /// When the text is no pattern, with the reason.
    pub fn new(folder: &Path, written: &str) -> Result<Self, String> {
        if written.trim().is_empty() {
            return Err("an empty pattern matches nothing".to_owned());
        }
        if written.starts_with(['!', '#']) {
            return Err("a path pattern must not begin with ! or #".to_owned());
        }
        // Before a letter or a digit it escapes nothing that needs it.
        let mut pairs = written.chars().zip(written.chars().skip(1));
        if pairs.any(|(sign, next)| sign == '\\' && next.is_alphanumeric()) {
            return Err("a path pattern must use forward slashes".to_owned());
        }
        if written.starts_with("../")
            || Path::new(written).has_root() && Path::new(written).is_dir()
        {
            return Err("a pattern applies only below the folder of the settings".to_owned());
        }
        let mut builder = GitignoreBuilder::new("");
        builder.allow_unclosed_class(false);
        let bare = written.strip_prefix("./").unwrap_or(written);
        builder.add_line(None, bare).map_err(|error| error.to_string())?;
        let matcher = builder.build().map_err(|error| error.to_string())?;
        Ok(Self { written: written.to_owned(), folder: folder.to_owned(), matcher })
    }

    /// The pattern as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// Whether a file fits it. The path is a whole one, as [`super::real`] gives it.
    #[must_use]
    pub fn matches(&self, path: &Path) -> bool {
        path.strip_prefix(&self.folder)
            .is_ok_and(|inside| self.matcher.matched_path_or_any_parents(inside, false).is_ignore())
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{PathPattern, name_matches};

    #[test]
    fn stars_and_question_marks_stand_for_letters() {
        for (pattern, name) in [
            ("root-cert-*", "root-cert-expired"),
            ("*", ""),
            ("*-hub", "gw-eu-hub"),
            ("GW-?", "gw-1"),
            ("a*b*c", "aXbYbZc"),
            ("hub/*", "hub/GatewaySubnet"),
        ] {
            assert!(name_matches(pattern, name), "{pattern} {name}");
        }
        for (pattern, name) in
            [("root-cert-*", "root-certs"), ("gw-?", "gw-"), ("", "a"), ("a*b", "ac")]
        {
            assert!(!name_matches(pattern, name), "{pattern} {name}");
        }
    }

    #[test]
    fn paths_are_those_below_the_folder() {
        let fits = |pattern: &str, path: &str| {
            let pattern = PathPattern::new(Path::new("/repo"), pattern).expect("a pattern");
            pattern.matches(Path::new(path))
        };
        assert!(fits("infra/*.json", "/repo/infra/main.json"));
        assert!(!fits("infra/*.json", "/repo/infra/hub/main.json"));
        assert!(fits("infra/", "/repo/infra/hub/main.json"));
        assert!(fits("infra/**/main.json", "/repo/infra/a/b/main.json"));
        assert!(fits("*.parameters.json", "/repo/a/hub.parameters.json"));
        assert!(fits("./main.json", "/repo/main.json"));
        assert!(!fits("/main.json", "/repo/infra/main.json"));
        assert!(!fits("main.json", "/elsewhere/main.json"));
        assert!(PathPattern::new(Path::new("/repo"), "!main.json").is_err());
        assert!(PathPattern::new(Path::new("/repo"), "a[").is_err());
        assert!(PathPattern::new(Path::new("/repo"), "../a").is_err());
        assert!(PathPattern::new(Path::new("/repo"), r"infra\main.json").is_err());
        assert!(fits(r"infra/\[a\].json", "/repo/infra/[a].json"));
    }
}
