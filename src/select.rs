//! Which lints run: names, patterns and categories.

use crate::config::{ConfiguredSeverity, Settings, SeverityRule, name_matches, nearest};
use crate::lint::{Category, Lint};
use crate::lints;

/// A name that is no lint, fits none, and is no category.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no lint '{name}'{}", .near.map_or_else(String::new, |near| format!("; did you mean {near}?")))]
pub struct UnknownName {
    /// The name.
    pub name: String,
    /// The nearest that there is.
    pub near: Option<&'static str>,
}

/// Whether a name means a lint: its id, a pattern that fits its id, or its category.
#[must_use]
pub fn means(name: &str, lint: &Lint) -> bool {
    let name = name.trim();
    name.eq_ignore_ascii_case(lint.id)
        || name.eq_ignore_ascii_case(lint.category.word())
        || (is_pattern(name) && name_matches(name, lint.id))
}

fn is_pattern(name: &str) -> bool {
    name.contains(['*', '?'])
}

/// The lints that a name means; none is an error.
///
/// # Errors
/// When the name is no lint, fits none, and is no category.
pub fn meant(name: &str) -> Result<Vec<&'static Lint>, UnknownName> {
    let found: Vec<_> = lints::ALL.iter().copied().filter(|lint| means(name, lint)).collect();
    let category = Category::ALL.iter().any(|known| known.word().eq_ignore_ascii_case(name.trim()));
    if found.is_empty() && !category {
        let words =
            lints::ALL.iter().map(|lint| lint.id).chain(Category::ALL.iter().map(|c| c.word()));
        return Err(UnknownName {
            name: name.trim().to_owned(),
            near: nearest(name.trim(), words),
        });
    }
    Ok(found)
}

/// What the command line says about lints. Each list replaces or adds to what the settings say.
#[derive(Clone, Copy, Debug, Default)]
pub struct LintSelection<'a> {
    /// Run these, in the place of the settings' `select`.
    pub select: &'a [String],
    /// Leave these out, besides the settings' `ignore`.
    pub ignore: &'a [String],
    /// Run exactly these, whatever the settings select, ignore or turn off.
    pub only: &'a [String],
}

/// The lints to run.
///
/// # Errors
/// When a name of the command line is unknown. Those of the settings are looked at by [`unknown_names`].
pub fn lints(
    choice: LintSelection<'_>,
    settings: &Settings,
) -> Result<Vec<&'static Lint>, UnknownName> {
    for name in choice.select.iter().chain(choice.ignore).chain(choice.only) {
        meant(name)?;
    }
    let in_list = |list: &[String], lint: &Lint| list.iter().any(|name| means(name, lint));
    let all = lints::ALL.iter().copied();
    if !choice.only.is_empty() {
        return Ok(all
            .filter(|lint| in_list(choice.only, lint) && !in_list(choice.ignore, lint))
            .collect());
    }
    let selected = |lint: &Lint| match &settings.select {
        _ if !choice.select.is_empty() => in_list(choice.select, lint),
        Some(names) => names.iter().any(|name| means(&name.value, lint)),
        None => lint.default,
    };
    let ignored = |lint: &Lint| {
        in_list(choice.ignore, lint)
            || settings.ignore.iter().any(|name| means(&name.value, lint))
            || level(&settings.rules.severity, lint) == Some(ConfiguredSeverity::Off)
    };
    Ok(all.filter(|lint| selected(lint) && !ignored(lint)).collect())
}

/// The severity that rules give a lint: an id counts more than a pattern, a pattern more than a category; of two
/// patterns the later one.
#[must_use]
pub fn level(rules: &[SeverityRule], lint: &Lint) -> Option<ConfiguredSeverity> {
    let weight = |name: &str| {
        if name.trim().eq_ignore_ascii_case(lint.id) { 2 } else { u8::from(is_pattern(name)) }
    };
    rules
        .iter()
        .filter(|rule| means(&rule.lint.value, lint))
        // Of equal ones `max_by_key` takes the last.
        .max_by_key(|rule| weight(&rule.lint.value))
        .map(|rule| rule.level)
}

/// The names in settings that mean no lint, with their places.
#[must_use]
pub fn unknown_names(settings: &Settings) -> Vec<(std::ops::Range<usize>, UnknownName)> {
    let selected = settings.select.iter().flatten();
    let names = selected.chain(&settings.ignore).chain(settings.rules.names());
    names
        .filter_map(|name| meant(&name.value).err().map(|unknown| (name.range.clone(), unknown)))
        .collect()
}
