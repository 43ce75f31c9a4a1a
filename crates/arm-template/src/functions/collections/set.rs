//! `union`, `intersection` and `distinct`: values each once, and merged objects.

use std::collections::HashSet;

use crate::functions::argument::{DEEPEST, MOST_ELEMENTS, made};
use crate::functions::json::writer::comparable;
use crate::functions::logic::equality::{Same, exact, same, unknown_inside};
use crate::functions::members::Members;
use crate::functions::{Call, Fault, Function, Outcome};
use crate::{Member, Node, Object, ProblemKind, Value};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::exactly("distinct", 1, distinct),
    Function::at_least("intersection", 2, intersection),
    Function::at_least("union", 1, union),
];

/// What the arguments are.
enum SetKind {
    Arrays,
    Objects,
}

fn kind(call: &Call<'_>, args: &[Node]) -> Result<SetKind, Fault> {
    let all = |test: fn(&Value) -> bool| args.iter().all(|node| test(&node.value));
    if all(|value| matches!(value, Value::Array(_) | Value::Null)) {
        Ok(SetKind::Arrays)
    } else if all(|value| matches!(value, Value::Object(_) | Value::Null)) {
        Ok(SetKind::Objects)
    } else {
        let message = "takes either arrays or objects, of one kind";
        Err(call.fault(ProblemKind::ArgumentType, message))
    }
}

fn union(call: &Call<'_>) -> Result<Outcome, Fault> {
    call.arg(0)?;
    match kind(call, call.args)? {
        SetKind::Arrays => {
            let mut distinct = Distinct::default();
            for node in call.args.iter().flat_map(items) {
                distinct.put(call, node)?;
            }
            made(Value::array(distinct.nodes))
        }
        SetKind::Objects => {
            let mut merged = Members::caseless();
            for object in call.args.iter().filter_map(object) {
                for member in object.members() {
                    merge(call, &mut merged, member, DEEPEST)?;
                }
            }
            made(Value::object(merged.list))
        }
    }
}

fn distinct(call: &Call<'_>) -> Result<Outcome, Fault> {
    let mut distinct = Distinct::default();
    for node in call.array(0)?.items() {
        distinct.put(call, node)?;
    }
    made(Value::array(distinct.nodes))
}

fn items(node: &Node) -> &[Node] {
    match &node.value {
        Value::Array(array) => array.items(),
        _ => &[],
    }
}

fn object(node: &Node) -> Option<&Object> {
    match &node.value {
        Value::Object(object) => Some(object),
        _ => None,
    }
}

/// The elements of arrays, each value once.
#[derive(Default)]
struct Distinct {
    nodes: Vec<Node>,
    seen: HashSet<String>,
}

impl Distinct {
    fn put(&mut self, call: &Call<'_>, node: &Node) -> Result<(), Fault> {
        // What can't be known may be a value of its own, so it is kept.
        let new = match key(call, &node.value)? {
            Some(key) => self.seen.insert(key),
            None => true,
        };
        if new {
            self.nodes.push(node.clone());
        }
        if self.nodes.len() > MOST_ELEMENTS {
            return Err(call.too_much("makes an array of more than a million elements"));
        }
        Ok(())
    }
}

/// The same text for the same values; none when it can't be known.
fn key(call: &Call<'_>, value: &Value) -> Result<Option<String>, Fault> {
    if unknown_inside(call, value)?.is_some() {
        return Ok(None);
    }
    comparable(call, &sorted(value, DEEPEST)).map(Some)
}

/// The value with the members of its objects in order.
fn sorted(value: &Value, depth: usize) -> Value {
    let inside = |node: &Node| Node {
        value: sorted(&node.value, depth.saturating_sub(1)),
        origin: node.origin.clone(),
    };
    match value {
        // Deeper is refused when it is written out.
        _ if depth == 0 => value.clone(),
        Value::Array(array) => Value::array(array.items().iter().map(inside).collect()),
        Value::Object(object) => {
            let mut members = object.members().to_vec();
            for member in &mut members {
                member.value = inside(&member.value);
            }
            members.sort_by(|one, other| one.name.cmp(&other.name));
            Value::object(members)
        }
        _ => value.clone(),
    }
}

fn is_composed(value: &Value) -> bool {
    matches!(value, Value::Array(_) | Value::Object(_))
}

/// Puts a member to others, under its own name: an object is merged with the object of the same name, null changes
/// nothing, and anything else takes the other value's place.
fn merge(
    call: &Call<'_>,
    merged: &mut Members,
    member: &Member,
    depth: usize,
) -> Result<(), Fault> {
    let depth = depth.checked_sub(1).ok_or_else(|| call.too_much("merges too deep objects"))?;
    let Some(place) = merged.place(&member.name) else {
        merged.put(member.clone());
        return Ok(());
    };
    let (earlier, later) = (&merged.list[place].value, &member.value);
    let value = match (&earlier.value, &later.value) {
        (_, Value::Null) => earlier.clone(),
        (Value::Object(earlier), Value::Object(object)) => {
            let mut both = Members::of(earlier.members());
            for part in object.members() {
                merge(call, &mut both, part, depth)?;
            }
            Node { value: Value::object(both.list), origin: later.origin.clone() }
        }
        (Value::Array(_), Value::Array(_))
        | (Value::Null | Value::Unknown(_), _)
        | (_, Value::Unknown(_)) => later.clone(),
        (one, other) if is_composed(one) || is_composed(other) => {
            let message = format!(
                "can't merge {} with {}: both are named '{}'",
                one.kind(),
                other.kind(),
                member.name
            );
            return Err(call.fault(ProblemKind::ArgumentType, &message));
        }
        _ => later.clone(),
    };
    merged.put(Member { value, ..member.clone() });
    Ok(())
}

fn intersection(call: &Call<'_>) -> Result<Outcome, Fault> {
    if let Some(index) = call.args.iter().position(|node| !is_composed(&node.value)) {
        return Err(call.wrong_type(index, "an array or an object"));
    }
    let Some((first, others)) = call.args.split_first() else {
        return Err(call.wrong_type(0, "an array or an object"));
    };
    match kind(call, call.args)? {
        SetKind::Arrays => common_items(call, first, others),
        SetKind::Objects => common_members(call, first, others),
    }
}

fn common_items(call: &Call<'_>, first: &Node, others: &[Node]) -> Result<Outcome, Fault> {
    let known = |node: &Node| match key(call, &node.value)? {
        Some(key) => Ok(key),
        None => Err(Fault::Unknown(
            unknown_inside(call, &node.value)?.unwrap_or(crate::Reason::Runtime(call.name.into())),
        )),
    };
    let mut keys = Vec::new();
    for other in others {
        keys.push(items(other).iter().map(known).collect::<Result<HashSet<_>, _>>()?);
    }
    let mut seen = HashSet::new();
    let mut common = Vec::new();
    for item in items(first) {
        let key = known(item)?;
        if keys.iter().all(|keys| keys.contains(&key)) && seen.insert(key) {
            common.push(item.clone());
        }
    }
    call.array_result(common)
}

fn common_members(call: &Call<'_>, first: &Node, others: &[Node]) -> Result<Outcome, Fault> {
    let mut common = Vec::new();
    for member in object(first).map_or(&[][..], Object::members) {
        let mut everywhere = true;
        for other in others.iter().filter_map(object) {
            let answer = match exact(other, &member.name) {
                Some(value) => same(call, &member.value.value, &value.value)?,
                None => Same::No,
            };
            match answer {
                Same::Yes => {}
                Same::No => everywhere = false,
                Same::Unknown(reason) => return Err(Fault::Unknown(reason)),
            }
        }
        if everywhere {
            common.push(member.clone());
        }
    }
    made(Value::object(common))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::functions::testing::{fault, result, unknown_because};

    #[test]
    fn union_of_arrays_keeps_the_first_of_each_value() {
        assert_eq!(
            result("union", json!([["one", "two", "one"], ["two", "three"]])),
            json!(["one", "two", "three"])
        );
        assert_eq!(
            result("union", json!([[["a"], {"x": 1, "y": 2}], [{"y": 2, "x": 1}, ["b"]]])),
            json!([["a"], {"x": 1, "y": 2}, ["b"]])
        );
        assert_eq!(result("union", json!([["1", 1], [1, true]])), json!(["1", 1, true]));
        assert_eq!(
            result("union", json!([[{"$unknown": "p"}, 1], [1]])),
            json!(["[parameters('p')]", 1])
        );
    }

    #[test]
    fn union_of_objects_merges_objects_and_replaces_the_rest() {
        let one = json!({"property": {"one": "a", "three": "c1"}, "nestedArray": [1, 2], "n": 1});
        let other =
            json!({"property": {"three": "c2", "four": "d"}, "nestedArray": [3], "n": null});
        assert_eq!(
            result("union", json!([one, other])),
            json!({"property": {"one": "a", "three": "c2", "four": "d"}, "nestedArray": [3], "n": 1})
        );
        assert_eq!(result("union", json!([null, {"a": 1}])), json!({"a": 1}));
    }

    #[test]
    fn union_takes_names_without_case_in_the_later_spelling() {
        assert_eq!(
            result("union", json!([{"A": 1, "b": 2}, {"a": 3}, {"B": null}])),
            json!({"a": 3, "B": 2})
        );
        assert_eq!(
            result("union", json!([{"a": {"x": 1}}, {"A": {"X": 2}}])),
            json!({"A": {"X": 2}})
        );
        for (one, other) in [(json!(1), json!({})), (json!([]), json!("x")), (json!({}), json!([]))]
        {
            let objects = json!([{"a": one}, {"A": other}]);
            assert_eq!(fault("union", objects), ProblemKind::ArgumentType);
        }
    }

    #[test]
    fn distinct_keeps_the_first_of_each_value() {
        assert_eq!(result("distinct", json!([[3, 1, 2, 1]])), json!([3, 1, 2]));
        assert_eq!(
            result("distinct", json!([["a", "A", {"x": 1}, {"x": 1}]])),
            json!(["a", "A", {"x": 1}])
        );
        assert_eq!(result("distinct", json!([[1, 1.0]])), json!([1, 1.0]));
        assert_eq!(fault("distinct", json!(["a"])), ProblemKind::ArgumentType);
    }

    #[test]
    fn what_is_not_of_one_kind_has_no_union() {
        assert_eq!(fault("union", json!([[1], {"a": 1}])), ProblemKind::ArgumentType);
        assert_eq!(fault("union", json!([1])), ProblemKind::ArgumentType);
        assert_eq!(fault("intersection", json!([[1], "a"])), ProblemKind::ArgumentType);
        assert_eq!(fault("intersection", json!([[1], {"a": 1}])), ProblemKind::ArgumentType);
    }

    #[test]
    fn intersection_keeps_what_is_everywhere() {
        assert_eq!(
            result("intersection", json!([["one", "two", "three", "two"], ["two", "three"]])),
            json!(["two", "three"])
        );
        assert_eq!(
            result("intersection", json!([{"one": "a", "two": "b"}, {"one": "a", "two": "z"}])),
            json!({"one": "a"})
        );
        assert_eq!(result("intersection", json!([[1, 2], [2, 3], [3]])), json!([]));
    }

    #[test]
    fn intersection_must_know_the_values() {
        let unknown = json!({"$unknown": "p"});
        let reason = crate::Reason::ParameterWithoutValue("p".into());
        assert_eq!(unknown_because("intersection", json!([[unknown], ["a"]])), reason);
        assert_eq!(unknown_because("intersection", json!([{"a": unknown}, {"a": 1}])), reason);
        assert_eq!(result("intersection", json!([{"a": unknown}, {"b": 1}])), json!({}));
    }
}
