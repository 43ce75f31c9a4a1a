//! Making objects, and listing what is in them.

use crate::functions::argument::made;
use crate::functions::members::Members;
use crate::functions::unicode::collation;
use crate::functions::{Call, Fault, Function, Outcome};
use crate::{Member, ProblemKind, Value};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::at_least("createObject", 0, create_object).taking_unknown(),
    Function::exactly("items", 1, items),
    Function::exactly("objectKeys", 1, object_keys),
    Function::exactly("shallowMerge", 1, shallow_merge),
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
        if members.place(name).is_some() {
            let message = format!("is given the name '{name}' twice");
            return Err(call.wrong_value(&message));
        }
        members.put(Member { name: name.into(), name_span: key.origin.span(), value });
    }
    made(Value::object(members.list))
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
    let mut merged = Members::caseless();
    for object in call.array(0)?.items() {
        match &object.value {
            Value::Object(object) => {
                object.members().iter().for_each(|member| merged.put_value(member));
            }
            _ => return Err(call.wrong_element(object, "objects")),
        }
    }
    made(Value::object(merged.list))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::functions::testing::{fault, result};

    #[test]
    fn create_object_takes_pairs() {
        assert_eq!(result("createObject", json!([])), json!({}));
        assert_eq!(
            result("createObject", json!(["a", 1, "b", [true]])),
            json!({"a": 1, "b": [true]})
        );
        assert_eq!(fault("createObject", json!(["a"])), ProblemKind::ArgumentCount);
        assert_eq!(fault("createObject", json!([1, 2])), ProblemKind::ArgumentType);
        assert_eq!(fault("createObject", json!(["a", 1, "a", 2])), ProblemKind::ArgumentValue);
        assert_eq!(result("createObject", json!(["A", 1, "a", 2])), json!({"A": 1, "a": 2}));
        let unknown = json!({"$unknown": "p"});
        assert_eq!(
            result("createObject", json!(["a", unknown])),
            json!({"a": "[parameters('p')]"})
        );
    }

    #[test]
    fn items_are_ordered_by_name() {
        let object = json!({"b": 1, "Abc": 2, "abc": 3, "2": 4, "10": 5});
        assert_eq!(result("objectKeys", json!([object])), json!(["10", "2", "Abc", "abc", "b"]));
        assert_eq!(
            result("items", json!([{"k": {"x": 1}}])),
            json!([{"key": "k", "value": {"x": 1}}])
        );
        assert_eq!(fault("items", json!([[1]])), ProblemKind::ArgumentType);
        assert_eq!(fault("objectKeys", json!([1])), ProblemKind::ArgumentType);
    }

    #[test]
    fn shallow_merge_takes_the_later_value_whole() {
        let objects = json!([[{"a": {"x": 1}, "b": 1}, {"A": {"y": 2}}]]);
        assert_eq!(result("shallowMerge", objects), json!({"a": {"y": 2}, "b": 1}));
        assert_eq!(fault("shallowMerge", json!([[{}, null]])), ProblemKind::ArgumentType);
        assert_eq!(result("shallowMerge", json!([[]])), json!({}));
        assert_eq!(fault("shallowMerge", json!([[1]])), ProblemKind::ArgumentType);
        assert_eq!(fault("shallowMerge", json!([{}])), ProblemKind::ArgumentType);
    }
}
