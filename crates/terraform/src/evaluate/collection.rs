//! `for` expressions.

use std::collections::BTreeMap;
use std::sync::Arc;

use traced_values::{Origin, ProblemKind, Reason, Span};

use super::{Scope, operation};
use crate::fault::{Fault, Outcome};
use crate::syntax::For;
use crate::value::{Entries, Number, Value, ValueKind, bounded, residual, text_of};

impl Scope<'_> {
    /// The keys and values of a collection; none where they can't be known.
    pub(crate) fn pairs(
        collection: &Value,
        at: Span,
    ) -> Result<Option<Vec<(Value, Value)>>, Fault> {
        let origin = || Origin::computed("for", at, vec![collection.origin.clone()]);
        match &collection.kind {
            ValueKind::Unknown(_) => Ok(None),
            ValueKind::List(items) | ValueKind::Tuple(items) => Ok(Some(
                items
                    .iter()
                    .enumerate()
                    .map(|(index, item)| {
                        let index = Value::new(ValueKind::Number(Number::from(index)), origin());
                        (index, collection.part(item))
                    })
                    .collect(),
            )),
            ValueKind::Set(items) => Ok(Some(
                items.iter().map(|item| (collection.part(item), collection.part(item))).collect(),
            )),
            ValueKind::Map(_) | ValueKind::Object(_) | ValueKind::Resource(_) => Ok(Some(
                collection
                    .as_entries()
                    .expect("these have entries")
                    .iter()
                    .map(|(name, value)| {
                        let key = Value::text(name.clone(), value.origin.clone());
                        (key.marked(collection.sensitive), collection.part(value))
                    })
                    .collect(),
            )),
            ValueKind::Null => Err(Fault::new(
                ProblemKind::ArgumentValue,
                "a collection that is gone through must not be null",
                at,
            )),
            _ => {
                let message =
                    format!("a list, set, map or object is required, not {}", collection.word());
                Err(Fault::new(ProblemKind::ArgumentType, message, at))
            }
        }
    }

    pub(super) fn for_expression(&self, each: &For, at: Span) -> Outcome {
        let collection = self.evaluate(&each.collection)?;
        let mut sensitive = collection.sensitive;
        let Some(pairs) = Self::pairs(&collection, each.collection.span)? else {
            let unknown = collection.as_unknown().expect("pairs are none for unknown values only");
            let form = if each.key.is_some() { ("{", "}") } else { ("[", "]") };
            let text = format!("{}for {} : …{}", form.0, unknown.residual, form.1);
            let origin = Origin::computed("for", at, vec![collection.origin.clone()]);
            return Ok(
                Value::unknown(unknown.reason.clone(), bounded(text), origin).marked(sensitive)
            );
        };
        let mut items = Vec::new();
        let mut entries = Entries::new();
        let mut groups: BTreeMap<Arc<str>, Vec<Value>> = BTreeMap::new();
        let mut unsure: Option<(Reason, String)> = None;
        for (key, value) in pairs {
            let mut locals = vec![(each.value_name.clone(), value)];
            if let Some(name) = &each.key_name {
                locals.push((name.clone(), key));
            }
            let scope = self.with(&locals);
            if let Some(condition) = &each.condition {
                let test = scope.evaluate(condition)?;
                sensitive |= test.sensitive;
                match operation::truth(&test, condition.span)? {
                    Some(true) => {}
                    Some(false) => continue,
                    None => {
                        let unknown = test.as_unknown().expect("no answer means not known");
                        unsure.get_or_insert((unknown.reason.clone(), residual(&test)));
                        continue;
                    }
                }
            }
            let Some(key) = &each.key else {
                items.push(scope.item(&each.value)?);
                continue;
            };
            let name = scope.evaluate(key)?;
            sensitive |= name.sensitive;
            if let Some(unknown) = name.as_unknown() {
                unsure.get_or_insert((unknown.reason.clone(), residual(&name)));
                continue;
            }
            let Some(name) = text_of(&name) else {
                let message = format!("a key must be a string, not {}", name.word());
                return Err(Fault::new(ProblemKind::ArgumentType, message, key.span));
            };
            let value = scope.item(&each.value)?;
            if each.grouped {
                groups.entry(name).or_default().push(value);
            } else if entries.insert(name.clone(), value).is_some() {
                let message = format!("two items have the key '{name}'; add '...' to group them");
                return Err(Fault::new(ProblemKind::ArgumentValue, message, key.span));
            }
        }
        if let Some((reason, told)) = unsure {
            let origin = Origin::computed("for", at, vec![collection.origin.clone()]);
            let text = format!("for {} : … if {told}", residual(&collection));
            return Ok(Value::unknown(reason, bounded(text), origin).marked(sensitive));
        }
        let kind = if each.key.is_none() {
            ValueKind::Tuple(Arc::new(items))
        } else if each.grouped {
            let group = |(name, items): (Arc<str>, Vec<Value>)| {
                (name, Value::written(ValueKind::Tuple(Arc::new(items)), at))
            };
            ValueKind::Object(Arc::new(groups.into_iter().map(group).collect()))
        } else {
            ValueKind::Object(Arc::new(entries))
        };
        Ok(Value::written(kind, at).marked(sensitive))
    }
}
