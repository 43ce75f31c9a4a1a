//! Making objects, listing what is in them, and reading what may be missing.

use std::collections::HashMap;
use std::sync::Arc;

use super::argument::made;
use super::{Call, Fault, Function, Outcome, collation};
use crate::{Member, Node, ProblemKind, Value};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::at_least("createObject", 0, create_object).taking_unknown(),
    Function::exactly("items", 1, items),
    Function::exactly("objectKeys", 1, object_keys),
    Function::exactly("shallowMerge", 1, shallow_merge),
    Function::at_least("tryGet", 2, try_get),
];

fn create_object(call: &Call<'_>) -> Result<Outcome, Fault> {
    if !call.args.len().is_multiple_of(2) {
        let message = "takes pairs of a name and a value, but the last name has no value";
        return Err(call.fault(ProblemKind::ArgumentCount, message));
    }
    let mut members = Members::default();
    for index in (0..call.args.len()).step_by(2) {
        let (name, key) = (call.text(index)?, call.arg(index)?);
        let value = call.arg(index + 1)?.clone();
        members.put(Member { name: name.into(), name_span: key.origin.span(), value });
    }
    made(Value::object(members.list))
}

/// Members without two of the same name: the later one takes the earlier one's place.
#[derive(Default)]
pub(super) struct Members {
    pub(super) list: Vec<Member>,
    places: HashMap<Arc<str>, usize>,
}

impl Members {
    /// The members of an object, to put others to them.
    pub(super) fn of(members: &[Member]) -> Self {
        let mut all = Self::default();
        for member in members {
            all.put(member.clone());
        }
        all
    }

    /// The place of the member of this name.
    pub(super) fn place(&self, name: &str) -> Option<usize> {
        self.places.get(name).copied()
    }

    /// Puts a member in the place of the one of the same name, or at the end.
    pub(super) fn put(&mut self, member: Member) {
        if let Some(place) = self.place(&member.name) {
            self.list[place] = member;
        } else {
            self.places.insert(member.name.clone(), self.list.len());
            self.list.push(member);
        }
    }
}

fn items(call: &Call<'_>) -> Result<Outcome, Fault> {
    let entry = |member: &Member| {
        let key = call.made_text(member.name.clone());
        call.made(Value::object(vec![
            Member { name: "key".into(), name_span: member.name_span, value: key },
            Member {
                name: "value".into(),
                name_span: member.name_span,
                value: member.value.clone(),
            },
        ]))
    };
    let entries = ordered(call.object(0)?.members()).into_iter().map(entry);
    made(Value::array(entries.collect()))
}

fn object_keys(call: &Call<'_>) -> Result<Outcome, Fault> {
    let names = ordered(call.object(0)?.members()).into_iter();
    made(Value::array(names.map(|member| call.made_text(member.name.clone())).collect()))
}

/// The members by name, without regard to case.
fn ordered(members: &[Member]) -> Vec<&Member> {
    let mut ordered: Vec<_> = members.iter().collect();
    ordered.sort_by_cached_key(|member| collation::name_order(&member.name));
    ordered
}

fn shallow_merge(call: &Call<'_>) -> Result<Outcome, Fault> {
    let mut merged = Members::default();
    for object in call.array(0)?.items() {
        match &object.value {
            Value::Object(object) => {
                object.members().iter().for_each(|member| merged.put(member.clone()));
            }
            Value::Null => {}
            _ => return Err(call.wrong_element(object, "objects")),
        }
    }
    made(Value::object(merged.list))
}

fn try_get(call: &Call<'_>) -> Result<Outcome, Fault> {
    let mut here: &Node = call.arg(0)?;
    if !matches!(here.value, Value::Object(_) | Value::Array(_) | Value::Null) {
        return Err(call.wrong_type(0, "an object or an array"));
    }
    for (index, key) in call.args.iter().enumerate().skip(1) {
        let next = match (&here.value, &key.value) {
            (Value::Unknown(unknown), _) => return Err(Fault::Unknown(unknown.reason.clone())),
            (Value::Object(object), Value::String(name)) => object.get(name),
            (Value::Array(array), Value::Int(place)) => {
                usize::try_from(*place).ok().and_then(|place| array.items().get(place))
            }
            (_, Value::String(_) | Value::Int(_)) => None,
            _ => return Err(call.wrong_type(index, "a name or an index")),
        };
        match next {
            Some(next) => here = next,
            None => return made(Value::Null),
        }
    }
    Ok(Outcome::Selected(here.clone()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::{call, fault, result, unknown_because};
    use super::*;

    #[test]
    fn create_object_takes_pairs() {
        assert_eq!(result("createObject", json!([])), json!({}));
        assert_eq!(
            result("createObject", json!(["a", 1, "b", [true]])),
            json!({"a": 1, "b": [true]})
        );
        assert_eq!(fault("createObject", json!(["a"])), ProblemKind::ArgumentCount);
        assert_eq!(fault("createObject", json!([1, 2])), ProblemKind::ArgumentType);
        let unknown = json!({"$unknown": "p"});
        assert_eq!(
            result("createObject", json!(["a", unknown])),
            json!({"a": "[parameters('p')]"})
        );
    }

    #[test]
    fn items_are_ordered_by_name() {
        let object = json!({"b": 1, "Abc": 2, "abc": 3, "2": 4, "10": 5});
        assert_eq!(result("objectKeys", json!([object])), json!(["10", "2", "abc", "Abc", "b"]));
        assert_eq!(
            result("items", json!([{"k": {"x": 1}}])),
            json!([{"key": "k", "value": {"x": 1}}])
        );
        assert_eq!(fault("items", json!([[1]])), ProblemKind::ArgumentType);
        assert_eq!(fault("objectKeys", json!([1])), ProblemKind::ArgumentType);
    }

    #[test]
    fn shallow_merge_takes_the_later_value_whole() {
        let objects = json!([[{"a": {"x": 1}, "b": 1}, null, {"a": {"y": 2}}]]);
        assert_eq!(result("shallowMerge", objects), json!({"a": {"y": 2}, "b": 1}));
        assert_eq!(result("shallowMerge", json!([[]])), json!({}));
        assert_eq!(fault("shallowMerge", json!([[1]])), ProblemKind::ArgumentType);
        assert_eq!(fault("shallowMerge", json!([{}])), ProblemKind::ArgumentType);
    }

    #[test]
    fn try_get_gives_null_for_what_is_missing() {
        let object = json!({"foo": [{"bar": "baz"}], "none": null});
        assert_eq!(result("tryGet", json!([object, "FOO", 0, "bar"])), "baz");
        assert_eq!(result("tryGet", json!([object, "fizz", 0, "bar"])), json!(null));
        assert_eq!(result("tryGet", json!([object, "foo", 7])), json!(null));
        assert_eq!(result("tryGet", json!([object, "foo", -1])), json!(null));
        assert_eq!(result("tryGet", json!([object, "none", "x"])), json!(null));
        assert_eq!(result("tryGet", json!([null, "x"])), json!(null));
        assert!(matches!(call("tryGet", &json!([object, "foo"])), Ok(Outcome::Selected(_))));
        assert_eq!(fault("tryGet", json!(["text", "x"])), ProblemKind::ArgumentType);
        let reason = unknown_because("tryGet", json!([{"a": {"$unknown": "p"}}, "a", "b"]));
        assert_eq!(reason, crate::Reason::ParameterWithoutValue("p".into()));
    }
}
