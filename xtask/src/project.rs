//! What `Cargo.toml` says of gatelint: its version, its words, and the place where it lives.

use std::fs;
use std::path::Path;

/// The settings of the package.
pub(crate) struct Project {
    pub(crate) version: String,
    pub(crate) description: String,
    /// Such as `https://github.com/OWNER/gatelint`.
    pub(crate) repository: String,
}

impl Project {
    pub(crate) fn read(root: &Path) -> Result<Self, String> {
        let path = root.join("Cargo.toml");
        let text = fs::read_to_string(&path).map_err(|error| format!("Cargo.toml: {error}"))?;
        let value = |key: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \""));
            let value = line.and_then(|rest| rest.strip_suffix('"'));
            value.map(str::to_owned).ok_or_else(|| format!("Cargo.toml has no {key}"))
        };
        Ok(Self {
            version: value("version")?,
            description: value("description")?,
            repository: value("repository")?,
        })
    }

    /// Who owns the repository: the last but one part of its address.
    pub(crate) fn owner(&self) -> &str {
        self.repository.rsplit('/').nth(1).unwrap_or_default()
    }

    /// The template with its placeholders filled in; checksums are asked for by the names of files.
    pub(crate) fn fill(
        &self,
        template: &str,
        checksum: impl Fn(&str) -> Option<String>,
    ) -> Result<String, String> {
        let mut text = template
            .replace("{version}", &self.version)
            .replace("{description}", &self.description)
            .replace("{repository}", &self.repository)
            .replace("{owner}", self.owner());
        while let Some((before, rest)) = text.split_once("{sha256 ") {
            let (name, after) = rest.split_once('}').ok_or("a checksum's name has no end")?;
            let sum = checksum(name).ok_or_else(|| format!("there is no checksum of {name}"))?;
            text = format!("{before}{sum}{after}");
        }
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::Project;

    fn project() -> Project {
        Project {
            version: "1.2.3".to_owned(),
            description: "words".to_owned(),
            repository: "https://github.com/contoso/gatelint".to_owned(),
        }
    }

    #[test]
    fn templates_are_filled() {
        let sum = |name: &str| (name == "gatelint-1.2.3.zip").then(|| "ab12".to_owned());
        let filled =
            project().fill("{owner}.gatelint {version} {sha256 gatelint-{version}.zip}", sum);
        assert_eq!(filled, Ok("contoso.gatelint 1.2.3 ab12".to_owned()));
        let missing = project().fill("{sha256 other.zip}", sum);
        assert_eq!(missing, Err("there is no checksum of other.zip".to_owned()));
    }
}
