//! Lists, maps and what is picked from them: `concat`, `flatten`, `lookup`, `merge`, `element` and their like.

use std::collections::BTreeMap;
use std::sync::Arc;

use traced_values::Origin;

use crate::function::answer::{Answer, CallFault};
use crate::function::arguments;
use crate::function::arguments::{Arguments, wrong};
use crate::value::{
    self, Entries, Number, Type, Value, ValueKind, convert, set_of, text_of, unify,
};

pub(crate) fn alltrue(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    quantified(given, true)
}

pub(crate) fn anytrue(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    quantified(given, false)
}

/// A tuple as the list that it is converted to.
fn listed_alike(given: &Arguments<'_>, place: usize) -> Result<Value, CallFault> {
    convert(given.some(place)?, &Type::List(Box::new(Type::Any))).map_err(|mismatch| {
        wrong(place, format!("argument {} must be a list: {}", place + 1, mismatch.message))
    })
}

/// A list or a tuple, whose elements have an order.
fn not_a_set(given: &Arguments<'_>, place: usize) -> Result<(), CallFault> {
    given.items(place)?;
    match given.values[place].kind {
        ValueKind::Set(_) => {
            Err(wrong(place, format!("argument {} must be a list, not a set", place + 1)))
        }
        _ => Ok(()),
    }
}

/// Whether all of them are true; or, with `all` false, whether any is.
fn quantified(given: &Arguments<'_>, all: bool) -> Result<Answer, CallFault> {
    let mut unsure = false;
    for item in given.items(0)? {
        match Arguments::truth(0, &item)? {
            Some(answer) if answer != all => return arguments::truth(!all),
            Some(_) => {}
            None => unsure = true,
        }
    }
    if unsure { Ok(Answer::Unknown) } else { arguments::truth(all) }
}

pub(crate) fn chunklist(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let list = listed_alike(given, 0)?;
    let items: Vec<Value> = list.as_items().map(|items| items.to_vec()).unwrap_or_default();
    let size =
        usize::try_from(given.whole(1)?).map_err(|_| wrong(1, "the size must not be negative"))?;
    let origin = given.values[0].origin.clone();
    let size = if size == 0 { items.len().max(1) } else { size };
    let chunk =
        |items: &[Value]| Value::new(ValueKind::List(Arc::new(items.to_vec())), origin.clone());
    arguments::list(items.chunks(size).map(chunk).collect())
}

pub(crate) fn coalesce(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let kind = unify(&given.values.iter().map(Type::of).collect::<Vec<_>>());
    if kind.is_none() {
        return Err(wrong(0, "all arguments must have the same type"));
    }
    for value in given.values {
        if value.is_unknown() {
            return Ok(Answer::Unknown);
        }
        if value.is_null() || value.as_str() == Some("") {
            continue;
        }
        let value = match &kind {
            Some(kind) => convert(value, kind).unwrap_or_else(|_| value.clone()),
            None => value.clone(),
        };
        return Ok(Answer::Kept(value));
    }
    Err(wrong(0, "no argument is other than null and the empty string"))
}

pub(crate) fn coalescelist(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    for (place, value) in given.values.iter().enumerate() {
        if !value.is_unknown() {
            not_a_set(given, place)?;
        }
    }
    for (place, value) in given.values.iter().enumerate() {
        if value.is_unknown() {
            return Ok(Answer::Unknown);
        }
        if !given.items(place)?.is_empty() {
            return Ok(Answer::Kept(value.clone()));
        }
    }
    Err(wrong(0, "no argument is a list with elements"))
}

pub(crate) fn compact(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let mut kept = Vec::new();
    for item in given.items(0)? {
        if item.is_null() || item.as_str() == Some("") {
            continue;
        }
        match (&item.kind, text_of(&item)) {
            (ValueKind::Unknown(_), _) => kept.push(item),
            (_, Some(text)) => kept.push(Value { kind: ValueKind::Text(text), ..item }),
            _ => return Err(wrong(0, "argument 1 must be a list of strings")),
        }
    }
    arguments::list(kept)
}

pub(crate) fn concat(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    if given.values.is_empty() {
        return Err(wrong(0, "at least one list is required"));
    }
    let mut all = Vec::new();
    for place in 0..given.values.len() {
        not_a_set(given, place)?;
        all.extend(given.items(place)?);
    }
    let lists = given.values.iter().all(|value| !matches!(value.kind, ValueKind::Tuple(_)));
    Ok(Answer::Made(if lists {
        ValueKind::List(Arc::new(all))
    } else {
        ValueKind::Tuple(Arc::new(all))
    }))
}

pub(crate) fn contains(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    value::contains(&given.items(0)?, given.some(1)?).map_or(Ok(Answer::Unknown), arguments::truth)
}

pub(crate) fn distinct(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let list = listed_alike(given, 0)?;
    let mut kept: Vec<Value> = Vec::new();
    for item in list.as_items().ok_or_else(|| wrong(0, "argument 1 must be a list"))?.iter() {
        if value::contains(&kept, item) != Some(true) {
            kept.push(list.part(item));
        }
    }
    arguments::list(kept)
}

pub(crate) fn element(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let items = given.items(0)?;
    if matches!(given.values[0].kind, ValueKind::Set(_)) {
        return Err(wrong(0, "argument 1 must be a list, not a set"));
    }
    let index = given.whole(1)?;
    let count = i64::try_from(items.len()).unwrap_or(i64::MAX);
    if count == 0 {
        return Err(wrong(0, "an empty list has no element"));
    }
    if index < 0 {
        return Err(wrong(1, "the index must not be negative"));
    }
    let place = usize::try_from(index.rem_euclid(count)).expect("a remainder is not negative");
    Ok(Answer::Kept(items[place].clone()))
}

pub(crate) fn flatten(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    fn into(value: &Value, all: &mut Vec<Value>) {
        match value.as_items() {
            Some(items) => items.iter().for_each(|item| into(&value.part(item), all)),
            None => all.push(value.clone()),
        }
    }
    let mut all = Vec::new();
    for item in given.items(0)? {
        into(&item, &mut all);
    }
    Ok(Answer::Made(ValueKind::Tuple(Arc::new(all))))
}

pub(crate) fn index(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    if matches!(given.values[0].kind, ValueKind::Set(_)) {
        return Err(wrong(0, "argument 1 must be a list, not a set"));
    }
    for (place, item) in given.items(0)?.iter().enumerate() {
        match item.equals(&given.values[1]) {
            Some(true) => return arguments::number(Number::from(place)),
            Some(false) => {}
            None => return Ok(Answer::Unknown),
        }
    }
    Err(wrong(1, "the element is not in the list"))
}

pub(crate) fn keys(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let entries = given.entries(0)?;
    let keys = entries
        .iter()
        .map(|(name, value)| Value::text(name.clone(), value.origin.clone()))
        .collect();
    listed(given, keys)
}

pub(crate) fn values(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    listed(given, given.entries(0)?.into_values().collect())
}

/// Of a map a list, of an object a tuple.
fn listed(given: &Arguments<'_>, items: Vec<Value>) -> Result<Answer, CallFault> {
    Ok(Answer::Made(match given.values[0].kind {
        ValueKind::Map(_) => ValueKind::List(Arc::new(items)),
        _ => ValueKind::Tuple(Arc::new(items)),
    }))
}

pub(crate) fn length(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    use unicode_segmentation::UnicodeSegmentation as _;
    let value = given.some(0)?;
    let count = match &value.kind {
        ValueKind::Text(text) => text.graphemes(true).count(),
        ValueKind::Resource(_) => return Ok(Answer::Unknown),
        ValueKind::Set(items) if items.iter().any(|item| item.first_unknown().is_some()) => {
            return Ok(Answer::Unknown);
        }
        _ => match (value.as_items(), value.as_entries()) {
            (Some(items), _) => items.len(),
            (_, Some(entries)) => entries.len(),
            _ => {
                let message =
                    format!("argument 1 must be a collection or a string, not {}", value.word());
                return Err(wrong(0, message));
            }
        },
    };
    arguments::number(Number::from(count))
}

pub(crate) fn lookup(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let entries = given.entries(0)?;
    let key = given.text(1)?;
    if let Some(found) = entries.get(&key) {
        return Ok(Answer::Kept(found.clone()));
    }
    if let ValueKind::Resource(_) = given.values[0].kind {
        return Ok(Answer::Unknown);
    }
    match given.values.get(2) {
        Some(default) => {
            // Of a map the default gets the type of the elements.
            let kind = match &given.values[0].kind {
                ValueKind::Map(entries) => entries.values().next().map(Type::of),
                _ => None,
            };
            let default = match kind {
                Some(kind) => convert(default, &kind)
                    .map_err(|mismatch| wrong(2, format!("the default: {}", mismatch.message)))?,
                None => default.clone(),
            };
            Ok(Answer::Kept(default))
        }
        None => Err(wrong(1, format!("there is no '{key}' in the map, and no default is given"))),
    }
}

pub(crate) fn matchkeys(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let (values, keys, wanted) = (given.items(0)?, given.items(1)?, given.items(2)?);
    if values.len() != keys.len() {
        return Err(wrong(1, "both lists must have as many elements"));
    }
    let fits = |key: &Value| {
        wanted.iter().any(|wanted| {
            let kind = unify(&[Type::of(key), Type::of(wanted)]);
            kind.and_then(|kind| convert(key, &kind).ok()?.equals(&convert(wanted, &kind).ok()?))
                == Some(true)
        })
    };
    let kept = values.into_iter().zip(&keys).filter(|(_, key)| fits(key)).map(|(value, _)| value);
    arguments::list(kept.collect())
}

pub(crate) fn merge(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let mut all = Entries::new();
    let mut maps = true;
    for (place, value) in given.values.iter().enumerate() {
        if value.is_null() {
            continue;
        }
        if let ValueKind::Resource(_) = value.kind {
            return Ok(Answer::Unknown);
        }
        maps &= matches!(value.kind, ValueKind::Map(_));
        all.extend(given.entries(place)?);
    }
    if given.values.iter().all(Value::is_null) && !given.values.is_empty() {
        return Ok(Answer::Made(ValueKind::Object(Arc::new(all))));
    }
    let alike = unify(&all.values().map(Type::of).collect::<Vec<_>>());
    Ok(Answer::Made(if maps && !given.values.is_empty() && (alike.is_some() || all.is_empty()) {
        ValueKind::Map(Arc::new(all))
    } else {
        ValueKind::Object(Arc::new(all))
    }))
}

pub(crate) fn one(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let items = given.items(0)?;
    match &items[..] {
        [] => Ok(Answer::Made(ValueKind::Null)),
        [only] => Ok(Answer::Kept(only.clone())),
        _ => Err(wrong(
            0,
            format!("the list must have no more than one element, not {}", items.len()),
        )),
    }
}

pub(crate) fn range(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    /// More elements than this Terraform refuses itself.
    const MOST: usize = 1024;
    let (start, end, step) = match given.values.len() {
        1 => (Number::from(0), given.number(0)?, None),
        2 => (given.number(0)?, given.number(1)?, None),
        _ => (given.number(0)?, given.number(1)?, Some(given.number(2)?)),
    };
    let down = end < start;
    let step = step.unwrap_or_else(|| Number::from(if down { -1i64 } else { 1 }));
    if step.is_zero() {
        return Err(wrong(2, "the step must not be zero"));
    }
    if down && step.signum() > 0 {
        return Err(wrong(2, "the step must be negative where the end is below the start"));
    }
    if !down && step.signum() < 0 && start != end {
        return Err(wrong(2, "the step must be positive where the end is above the start"));
    }
    let mut items = Vec::new();
    let mut number = start;
    while if down { number > end } else { number < end } {
        if items.len() >= MOST {
            return Err(wrong(0, format!("more than {MOST} elements would be made")));
        }
        items.push(number.clone());
        number = number.plus(&step);
    }
    let origin = Origin::computed("range", given.at, Vec::new());
    let one = |number| Value::new(ValueKind::Number(number), origin.clone());
    arguments::list(items.into_iter().map(one).collect())
}

pub(crate) fn reverse(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let mut items = given.items(0)?;
    items.reverse();
    Ok(Answer::Made(match given.values[0].kind {
        ValueKind::Tuple(_) => ValueKind::Tuple(Arc::new(items)),
        _ => ValueKind::List(Arc::new(items)),
    }))
}

pub(crate) fn slice(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    if matches!(given.values[0].kind, ValueKind::Set(_)) {
        return Err(wrong(0, "argument 1 must be a list, not a set"));
    }
    let items = given.items(0)?;
    let (start, end) = (given.whole(1)?, given.whole(2)?);
    let count = items.len();
    let place = |number: i64, at: usize| {
        usize::try_from(number)
            .ok()
            .filter(|number| *number <= count)
            .ok_or_else(|| wrong(at, format!("{number} is outside: the list has {count} elements")))
    };
    let (start, end) = (place(start, 1)?, place(end, 2)?);
    if start > end {
        return Err(wrong(1, "the start is behind the end"));
    }
    let items = items[start..end].to_vec();
    Ok(Answer::Made(match given.values[0].kind {
        ValueKind::Tuple(_) => ValueKind::Tuple(Arc::new(items)),
        _ => ValueKind::List(Arc::new(items)),
    }))
}

pub(crate) fn sort(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    given.texts(0)?;
    let mut items = given.items(0)?;
    for item in &mut items {
        if let Some(text) = text_of(item) {
            item.kind = ValueKind::Text(text);
        }
    }
    items.sort_by(Value::order);
    arguments::list(items)
}

pub(crate) fn transpose(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let mut turned: BTreeMap<Arc<str>, Vec<Value>> = BTreeMap::new();
    for (name, list) in given.entries(0)? {
        let items = list
            .as_items()
            .ok_or_else(|| wrong(0, "argument 1 must be a map of lists of strings"))?;
        for item in items.iter() {
            let key = text_of(item)
                .ok_or_else(|| wrong(0, "argument 1 must be a map of lists of strings"))?;
            turned.entry(key).or_default().push(Value::text(name.clone(), item.origin.clone()));
        }
    }
    let origin = given.values[0].origin.clone();
    let list = |(key, items): (Arc<str>, Vec<Value>)| {
        (key, Value::new(ValueKind::List(Arc::new(set_of(items))), origin.clone()))
    };
    Ok(Answer::Made(ValueKind::Map(Arc::new(turned.into_iter().map(list).collect()))))
}

pub(crate) fn zipmap(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let values = given.items(1)?;
    if given.items(0)?.iter().any(Value::is_unknown) {
        return Ok(Answer::Unknown);
    }
    let keys = given.texts(0)?;
    if keys.len() != values.len() {
        let message =
            format!("the numbers of keys ({}) and values ({}) differ", keys.len(), values.len());
        return Err(wrong(1, message));
    }
    let entries: Entries = keys.into_iter().zip(values).collect();
    Ok(Answer::Made(match given.values[1].kind {
        ValueKind::List(_) => ValueKind::Map(Arc::new(entries)),
        _ => ValueKind::Object(Arc::new(entries)),
    }))
}
