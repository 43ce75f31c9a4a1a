//! Regular expressions: `regex`, `regexall`, `replace`.

use std::sync::Arc;

use regex::{Captures, Regex, RegexBuilder};
use traced_values::Origin;

use crate::function::answer::{Answer, CallFault};
use crate::function::arguments;
use crate::function::arguments::{Arguments, wrong};
use crate::value::{Entries, Value, ValueKind};

fn compiled(pattern: &str, place: usize) -> Result<Regex, CallFault> {
    // Go's `\z` and `\Q…\E` aside, both are RE2's syntax; `\C` and look-around exist in neither.
    RegexBuilder::new(pattern)
        .size_limit(4 << 20)
        .build()
        .map_err(|_| wrong(place, "the pattern is no regular expression"))
}

/// What a match gives: the text, its groups, or its named groups.
fn matched(pattern: &Regex, captures: &Captures<'_>, origin: &Origin) -> Value {
    let group = |found: Option<regex::Match<'_>>| match found {
        Some(found) => Value::text(found.as_str(), origin.clone()),
        None => Value::new(ValueKind::Null, origin.clone()),
    };
    let names: Vec<_> = pattern.capture_names().skip(1).collect();
    let kind = if names.is_empty() {
        return group(captures.get(0));
    } else if names.iter().all(Option::is_some) {
        let entries: Entries = names
            .iter()
            .flatten()
            .map(|name| (Arc::from(*name), group(captures.name(name))))
            .collect();
        ValueKind::Object(Arc::new(entries))
    } else {
        let items = (1..captures.len()).map(|at| group(captures.get(at))).collect();
        ValueKind::Tuple(Arc::new(items))
    };
    Value::new(kind, origin.clone())
}

fn check_groups(pattern: &Regex) -> Result<(), CallFault> {
    let mut names = pattern.capture_names().skip(1);
    let named = names.clone().flatten().count();
    if named > 0 && names.any(|name| name.is_none()) {
        return Err(wrong(0, "groups must be all named or all unnamed"));
    }
    Ok(())
}

fn origin(given: &Arguments<'_>) -> Origin {
    Origin::computed(given.name, given.at, vec![given.values[1].origin.clone()])
}

pub(crate) fn regex(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let pattern = compiled(&given.text(0)?, 0)?;
    check_groups(&pattern)?;
    let text = given.text(1)?;
    let sensitive = given.values.iter().any(Value::holds_sensitive);
    match pattern.captures(&text) {
        Some(captures) => {
            let value = matched(&pattern, &captures, &origin(given));
            Ok(Answer::Kept(value.marked(sensitive)))
        }
        None => Err(wrong(1, "the pattern doesn't match the string")),
    }
}

pub(crate) fn regexall(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let pattern = compiled(&given.text(0)?, 0)?;
    check_groups(&pattern)?;
    let text = given.text(1)?;
    let origin = origin(given);
    let found = pattern
        .captures_iter(&text)
        .map(|captures| matched(&pattern, &captures, &origin))
        .collect();
    arguments::list(found)
}

pub(crate) fn replace(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let (text, wanted, with) = (given.text(0)?, given.text(1)?, given.text(2)?);
    if wanted.len() > 1 && wanted.starts_with('/') && wanted.ends_with('/') {
        let pattern = compiled(&wanted[1..wanted.len() - 1], 1)?;
        if text.len().saturating_mul(with.len() + 1) > 64 << 20 {
            return Err(wrong(2, "the text would be longer than is evaluated"));
        }
        return arguments::text(pattern.replace_all(&text, &*with).into_owned());
    }
    if text.len().saturating_mul(with.len() + 1) > 64 << 20 {
        return Err(wrong(2, "the text would be longer than is evaluated"));
    }
    arguments::text(text.replace(&*wanted, &with))
}
