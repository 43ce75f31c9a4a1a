//! `map`, `filter`, `reduce`, `toObject`, `groupBy` and `mapValues`.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Lambda, LambdaCall, LambdaResult};
use crate::evaluate::Engine;
use crate::{Member, Node, Origin, ProblemKind, Span, Value};
use traced_values::folded;

impl Engine<'_> {
    pub(super) fn map(&self, work: &LambdaCall<'_>) -> LambdaResult<Value> {
        let lambda = self.lambda(work, 1, 1..=2)?;
        Ok(Value::array(self.elements(work, &lambda)?))
    }

    /// What the lambda makes of every element.
    fn elements(&self, work: &LambdaCall<'_>, lambda: &Lambda<'_>) -> LambdaResult<Vec<Node>> {
        let element = |(place, item)| {
            let item = work.input.part(item);
            self.run(work, lambda, [item, index(place, work.site.at)])
        };
        work.input.items().iter().enumerate().map(element).collect()
    }

    pub(super) fn filter(&self, work: &LambdaCall<'_>) -> LambdaResult<Value> {
        let lambda = self.lambda(work, 1, 1..=2)?;
        let verdicts = self.elements(work, &lambda)?;
        let mut kept = Vec::new();
        for (item, verdict) in work.input.items().iter().zip(&verdicts) {
            if self.truth(work, verdict)? {
                kept.push(work.input.part(item));
            }
        }
        Ok(Value::array(kept))
    }

    pub(super) fn reduce(&self, work: &LambdaCall<'_>) -> LambdaResult<Value> {
        let lambda = self.lambda(work, 2, 2..=3)?;
        let mut sum = self.evaluate(&work.site.call.arguments[1], work.site.text);
        for (place, item) in work.input.items().iter().enumerate() {
            let item = work.input.part(item);
            sum = self.run(work, &lambda, [sum, item, index(place, work.site.at)])?;
        }
        work.secret.set(work.secret.get() || sum.holds_secret());
        match sum.value {
            Value::Unknown(unknown) => Err(self.left(work, unknown.reason.clone())),
            value => Ok(value),
        }
    }

    pub(super) fn to_object(&self, work: &LambdaCall<'_>) -> LambdaResult<Value> {
        let keys = self.keys(work)?;
        let values = self.values(work)?;
        let mut members: Vec<Member> = Vec::new();
        let mut places: HashMap<Arc<str>, usize> = HashMap::new();
        for (name, value) in keys.into_iter().zip(values) {
            let place = members.len();
            let earlier = *places.entry(folded(&name).into()).or_insert(place);
            if earlier < place {
                let message = format!(
                    "{}() makes the same key of the elements {earlier} and {place}",
                    work.site.call.name
                );
                return Err(self.fail(work.site, ProblemKind::ArgumentValue, message));
            }
            members.push(Member { name, name_span: work.site.at, value });
        }
        Ok(Value::object(members))
    }

    pub(super) fn group_by(&self, work: &LambdaCall<'_>) -> LambdaResult<Value> {
        let keys = self.keys(work)?;
        let mut groups: Vec<(Arc<str>, Vec<Node>)> = Vec::new();
        let mut places: HashMap<Arc<str>, usize> = HashMap::new();
        for (name, value) in keys.into_iter().zip(self.values(work)?) {
            let place = *places.entry(folded(&name).into()).or_insert(groups.len());
            if place == groups.len() {
                groups.push((name, Vec::new()));
            }
            groups[place].1.push(value);
        }
        let at = work.site.at;
        let origin =
            Origin::computed(work.site.call.name.clone(), at, vec![work.input.origin.clone()]);
        let member = |(name, items): (Arc<str>, Vec<Node>)| Member {
            name,
            name_span: at,
            value: Node { value: Value::array(items), origin: origin.clone() },
        };
        Ok(Value::object(groups.into_iter().map(member).collect()))
    }

    /// The elements, or what the third argument makes of them.
    fn values(&self, work: &LambdaCall<'_>) -> LambdaResult<Vec<Node>> {
        match work.site.call.arguments.get(2) {
            Some(_) => self.elements(work, &self.lambda(work, 2, 1..=2)?),
            None => Ok(work.input.items().iter().map(|item| work.input.part(item)).collect()),
        }
    }

    fn keys(&self, work: &LambdaCall<'_>) -> LambdaResult<Vec<Arc<str>>> {
        let lambda = self.lambda(work, 1, 1..=2)?;
        let key = |node: Node| match node.value {
            Value::String(key) => {
                work.secret.set(work.secret.get() || node.origin.is_secret());
                Ok(key)
            }
            Value::Unknown(unknown) => Err(self.left(work, unknown.reason.clone())),
            other => {
                let message = format!("a key must be a string, not {}", other.kind());
                Err(self.fail_at(work.site, lambda.body, ProblemKind::ArgumentType, message))
            }
        };
        self.elements(work, &lambda)?.into_iter().map(key).collect()
    }

    pub(super) fn map_values(&self, work: &LambdaCall<'_>) -> LambdaResult<Value> {
        let lambda = self.lambda(work, 1, 1..=1)?;
        let member = |member: &Member| {
            let value = self.run(work, &lambda, [work.input.part(&member.value)])?;
            Ok(Member { value, ..member.clone() })
        };
        let members = work.input.members().iter().map(member).collect::<LambdaResult<_>>()?;
        Ok(Value::object(members))
    }
}

fn index(place: usize, at: Span) -> Node {
    let value = Value::Int(i64::try_from(place).unwrap_or(i64::MAX));
    Node { value, origin: Origin::computed("index", at, Vec::new()) }
}
