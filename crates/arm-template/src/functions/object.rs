//! Making objects, and listing what is in them.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use super::argument::made;
use super::text::upper;
use super::{Call, Fault, Function, Outcome, collation};
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

/// Members without two of the same name.
#[derive(Default)]
pub(super) struct Members {
    pub(super) list: Vec<Member>,
    places: HashMap<Arc<str>, usize>,
    caseless: bool,
}

impl Members {
    /// No members yet; names that differ only in case are the same.
    pub(super) fn caseless() -> Self {
        Self { caseless: true, ..Self::default() }
    }

    /// The members of an object, to put others to them, in whatever case.
    pub(super) fn of(members: &[Member]) -> Self {
        let mut all = Self::caseless();
        for member in members {
            all.put(member.clone());
        }
        all
    }

    /// The place of the member of this name.
    pub(super) fn place(&self, name: &str) -> Option<usize> {
        self.places.get(&*self.key(name)).copied()
    }

    /// Puts a member in the place of the one of the same name, or at the end.
    pub(super) fn put(&mut self, member: Member) {
        if let Some(place) = self.place(&member.name) {
            self.list[place] = member;
        } else {
            let key = self.key(&member.name).into();
            self.places.insert(key, self.list.len());
            self.list.push(member);
        }
    }

    /// Puts a value under the name of the member that is there, or a member at the end.
    fn put_value(&mut self, member: &Member) {
        match self.place(&member.name) {
            Some(place) => self.list[place].value = member.value.clone(),
            None => self.put(member.clone()),
        }
    }

    fn key<'n>(&self, name: &'n str) -> Cow<'n, str> {
        if self.caseless { name.chars().map(upper).collect::<String>().into() } else { name.into() }
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

    use super::super::testing::{fault, result};
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
