//! What the surroundings of the process say: the continuous integration it runs in.

use std::path::PathBuf;

/// The continuous integration that a process runs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Integration {
    /// GitHub Actions.
    GitHub,
    /// Azure Pipelines.
    Azure,
}

/// What the surroundings say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// Whether standard output is a terminal.
    pub terminal: bool,
    /// The continuous integration, if it is one of those that take annotations.
    pub integration: Option<Integration>,
    /// The file that GitHub Actions shows on the page of the run.
    pub step_summary: Option<PathBuf>,
}

impl Surroundings {
    /// From the environment's variables, which are looked up by name.
    #[must_use]
    pub fn read(terminal: bool, variable: impl Fn(&str) -> Option<String>) -> Self {
        let is_true =
            |name: &str| variable(name).is_some_and(|value| value.eq_ignore_ascii_case("true"));
        let integration = if is_true("GITHUB_ACTIONS") {
            Some(Integration::GitHub)
        } else if is_true("TF_BUILD") {
            Some(Integration::Azure)
        } else {
            None
        };
        let summary = variable("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty());
        let step_summary =
            summary.filter(|_| integration == Some(Integration::GitHub)).map(PathBuf::from);
        Self { terminal, integration, step_summary }
    }
}

#[cfg(test)]
mod tests {
    use super::{Integration, Surroundings};

    fn with(variables: &[(&str, &str)]) -> Surroundings {
        let find = |name: &str| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        };
        Surroundings::read(false, find)
    }

    #[test]
    fn variables_tell_the_integration() {
        assert_eq!(with(&[]).integration, None);
        assert_eq!(with(&[("GITHUB_ACTIONS", "false")]).integration, None);
        assert_eq!(with(&[("TF_BUILD", "True")]).integration, Some(Integration::Azure));
        let github = with(&[("GITHUB_ACTIONS", "true"), ("GITHUB_STEP_SUMMARY", "/tmp/summary")]);
        assert_eq!(github.integration, Some(Integration::GitHub));
        assert_eq!(github.step_summary.as_deref(), Some(std::path::Path::new("/tmp/summary")));
        assert_eq!(with(&[("GITHUB_STEP_SUMMARY", "/tmp/summary")]).step_summary, None);
    }
}
