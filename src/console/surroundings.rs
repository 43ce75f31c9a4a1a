//! What the surroundings of the process say: the continuous integration it runs in, and whether colour is wanted.

use std::path::PathBuf;

use clap::ValueEnum;

/// The continuous integration that a process runs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Integration {
    /// GitHub Actions.
    GitHub,
    /// Azure Pipelines.
    Azure,
    /// GitLab.
    GitLab,
}

/// When colour is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ColourChoice {
    /// On a terminal that takes it, unless the surroundings say otherwise
    #[default]
    Auto,
    /// In any case
    Always,
    /// Never
    Never,
}

/// What the surroundings say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutputContext {
    /// Whether standard output is a terminal.
    pub terminal: bool,
    /// The continuous integration, if it is one of those that take annotations.
    pub integration: Option<Integration>,
    /// The file that GitHub Actions shows on the page of the run.
    pub step_summary: Option<PathBuf>,
}

impl OutputContext {
    /// From the environment's variables, which are looked up by name.
    #[must_use]
    pub fn read(terminal: bool, variable: impl Fn(&str) -> Option<String>) -> Self {
        let is_true =
            |name: &str| variable(name).is_some_and(|value| value.eq_ignore_ascii_case("true"));
        let integration = if is_true("GITHUB_ACTIONS") {
            Some(Integration::GitHub)
        } else if is_true("TF_BUILD") {
            Some(Integration::Azure)
        } else if is_true("GITLAB_CI") {
            Some(Integration::GitLab)
        } else {
            None
        };
        let summary = variable("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty());
        let step_summary =
            summary.filter(|_| integration == Some(Integration::GitHub)).map(PathBuf::from);
        Self { terminal, integration, step_summary }
    }
}

/// Whether a stream is coloured: the choice first, then `NO_COLOR`, `CLICOLOR_FORCE`, `CLICOLOR` and `TERM`, as
/// no-color.org and bixense.com/clicolors have them.
pub(super) fn is_coloured(
    choice: ColourChoice,
    terminal: bool,
    variable: impl Fn(&str) -> Option<String>,
) -> bool {
    let value = |name: &str| variable(name).filter(|value| !value.is_empty());
    match choice {
        ColourChoice::Always => true,
        ColourChoice::Never => false,
        ColourChoice::Auto if value("NO_COLOR").is_some() => false,
        ColourChoice::Auto if value("CLICOLOR_FORCE").is_some_and(|value| value != "0") => true,
        ColourChoice::Auto => {
            terminal
                && value("CLICOLOR").is_none_or(|value| value != "0")
                && value("TERM").is_none_or(|value| value != "dumb")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ColourChoice, Integration, OutputContext, is_coloured};

    #[test]
    fn colour_is_what_was_asked_for_else_what_the_surroundings_say() {
        let auto = |terminal, variables: &[(&str, &str)]| {
            is_coloured(ColourChoice::Auto, terminal, |name| {
                variables
                    .iter()
                    .find(|(known, _)| *known == name)
                    .map(|(_, value)| (*value).to_owned())
            })
        };
        assert!(auto(true, &[("NO_COLOR", ""), ("TERM", "xterm")]));
        assert!(!auto(false, &[]) && !auto(true, &[("NO_COLOR", "1")]));
        assert!(!auto(true, &[("TERM", "dumb")]) && !auto(true, &[("CLICOLOR", "0")]));
        assert!(
            auto(false, &[("CLICOLOR_FORCE", "1")]) && !auto(false, &[("CLICOLOR_FORCE", "0")])
        );
        assert!(!auto(true, &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
        let no_colour = |name: &str| (name == "NO_COLOR").then(|| "1".to_owned());
        assert!(is_coloured(ColourChoice::Always, false, no_colour));
        assert!(!is_coloured(ColourChoice::Never, true, |_| None));
    }

    fn with(variables: &[(&str, &str)]) -> OutputContext {
        let find = |name: &str| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        };
        OutputContext::read(false, find)
    }

    #[test]
    fn variables_tell_the_integration() {
        assert_eq!(with(&[]).integration, None);
        assert_eq!(with(&[("GITHUB_ACTIONS", "false")]).integration, None);
        assert_eq!(with(&[("TF_BUILD", "True")]).integration, Some(Integration::Azure));
        assert_eq!(with(&[("GITLAB_CI", "true")]).integration, Some(Integration::GitLab));
        let github = with(&[("GITHUB_ACTIONS", "true"), ("GITHUB_STEP_SUMMARY", "/tmp/summary")]);
        assert_eq!(github.integration, Some(Integration::GitHub));
        assert_eq!(github.step_summary.as_deref(), Some(std::path::Path::new("/tmp/summary")));
        assert_eq!(with(&[("GITHUB_STEP_SUMMARY", "/tmp/summary")]).step_summary, None);
    }
}
