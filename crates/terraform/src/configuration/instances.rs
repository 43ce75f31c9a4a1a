//! `count` and `for_each`: how many there are of a resource or a module.

use std::sync::Arc;

use traced_values::{Origin, ProblemKind, Reason, Unknown};

use super::Engine;
use crate::evaluate::{InstanceNames, Scope};
use crate::fault::Fault;
use crate::syntax::Body;
use crate::value::{Number, Type, Value, ValueKind, convert};

/// One of several instances.
#[derive(Clone, Debug)]
pub(super) struct Instance {
    /// What stands behind the name in an address: nothing, `[0]`, `["a"]`.
    pub(super) suffix: String,
    pub(super) names: InstanceNames,
    /// Why it may not exist, or exist several times.
    pub(super) unsure: Option<Arc<Unknown>>,
}

/// All instances of a resource or a module.
#[derive(Clone, Debug)]
pub(super) enum Instances {
    Single,
    Counted(Vec<Instance>),
    Keyed(Vec<(Arc<str>, Instance)>),
    /// How many there are can't be known: one stands for all of them.
    Unsure(Box<Instance>),
}

impl Instances {
    pub(super) fn all(&self) -> Vec<Instance> {
        match self {
            Self::Single => vec![Instance {
                suffix: String::new(),
                names: InstanceNames::default(),
                unsure: None,
            }],
            Self::Counted(instances) => instances.clone(),
            Self::Keyed(instances) => {
                instances.iter().map(|(_, instance)| instance.clone()).collect()
            }
            Self::Unsure(instance) => vec![(**instance).clone()],
        }
    }

    /// The value of the whole: one, a list, or a map.
    pub(super) fn value(
        &self,
        one: impl Fn(&Instance) -> Value,
        origin: Origin,
        address: &str,
    ) -> Value {
        match self {
            Self::Single => one(&self.all()[0]),
            Self::Counted(instances) => {
                Value::new(ValueKind::Tuple(Arc::new(instances.iter().map(one).collect())), origin)
            }
            Self::Keyed(instances) => {
                let entries =
                    instances.iter().map(|(key, instance)| (key.clone(), one(instance))).collect();
                Value::new(ValueKind::Object(Arc::new(entries)), origin)
            }
            Self::Unsure(instance) => {
                let unknown = instance.unsure.as_ref().expect("it is unsure");
                Value::unknown(unknown.reason.clone(), address, origin)
            }
        }
    }
}

fn unsure(value: &Value, names: InstanceNames, suffix: &str) -> Instances {
    let unknown = value.first_unknown().cloned().expect("something is unknown");
    Instances::Unsure(Box::new(Instance {
        suffix: suffix.to_owned(),
        names,
        unsure: Some(unknown),
    }))
}

impl Engine<'_> {
    /// The instances that a body's `count` or `for_each` asks for.
    pub(super) fn instances(&self, body: &Body, scope: &Scope<'_>) -> Instances {
        let found = if let Some(count) = body.attribute("count") {
            self.counted(&count.value, scope)
        } else if let Some(each) = body.attribute("for_each") {
            self.keyed(&each.value, scope)
        } else {
            return Instances::Single;
        };
        found.unwrap_or_else(|fault| {
            self.ledger.report(&fault);
            let message: Arc<str> = fault.message.as_str().into();
            let origin = Origin::Written(fault.span);
            let value = Value::unknown(Reason::Failed(message), "", origin);
            let names = InstanceNames {
                each_key: Some(value.clone()),
                each_value: Some(value.clone()),
                count: Some(value.clone()),
                iterators: Vec::new(),
            };
            unsure(&value, names, "[…]")
        })
    }

    fn counted(
        &self,
        count: &crate::syntax::Expression,
        scope: &Scope<'_>,
    ) -> Result<Instances, Fault> {
        let value = scope.evaluate(count)?;
        let origin = || Origin::computed("count", count.span, vec![value.origin.clone()]);
        if let Some(unknown) = value.as_unknown() {
            let index = Value::unknown(unknown.reason.clone(), "count.index", origin());
            let names = InstanceNames { count: Some(index), ..InstanceNames::default() };
            return Ok(unsure(&value, names, "[…]"));
        }
        let refused = |message: String| Fault::new(ProblemKind::CopyCount, message, count.span);
        let converted = convert(&value, &Type::Number).map(|value| value.kind);
        let Ok(ValueKind::Number(number)) = converted else {
            return Err(refused(format!("count must be a number, not {}", value.word())));
        };
        let number = number
            .to_i64()
            .and_then(|number| usize::try_from(number).ok())
            .ok_or_else(|| refused("count must be a whole number from 0".into()))?;
        let most = self.ledger.limits.instances;
        if number > most {
            let message = format!("a count of {number} is more than the {most} that are evaluated");
            return Err(Fault::new(ProblemKind::Limit, message, count.span));
        }
        let instance = |index: usize| {
            let place = Value::new(ValueKind::Number(Number::from(index)), origin());
            let names = InstanceNames { count: Some(place), ..InstanceNames::default() };
            Instance { suffix: format!("[{index}]"), names, unsure: None }
        };
        Ok(Instances::Counted((0..number).map(instance).collect()))
    }

    fn keyed(
        &self,
        each: &crate::syntax::Expression,
        scope: &Scope<'_>,
    ) -> Result<Instances, Fault> {
        let value = scope.evaluate(each)?;
        if let Some(unknown) = value.as_unknown() {
            let one =
                |name: &str| Value::unknown(unknown.reason.clone(), name, value.origin.clone());
            let names = InstanceNames {
                each_key: Some(one("each.key")),
                each_value: Some(one("each.value")),
                ..InstanceNames::default()
            };
            return Ok(unsure(&value, names, "[…]"));
        }
        let refused = |message: String| Fault::new(ProblemKind::ArgumentType, message, each.span);
        let instance = |key: &Arc<str>, key_value: Value, each_value: Value| {
            let quoted = serde_json::Value::String(key.to_string());
            let names = InstanceNames {
                each_key: Some(key_value),
                each_value: Some(each_value),
                ..InstanceNames::default()
            };
            (key.clone(), Instance { suffix: format!("[{quoted}]"), names, unsure: None })
        };
        let most = self.ledger.limits.instances;
        let pairs: Vec<_> = match &value.kind {
            ValueKind::Map(entries) | ValueKind::Object(entries) => entries
                .iter()
                .take(most + 1)
                .map(|(key, part)| {
                    let part = value.part(part);
                    let name = Value::text(key.clone(), part.origin.clone());
                    instance(key, name, part)
                })
                .collect(),
            ValueKind::Set(items) => {
                let mut pairs = Vec::new();
                for item in items.iter() {
                    let part = value.part(item);
                    if part.is_unknown() {
                        // Which instances there are rests on this element; the others are known.
                        continue;
                    }
                    let Some(text) = part.as_str() else {
                        let message = format!(
                            "for_each takes a set of strings, and {} is in it",
                            part.word()
                        );
                        return Err(refused(message));
                    };
                    pairs.push(instance(&text.into(), part.clone(), part.clone()));
                }
                pairs
            }
            ValueKind::Null => return Err(refused("for_each must not be null".into())),
            _ => {
                let message = format!(
                    "for_each takes a map or a set of strings, not {}; toset() makes a set of a list",
                    value.word()
                );
                return Err(refused(message));
            }
        };
        if pairs.len() > most {
            let message =
                format!("for_each makes more than the {most} instances that are evaluated");
            return Err(Fault::new(ProblemKind::Limit, message, each.span));
        }
        Ok(Instances::Keyed(pairs))
    }
}
