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
        "The lints to run: ids, patterns such as root-cert-*, or categories. All of them when left out.",
    ),
    key("ignore", KeyKind::List, "Lints not to run: ids, patterns or categories."),
    key(
        "severity",
        KeyKind::Levels,
        "Another severity for lints: ids, patterns or categories on the left; error, warning, note or off on the right.",
    ),
    key(
        "root-expiry-days",
        KeyKind::Count,
        "A root certificate that ends within this many days is worth a warning.",
    ),
    key(
        "client-expiry-days",
        KeyKind::Count,
        "A client certificate that ends within this many days is worth a warning.",
    ),
    key("cloud", KeyKind::Word(&["public", "usgov", "china"]), "The cloud that is deployed to."),
    key("subscription-id", KeyKind::Text, "The subscription that is deployed to."),
    key("resource-group", KeyKind::Text, "The resource group that is deployed to."),
    key("location", KeyKind::Text, "The location of the resource group or deployment."),
    key("tenant-id", KeyKind::Text, "The tenant that is deployed to."),
    key("management-group", KeyKind::Text, "The management group that is deployed to."),
    key(
        "today",
        KeyKind::Day,
        "The day for which the report is made, instead of the clock's; for tests.",
    ),
    key(
        "fail-on",
        KeyKind::Word(&["error", "warning", "note", "never"]),
        "The least severity that makes the exit code 1.",
    ),
    key("max-size", KeyKind::Count, "The largest file that is read, in MiB."),
    key(
        "bicep-modules",
        KeyKind::List,
        "Folders that hold modules of Bicep's registries, from the folder of the settings: a mirror, or a checkout of a registry's sources.",
    ),
    key("path", KeyKind::Tables(PATH), "Other rules for some files."),
    key("resource", KeyKind::Tables(RESOURCE), "Other rules for some resources."),
    key("template", KeyKind::Tables(TEMPLATE), "Parameters files of templates."),
    key("allow", KeyKind::Tables(ALLOW), "Findings that are known and accepted."),
];

static PATH: &[SettingsKey] = &[
    required(
        "path",
        KeyKind::Text,
        "The files: a pattern as in .gitignore, from the folder of the settings.",
    ),
    key("ignore", KeyKind::List, "Lints whose findings there are dropped."),
    key("severity", KeyKind::Levels, "Another severity for findings there."),
];

static RESOURCE: &[SettingsKey] = &[
    required(
        "resource",
        KeyKind::Text,
        "The resources: a pattern of their names, or of their ids when it begins with a slash.",
    ),
    key("ignore", KeyKind::List, "Lints whose findings on them are dropped."),
    key("severity", KeyKind::Levels, "Another severity for findings on them."),
];

static TEMPLATE: &[SettingsKey] = &[
    required(
        "path",
        KeyKind::Text,
        "The templates: a pattern as in .gitignore, from the folder of the settings.",
    ),
    required(
        "parameters",
        KeyKind::List,
        "Parameters files, from the folder of the settings, each laid over the ones before. Several tables for one template are several deployments.",
    ),
];

static ALLOW: &[SettingsKey] = &[
    required("lint", KeyKind::Text, "The lint: an id, a pattern or a category."),
    key("path", KeyKind::Text, "Only in these files: a pattern as in .gitignore."),
    key("resource", KeyKind::Text, "Only on these resources: a pattern of their names or ids."),
    key("reason", KeyKind::Text, "Why it is accepted."),
    key("until", KeyKind::Day, "The last day on which it holds."),
];
