//! The keys of `gatelint.toml`: the one list that the reading and the schema are made from.

/// A key of a table.
#[derive(Debug)]
pub(super) struct SettingsKey {
    /// Its name.
    pub(super) name: &'static str,
    /// What it takes.
    pub(super) kind: KeyKind,
    /// Whether the table makes no sense without it.
    pub(super) required: bool,
    /// What it does, in a sentence.
    pub(super) words: &'static str,
}

/// What a key takes.
#[derive(Debug)]
pub(super) enum KeyKind {
    /// A string.
    Text,
    /// A list of strings.
    List,
    /// A number of this unit, at least one.
    Count,
    /// A day, as a TOML date or a string.
    Day,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A table from names of lints to severities.
    Levels,
    /// Any number of tables of these keys.
    Tables(&'static [SettingsKey]),
}

/// The words for a severity.
pub(super) const LEVELS: [&str; 4] = ["error", "warning", "note", "off"];

const fn key(name: &'static str, kind: KeyKind, words: &'static str) -> SettingsKey {
    SettingsKey { name, kind, required: false, words }
}

const fn required(name: &'static str, kind: KeyKind, words: &'static str) -> SettingsKey {
    SettingsKey { name, kind, required: true, words }
}

/// The keys of the file.
pub(super) static KEYS: &[SettingsKey] = &[
    key(
        "select",
        KeyKind::List,
        "The lints to run: ids, patterns such as root-cert-*, or categories. Default: all.",
    ),
    key("ignore", KeyKind::List, "The lints to skip: ids, patterns or categories."),
    key(
        "severity",
        KeyKind::Levels,
        "Overrides the severity of lints. Keys are ids, patterns or categories; values are error, warning, note or off.",
    ),
    key(
        "root-expiry-days",
        KeyKind::Count,
        "A root certificate that expires within this number of days gives a warning.",
    ),
    key(
        "client-expiry-days",
        KeyKind::Count,
        "A client certificate that expires within this number of days gives a warning.",
    ),
    key(
        "cloud",
        KeyKind::Word(&["public", "usgov", "china"]),
        "The target cloud of the deployment.",
    ),
    key("subscription-id", KeyKind::Text, "The target subscription of the deployment."),
    key("resource-group", KeyKind::Text, "The target resource group of the deployment."),
    key("location", KeyKind::Text, "The location of the resource group or deployment."),
    key("tenant-id", KeyKind::Text, "The target tenant of the deployment."),
    key("management-group", KeyKind::Text, "The target management group of the deployment."),
    key("today", KeyKind::Day, "The date of the report, instead of the current date; for tests."),
    key(
        "fail-on",
        KeyKind::Word(&["error", "warning", "note", "never"]),
        "The lowest severity that sets the exit code to 1.",
    ),
    key("max-size", KeyKind::Count, "The maximum size of a file, in MiB."),
    key(
        "bicep-modules",
        KeyKind::List,
        "Folders with Bicep registry modules, relative to the folder of the settings: a mirror, or a checkout of a registry's sources.",
    ),
    key("path", KeyKind::Tables(PATH), "Rules for some files."),
    key("resource", KeyKind::Tables(RESOURCE), "Rules for some resources."),
    key("template", KeyKind::Tables(TEMPLATE), "Parameters files of templates."),
    key("allow", KeyKind::Tables(ALLOW), "Accepted findings."),
];

static PATH: &[SettingsKey] = &[
    required(
        "path",
        KeyKind::Text,
        "The files: a pattern as in .gitignore, relative to the folder of the settings.",
    ),
    key("ignore", KeyKind::List, "The lints whose findings in these files are removed."),
    key("severity", KeyKind::Levels, "Overrides the severity of findings in these files."),
];

static RESOURCE: &[SettingsKey] = &[
    required(
        "resource",
        KeyKind::Text,
        "The resources: a pattern for their names, or for their ids if it begins with a slash.",
    ),
    key("ignore", KeyKind::List, "The lints whose findings on these resources are removed."),
    key("severity", KeyKind::Levels, "Overrides the severity of findings on these resources."),
];

static TEMPLATE: &[SettingsKey] = &[
    required(
        "path",
        KeyKind::Text,
        "The templates: a pattern as in .gitignore, relative to the folder of the settings.",
    ),
    required(
        "parameters",
        KeyKind::List,
        "The parameters files, relative to the folder of the settings. Later files override earlier ones. Several tables for one template are several deployments.",
    ),
];

static ALLOW: &[SettingsKey] = &[
    required("lint", KeyKind::Text, "The lint: an id, a pattern or a category."),
    key("path", KeyKind::Text, "Only in these files: a pattern as in .gitignore."),
    key("resource", KeyKind::Text, "Only on these resources: a pattern for their names or ids."),
    key("reason", KeyKind::Text, "The reason for accepting it."),
    key("until", KeyKind::Day, "The last day on which it applies."),
];
