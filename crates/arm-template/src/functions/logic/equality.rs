//! Whether two values are the same, as far as they are known.

use crate::functions::argument::{DEEPEST, MOST_VALUES};
use crate::functions::{Call, Fault};
use crate::{Node, Object, Reason, Unknown, Value};

/// The answer to whether two values are the same.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Same {
    Yes,
    No,
    /// They differ at most in what can't be known.
    Unknown(Reason),
}

/// Whether two values are the same, deeply: strings with case, different JSON types never.
pub(crate) fn same(call: &Call<'_>, one: &Value, other: &Value) -> Result<Same, Fault> {
    compare(one, other, DEEPEST, &mut { MOST_VALUES }).ok_or_else(|| too_big(call))
}

/// Whether anything inside the value can't be known, and why.
pub(crate) fn unknown_inside(call: &Call<'_>, value: &Value) -> Result<Option<Reason>, Fault> {
    let mut left = MOST_VALUES;
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        left = left.checked_sub(1).ok_or_else(|| too_big(call))?;
        match value {
            Value::Unknown(unknown) => return Ok(Some(unknown.reason.clone())),
            Value::Array(array) => open.extend(array.items().iter().map(|item| &item.value)),
            Value::Object(object) => {
                open.extend(object.members().iter().map(|member| &member.value.value));
            }
            _ => {}
        }
    }
    Ok(None)
}

fn too_big(call: &Call<'_>) -> Fault {
    call.too_much("looks into values that are too big")
}

/// None: a bound was reached.
fn compare(one: &Value, other: &Value, depth: usize, left: &mut usize) -> Option<Same> {
    *left = left.checked_sub(1)?;
    let depth = depth.checked_sub(1)?;
    Some(match (one, other) {
        (Value::Unknown(one), Value::Unknown(other)) if is_same_rest(one, other) => Same::Yes,
        (Value::Unknown(unknown), _) | (_, Value::Unknown(unknown)) => {
            Same::Unknown(unknown.reason.clone())
        }
        (Value::Array(one), Value::Array(other)) => {
            if one.items().len() != other.items().len() {
                return Some(Same::No);
            }
            let pairs = one.items().iter().zip(other.items());
            return all(pairs, depth, left);
        }
        (Value::Object(one), Value::Object(other)) => {
            if one.members().len() != other.members().len() {
                return Some(Same::No);
            }
            return members(one, other, depth, left);
        }
        (one, other) => Same::from(scalar(one, other)),
    })
}

/// Whether what is left of two expressions comes to the same, whatever that is.
fn is_same_rest(one: &Unknown, other: &Unknown) -> bool {
    let repeats = !matches!(
        one.reason,
        Reason::Unrepeatable(_) | Reason::Failed(_) | Reason::Limit(_) | Reason::Linked(_)
    );
    repeats && one.residual == other.residual && !one.residual.contains("***")
}

impl From<bool> for Same {
    fn from(same: bool) -> Self {
        if same { Self::Yes } else { Self::No }
    }
}

/// A whole number is never the same as one with a fraction, be it zero.
#[expect(clippy::float_cmp, reason = "numbers are the same when they are the same number")]
fn scalar(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Null, Value::Null) => true,
        (Value::Bool(one), Value::Bool(other)) => one == other,
        (Value::Int(one), Value::Int(other)) => one == other,
        (Value::Float(one), Value::Float(other)) => one == other,
        (Value::String(one), Value::String(other)) => one == other,
        _ => false,
    }
}

fn members(one: &Object, other: &Object, depth: usize, left: &mut usize) -> Option<Same> {
    let mut pairs = Vec::with_capacity(one.members().len());
    for member in one.members() {
        match exact(other, &member.name) {
            Some(value) => pairs.push((&member.value, value)),
            None => return Some(Same::No),
        }
    }
    all(pairs.into_iter(), depth, left)
}

/// The member of exactly this name.
pub(crate) fn exact<'a>(object: &'a Object, name: &str) -> Option<&'a Node> {
    match object.member(name) {
        Some(member) if &*member.name == name => Some(&member.value),
        _ => None,
    }
}

fn all<'a>(
    pairs: impl Iterator<Item = (&'a Node, &'a Node)>,
    depth: usize,
    left: &mut usize,
) -> Option<Same> {
    let mut answer = Same::Yes;
    for (one, other) in pairs {
        match compare(&one.value, &other.value, depth, left)? {
            Same::No => return Some(Same::No),
            Same::Unknown(reason) if answer == Same::Yes => answer = Same::Unknown(reason),
            Same::Unknown(_) | Same::Yes => {}
        }
    }
    Some(answer)
}
