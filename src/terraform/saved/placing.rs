//! Values of a plan or a state at the places where the sources say the same.

use std::collections::BTreeSet;
use std::sync::Arc;

use terraform_config::Resource;
use terraform_config::value::{ResourceValue as Attributes, Value, ValueKind};

use super::subscription::with_subscription;

/// What a plan says, with the places of the sources where those say the same; what the plan doesn't know as the sources
/// have it.
pub(super) fn placed(saved: &Value, written: &Value, subscription: Option<&str>) -> Value {
    let with = |kind: ValueKind| Value {
        kind,
        origin: written.origin.clone(),
        sensitive: saved.sensitive || written.sensitive,
    };
    match (&saved.kind, &written.kind) {
        (ValueKind::Unknown(_), ValueKind::Unknown(_)) => saved.clone(),
        (ValueKind::Unknown(_), _) => with_subscriptions(written, subscription),
        (ValueKind::Tuple(items), _) => match written.as_items() {
            Some(others) => {
                let pairs = pairs(items, others);
                let items = items.iter().zip(pairs).map(|(item, other)| match other {
                    Some(other) => placed(item, &written.part(&others[other]), subscription),
                    None => item.clone(),
                });
                with(ValueKind::Tuple(Arc::new(items.collect())))
            }
            None => saved.clone(),
        },
        (ValueKind::Object(entries), _) => match written.as_entries() {
            Some(others) => {
                let entry = |(name, value): (&Arc<str>, &Value)| {
                    let other = others.get(name).map(|other| written.part(other));
                    let value =
                        other.map_or_else(|| value.clone(), |it| placed(value, &it, subscription));
                    (name.clone(), value)
                };
                with(ValueKind::Object(Arc::new(entries.iter().map(entry).collect())))
            }
            None => saved.clone(),
        },
        _ if is_same(saved, written) => with(saved.kind.clone()),
        _ => saved.clone(),
    }
}

/// The resource of a plan, placed where the sources write it.
pub(in crate::terraform) fn placed_resource(
    saved: &Resource,
    written: &Resource,
    subscription: Option<&str>,
) -> Resource {
    let object = |value: &Value| match &value.kind {
        ValueKind::Resource(resource) => {
            Value { kind: ValueKind::Object(resource.entries.clone()), ..value.clone() }
        }
        _ => value.clone(),
    };
    let value = placed(&object(&saved.value), &object(&written.value), subscription);
    let entries = value.as_entries().cloned().unwrap_or_default();
    let attributes = Attributes { address: saved.address.clone(), entries };
    Resource {
        value: Value { kind: ValueKind::Resource(Arc::new(attributes)), ..value },
        head: written.head,
        ..saved.clone()
    }
}

/// The value with the plan's subscription in its ids.
fn with_subscriptions(written: &Value, subscription: Option<&str>) -> Value {
    let all = |items: &[Value]| {
        Arc::new(items.iter().map(|item| with_subscriptions(item, subscription)).collect())
    };
    let kind = match &written.kind {
        ValueKind::Text(text) => match with_subscription(text, subscription) {
            Some(text) => ValueKind::Text(text.into()),
            None => return written.clone(),
        },
        ValueKind::List(items) => ValueKind::List(all(items)),
        ValueKind::Set(items) => ValueKind::Set(all(items)),
        ValueKind::Tuple(items) => ValueKind::Tuple(all(items)),
        ValueKind::Map(entries) | ValueKind::Object(entries) => {
            let entries = entries.iter();
            let entry = |(name, value): (&Arc<str>, &Value)| {
                (name.clone(), with_subscriptions(value, subscription))
            };
            ValueKind::Object(Arc::new(entries.map(entry).collect()))
        }
        ValueKind::Resource(block) => {
            let entries = block.entries.iter();
            let entry = |(name, value): (&Arc<str>, &Value)| {
                (name.clone(), with_subscriptions(value, subscription))
            };
            ValueKind::Object(Arc::new(entries.map(entry).collect()))
        }
        _ => return written.clone(),
    };
    Value { kind, ..written.clone() }
}

/// Most elements of a list that are held against all of another one.
const MOST_COMPARED: usize = 256;

/// Which of the other elements each one is: a plan has sets in another order than they are written in.
fn pairs(items: &[Value], others: &[Value]) -> Vec<Option<usize>> {
    let in_order = items.len() == others.len()
        && items.iter().zip(others).all(|(item, other)| likeness(item, other) > 0);
    if in_order
        && items.iter().zip(others).all(|(item, other)| is_leaf(item) || is_alike(item, other))
        || items.len() > MOST_COMPARED
        || others.len() > MOST_COMPARED
    {
        return (0..items.len()).map(|at| (at < others.len()).then_some(at)).collect();
    }
    let mut free: BTreeSet<usize> = (0..others.len()).collect();
    let take = |(at, item): (usize, &Value)| {
        let best = free
            .iter()
            .map(|other| (likeness(item, &others[*other]), *other == at, *other))
            .filter(|(likeness, ..)| *likeness > 0)
            .max_by_key(|(likeness, is_here, other)| {
                (*likeness, *is_here, std::cmp::Reverse(*other))
            });
        let (_, _, best) = best?;
        free.remove(&best);
        Some(best)
    };
    items.iter().enumerate().map(take).collect()
}

fn is_leaf(value: &Value) -> bool {
    value.as_items().is_none() && value.as_entries().is_none()
}

/// Whether nothing that both know differs.
fn is_alike(saved: &Value, written: &Value) -> bool {
    match (saved.as_entries(), written.as_entries()) {
        (Some(entries), Some(others)) => others.iter().all(|(name, other)| {
            entries.get(name).is_none_or(|value| !is_leaf(value) || likeness(value, other) > 0)
        }),
        _ => likeness(saved, written) > 0,
    }
}

/// How much of what both know is the same.
fn likeness(saved: &Value, written: &Value) -> usize {
    if let (Some(entries), Some(others)) = (saved.as_entries(), written.as_entries()) {
        let both = entries.iter().filter_map(|(name, value)| Some((value, others.get(name)?)));
        return both.map(|(value, other)| likeness(value, other)).sum();
    }
    if let (Some(items), Some(others)) = (saved.as_items(), written.as_items()) {
        let both = items.iter().zip(others.iter());
        return both.map(|(value, other)| likeness(value, other)).sum::<usize>().max(1);
    }
    if saved.is_unknown() || written.is_unknown() {
        return 1;
    }
    if is_same(saved, written) { 2 } else { 0 }
}

/// Whether two values are the same once the provider has taken them for its own type.
fn is_same(saved: &Value, written: &Value) -> bool {
    let text = |value: &Value| match &value.kind {
        ValueKind::Text(text) => Some(text.to_string()),
        ValueKind::Number(number) => Some(number.to_string()),
        ValueKind::Bool(truth) => Some(truth.to_string()),
        _ => None,
    };
    text(saved).is_some_and(|saved| Some(saved) == text(written))
}
