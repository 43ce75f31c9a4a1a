//! Rules of the settings about lints, files and resources. Names of lints are not resolved here.

use std::path::PathBuf;

use jiff::civil::Date;

use super::file::SettingsFile;
use super::pattern::PathPattern;
use super::value::SettingValue;

/// A severity that the settings give a lint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConfiguredSeverity {
    /// The deployment or the connection can't work.
    Error,
    /// Will break, or is a weakness.
    Warning,
    /// Worth knowing.
    Note,
    /// Not said at all.
    Off,
}

impl ConfiguredSeverity {
    /// The level of this word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        [Self::Error, Self::Warning, Self::Note, Self::Off]
            .into_iter()
            .find(|level| level.word() == word)
    }

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
            Self::Off => "off",
        }
    }
}

/// Another severity for the lints of a name.
#[derive(Clone, Debug)]
pub struct SeverityRule {
    /// An id, a pattern or a category.
    pub lint: SettingValue<String>,
    /// The severity.
    pub level: ConfiguredSeverity,
}

/// What holds for some files.
#[derive(Clone, Debug)]
pub struct PathRule {
    /// The files.
    pub path: PathPattern,
    /// Lints whose findings there are dropped.
    pub ignore: Vec<SettingValue<String>>,
    /// Other severities there.
    pub severity: Vec<SeverityRule>,
}

/// What holds for some resources.
#[derive(Clone, Debug)]
pub struct ResourceRule {
    /// A pattern of names, or of ids when it begins with a slash.
    pub resource: String,
    /// Lints whose findings on them are dropped.
    pub ignore: Vec<SettingValue<String>>,
    /// Other severities on them.
    pub severity: Vec<SeverityRule>,
}

/// Findings that are known and accepted.
#[derive(Clone, Debug)]
pub struct AllowRule {
    /// The lint: an id, a pattern or a category.
    pub lint: SettingValue<String>,
    /// Only in these files.
    pub path: Option<PathPattern>,
    /// Only on resources of this name or id.
    pub resource: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// The last day on which it holds.
    pub until: Option<Date>,
}

/// The parameters files of some templates.
#[derive(Clone, Debug)]
pub struct TemplateRule {
    /// The templates.
    pub path: PathPattern,
    /// The parameters files, each laid over the ones before.
    pub parameters: Vec<PathBuf>,
}

/// All rules about findings.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    /// Where they are written.
    pub file: Option<SettingsFile>,
    /// Other severities everywhere.
    pub severity: Vec<SeverityRule>,
    /// Rules for some files.
    pub paths: Vec<PathRule>,
    /// Rules for some resources.
    pub resources: Vec<ResourceRule>,
    /// What is known and accepted.
    pub allows: Vec<AllowRule>,
}

impl Rules {
    /// Every name of a lint in them.
    pub fn names(&self) -> impl Iterator<Item = &SettingValue<String>> {
        let everywhere = self.severity.iter().map(|rule| &rule.lint);
        let in_paths = self.paths.iter().flat_map(|rule| {
            rule.ignore.iter().chain(rule.severity.iter().map(|severity| &severity.lint))
        });
        let on_resources = self.resources.iter().flat_map(|rule| {
            rule.ignore.iter().chain(rule.severity.iter().map(|severity| &severity.lint))
        });
        let allowed = self.allows.iter().map(|allow| &allow.lint);
        everywhere.chain(in_paths).chain(on_resources).chain(allowed)
    }
}
