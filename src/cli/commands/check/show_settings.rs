//! `gatelint check --show-settings`: the settings that hold, as TOML.

use std::fmt::Write as _;

use clap::ValueEnum;

use crate::cli::arguments::CheckOptions;
use crate::cli::reporting::FALLBACK_SIZE;
use crate::config::{SettingValue, Settings, SeverityRule};

/// The settings as TOML, with a word on where each comes from. Read again, they mean the same.
pub(crate) fn toml(options: &CheckOptions, settings: &Settings, lints: usize) -> String {
    let mut page = SettingsPage { out: String::new() };
    let name = settings.rules.file.as_ref().map(|file| file.name.as_str());
    page.line(
        &name.map_or_else(|| "# no settings file".to_owned(), |name| format!("# settings: {name}")),
    );
    page.line(&format!("# enabled lints: {lints} of {}\n", crate::lints::ALL.len()));
    names(&mut page, options, settings);
    values(&mut page, options, settings);
    tables(&mut page, options, settings);
    page.out
}

struct SettingsPage {
    out: String,
}

impl SettingsPage {
    fn line(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    /// A key with its value from the command line, else from the settings, else its usual one.
    fn key(
        &mut self,
        key: &str,
        given: Option<String>,
        set: Option<String>,
        usual: Option<String>,
    ) {
        let from = [(given, "command line"), (set, "settings"), (usual, "default")];
        if let Some((value, from)) = from.into_iter().find_map(|(value, from)| Some((value?, from)))
        {
            self.line(&format!("{key} = {value}  # {from}"));
        }
    }
}

fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

fn list<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let texts: Vec<String> = texts.into_iter().map(quoted).collect();
    format!("[{}]", texts.join(", "))
}

fn written(names: &[SettingValue<String>]) -> impl Iterator<Item = &str> {
    names.iter().map(|name| name.value.as_str())
}

fn strings(names: &[String]) -> impl Iterator<Item = &str> {
    names.iter().map(String::as_str)
}

fn names(page: &mut SettingsPage, options: &CheckOptions, settings: &Settings) {
    let selection = &options.report.selection;
    let chosen = if selection.only.is_empty() { &selection.select } else { &selection.only };
    let given = (!chosen.is_empty()).then(|| list(strings(chosen)));
    let set = settings.select.as_ref().map(|names| list(written(names)));
    page.key("select", given, set, None);
    let set_ignore: &[_] = if selection.only.is_empty() { &settings.ignore } else { &[] };
    let ignore: Vec<&str> = written(set_ignore).chain(strings(&selection.ignore)).collect();
    let both = (!ignore.is_empty()).then(|| list(ignore));
    let (given, set) = if selection.ignore.is_empty() { (None, both) } else { (both, None) };
    page.key("ignore", given, set, None);
}

fn values(page: &mut SettingsPage, options: &CheckOptions, settings: &Settings) {
    let word = |text: &str| Some(quoted(text));
    let fail_on = |it: crate::cli::arguments::FailOn| {
        it.to_possible_value().map(|value| quoted(value.get_name()))
    };
    page.key(
        "fail-on",
        options.report.fail_on.and_then(fail_on),
        settings.fail_on.as_deref().and_then(word),
        word("warning"),
    );
    let number = |it: u64| it.to_string();
    page.key(
        "max-size",
        options.max_size.map(number),
        settings.max_size.map(number),
        Some(number(FALLBACK_SIZE)),
    );
    let folders: Vec<&str> =
        settings.bicep_modules.iter().filter_map(|folder| folder.to_str()).collect();
    page.key("bicep-modules", None, (!folders.is_empty()).then(|| list(folders)), None);
    let usual = crate::config::Thresholds::default();
    let (root, client) = (settings.root_expiry_days, settings.client_expiry_days);
    let days = Some(usual.root_expiry_days.to_string());
    page.key("root-expiry-days", None, root.map(number), days);
    let days = Some(usual.client_expiry_days.to_string());
    page.key("client-expiry-days", None, client.map(number), days);
    page.key(
        "today",
        options.report.today.map(|day| quoted(&day.to_string())),
        settings.today.map(|day| quoted(&day.to_string())),
        None,
    );
    let (given, set) = (&options.deployment, &settings.deployed_to);
    let cloud = given.cloud.and_then(|cloud| cloud.to_possible_value());
    page.key(
        "cloud",
        cloud.map(|value| quoted(value.get_name())),
        set.cloud.as_deref().and_then(word),
        word("public"),
    );
    for (key, given, set) in [
        ("subscription-id", &given.subscription_id, &set.subscription_id),
        ("resource-group", &given.resource_group, &set.resource_group),
        ("location", &given.location, &set.location),
        ("tenant-id", &given.tenant_id, &set.tenant_id),
        ("management-group", &given.management_group, &set.management_group),
    ] {
        page.key(key, given.as_deref().and_then(word), set.as_deref().and_then(word), None);
    }
}

fn tables(page: &mut SettingsPage, options: &CheckOptions, settings: &Settings) {
    let rules = &settings.rules;
    let kept: Vec<&SeverityRule> = rules
        .severity
        .iter()
        .filter(|rule| {
            // What is asked for with --only runs even when the settings turn it off.
            options.report.selection.only.is_empty()
                || rule.level != crate::config::ConfiguredSeverity::Off
        })
        .collect();
    if !kept.is_empty() {
        page.line(&format!("severity = {}", levels(kept)));
    }
    for rule in &rules.paths {
        page.line(&format!("\n[[path]]\npath = {}", quoted(rule.path.as_str())));
        rest(page, &rule.ignore, &rule.severity);
    }
    for rule in &rules.resources {
        page.line(&format!("\n[[resource]]\nresource = {}", quoted(&rule.resource)));
        rest(page, &rule.ignore, &rule.severity);
    }
    for rule in &settings.templates {
        let folder = rules.file.as_ref().map(|file| file.folder.as_path());
        let names: Vec<String> = rule
            .parameters
            .iter()
            .map(|path| {
                let real = crate::config::real(path);
                let inside = folder.and_then(|folder| real.strip_prefix(folder).ok());
                inside.unwrap_or(&real).display().to_string().replace('\\', "/")
            })
            .collect();
        page.line(&format!("\n[[template]]\npath = {}", quoted(rule.path.as_str())));
        page.line(&format!("parameters = {}", list(names.iter().map(String::as_str))));
    }
    for allow in &rules.allows {
        page.line(&format!("\n[[allow]]\nlint = {}", quoted(&allow.lint.value)));
        let path = allow.path.as_ref().map(|path| quoted(path.as_str()));
        let resource = allow.resource.as_deref().map(quoted);
        let reason = allow.reason.as_deref().map(quoted);
        let until = allow.until.map(|day| day.to_string());
        for (key, value) in
            [("path", path), ("resource", resource), ("reason", reason), ("until", until)]
        {
            if let Some(value) = value {
                page.line(&format!("{key} = {value}"));
            }
        }
    }
}

fn rest(page: &mut SettingsPage, ignore: &[SettingValue<String>], severity: &[SeverityRule]) {
    if !ignore.is_empty() {
        page.line(&format!("ignore = {}", list(written(ignore))));
    }
    if !severity.is_empty() {
        page.line(&format!("severity = {}", levels(severity)));
    }
}

fn levels<'a>(rules: impl IntoIterator<Item = &'a SeverityRule>) -> String {
    let mut out = String::new();
    for rule in rules {
        let comma = if out.is_empty() { "" } else { ", " };
        let _ = write!(out, "{comma}{} = \"{}\"", quoted(&rule.lint.value), rule.level.word());
    }
    format!("{{ {out} }}")
}
