//! Reading a TOML table by its list of keys, collecting every fault.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fault::{SettingsFault, nearest};
use super::keys::{KeyKind, LEVELS, SettingsKey};
use super::rules::ConfiguredSeverity;
use super::value::SettingValue;

/// What was read at a key.
#[derive(Debug)]
pub(super) enum Item {
    Text(SettingValue<String>),
    List(Vec<SettingValue<String>>, Range<usize>),
    Count(u64),
    Day(Date),
    Levels(Vec<(SettingValue<String>, ConfiguredSeverity)>),
    Tables(Vec<TableReading>),
}

/// A table that was read.
#[derive(Debug, Default)]
pub(super) struct TableReading {
    items: BTreeMap<&'static str, Item>,
}

/// Reads the text of a settings file.
pub(super) fn read(text: &str, keys: &'static [SettingsKey]) -> (TableReading, Vec<SettingsFault>) {
    let mut faults = Vec::new();
    match DeTable::parse(text) {
        Ok(table) => {
            let row = table_of(table.get_ref(), &table.span(), keys, &mut faults);
            faults.sort_by_key(|fault| fault.range.start);
            (row, faults)
        }
        Err(error) => {
            let message = error.message().lines().next().unwrap_or("no TOML").to_owned();
            let range = error.span().unwrap_or_default();
            (TableReading::default(), vec![SettingsFault { message, help: None, range }])
        }
    }
}

fn table_of(
    table: &DeTable<'_>,
    place: &Range<usize>,
    keys: &'static [SettingsKey],
    faults: &mut Vec<SettingsFault>,
) -> TableReading {
    let mut row = TableReading::default();
    for (name, value) in table {
        let known = keys.iter().find(|key| key.name == &**name.get_ref());
        match known {
            Some(key) => {
                if let Some(item) = item(key, value, faults) {
                    row.items.insert(key.name, item);
                }
            }
            None => faults.push(unknown(
                "key",
                name.get_ref(),
                name.span(),
                keys.iter().map(|key| key.name),
            )),
        }
    }
    for key in keys.iter().filter(|key| key.required) {
        if !table.contains_key(key.name) {
            let message = format!("the key '{}' is missing here", key.name);
            let help = Some(format!("this table accepts {}", names(keys)));
            faults.push(SettingsFault { message, help, range: place.clone() });
        }
    }
    row
}

fn names(keys: &[SettingsKey]) -> String {
    let name = |key: &SettingsKey| {
        let optional = if key.required { "" } else { " (optional)" };
        format!("{}{optional}", key.name)
    };
    keys.iter().map(name).collect::<Vec<_>>().join(", ")
}

fn unknown<'a>(
    what: &str,
    word: &str,
    range: Range<usize>,
    words: impl Iterator<Item = &'a str> + Clone,
) -> SettingsFault {
    let help = known_words(word, words);
    SettingsFault { message: format!("there is no {what} '{word}'"), help: Some(help), range }
}

fn known_words<'a>(word: &str, words: impl Iterator<Item = &'a str> + Clone) -> String {
    match nearest(word, words.clone()) {
        Some(near) => format!("did you mean '{near}'?"),
        None => format!("known are {}", words.collect::<Vec<_>>().join(", ")),
    }
}

fn item(
    key: &SettingsKey,
    value: &Spanned<DeValue<'_>>,
    faults: &mut Vec<SettingsFault>,
) -> Option<Item> {
    let range = value.span();
    let inner = value.get_ref();
    let wrong = |expected: &str, faults: &mut Vec<SettingsFault>| {
        let message = format!("'{}' takes {expected}", key.name);
        faults.push(SettingsFault { message, help: None, range: range.clone() });
        None
    };
    match &key.kind {
        KeyKind::Text => match inner.as_str() {
            Some(text) => Some(Item::Text(SettingValue { value: text.to_owned(), range })),
            None => wrong("a string", faults),
        },
        KeyKind::Word(words) => match inner.as_str() {
            Some(word) if words.contains(&word) => {
                Some(Item::Text(SettingValue { value: word.to_owned(), range }))
            }
            Some(word) => {
                let message = format!("'{word}' is not a valid value for '{}'", key.name);
                let help = Some(known_words(word, words.iter().copied()));
                faults.push(SettingsFault { message, help, range });
                None
            }
            None => wrong("a string", faults),
        },
        KeyKind::Count => match inner.as_integer().and_then(|number| {
            u64::from_str_radix(&number.as_str().replace('_', ""), number.radix()).ok()
        }) {
            Some(number @ 1..=100_000) => Some(Item::Count(number)),
            _ => wrong("a whole number from 1 to 100000", faults),
        },
        KeyKind::Day => match day(inner) {
            Some(day) => Some(Item::Day(day)),
            None => wrong("a date, as in 2027-01-31", faults),
        },
        KeyKind::List => match inner {
            DeValue::Array(array) => {
                let strings = array.iter().map(|entry| {
                    entry
                        .get_ref()
                        .as_str()
                        .map(|text| SettingValue { value: text.to_owned(), range: entry.span() })
                });
                match strings.collect::<Option<Vec<_>>>() {
                    Some(strings) => Some(Item::List(strings, range)),
                    None => wrong("a list of strings", faults),
                }
            }
            _ => wrong("a list of strings", faults),
        },
        KeyKind::Levels => match inner {
            DeValue::Table(table) => Some(Item::Levels(levels(table, faults))),
            _ => wrong("a table, as in { \"dns-default-only\" = \"error\" }", faults),
        },
        KeyKind::Tables(keys) => match inner {
            DeValue::Array(array)
                if array.iter().all(|entry| matches!(entry.get_ref(), DeValue::Table(_))) =>
            {
                let rows = array.iter().filter_map(|entry| match entry.get_ref() {
                    DeValue::Table(table) => Some(table_of(table, &entry.span(), keys, faults)),
                    _ => None,
                });
                Some(Item::Tables(rows.collect()))
            }
            _ => {
                let message = format!("'{}' takes tables", key.name);
                let help = Some(format!("begin each with [[{}]]", key.name));
                faults.push(SettingsFault { message, help, range });
                None
            }
        },
    }
}

fn day(value: &DeValue<'_>) -> Option<Date> {
    match value {
        DeValue::String(text) => text.parse().ok(),
        DeValue::Datetime(when) if when.time.is_none() => when.to_string().parse().ok(),
        _ => None,
    }
}

fn levels(
    table: &DeTable<'_>,
    faults: &mut Vec<SettingsFault>,
) -> Vec<(SettingValue<String>, ConfiguredSeverity)> {
    let mut levels = Vec::new();
    for (name, value) in table {
        let word = value.get_ref().as_str().unwrap_or_default();
        match ConfiguredSeverity::of(word) {
            Some(level) => {
                let name = SettingValue { value: name.get_ref().to_string(), range: name.span() };
                levels.push((name, level));
            }
            None => faults.push(unknown("severity", word, value.span(), LEVELS.iter().copied())),
        }
    }
    // As they are written, whatever order the table keeps.
    levels.sort_by_key(|(name, _)| name.range.start);
    levels
}

impl TableReading {
    pub(super) fn text(&mut self, name: &str) -> Option<SettingValue<String>> {
        match self.items.remove(name) {
            Some(Item::Text(text)) => Some(text),
            _ => None,
        }
    }

    pub(super) fn list(&mut self, name: &str) -> Option<(Vec<SettingValue<String>>, Range<usize>)> {
        match self.items.remove(name) {
            Some(Item::List(list, range)) => Some((list, range)),
            _ => None,
        }
    }

    pub(super) fn count(&mut self, name: &str) -> Option<u64> {
        match self.items.remove(name) {
            Some(Item::Count(count)) => Some(count),
            _ => None,
        }
    }

    pub(super) fn day(&mut self, name: &str) -> Option<Date> {
        match self.items.remove(name) {
            Some(Item::Day(day)) => Some(day),
            _ => None,
        }
    }

    pub(super) fn levels(&mut self, name: &str) -> Vec<(SettingValue<String>, ConfiguredSeverity)> {
        match self.items.remove(name) {
            Some(Item::Levels(levels)) => levels,
            _ => Vec::new(),
        }
    }

    pub(super) fn tables(&mut self, name: &str) -> Vec<TableReading> {
        match self.items.remove(name) {
            Some(Item::Tables(rows)) => rows,
            _ => Vec::new(),
        }
    }
}
