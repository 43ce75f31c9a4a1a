//! References and the steps into a value: `.name`, `[key]`, `[*]`, `.*`.

use std::sync::Arc;

use traced_values::{Origin, ProblemKind, Span};

use super::Scope;
use crate::fault::{Fault, Outcome};
use crate::syntax::{Expression, ExpressionKind as Form, StepKind, TraversalStep};
use crate::value::{Value, ValueKind, residual, text_of};

/// A reference: its first name and the steps that follow.
pub struct Reference<'r> {
    /// The first name.
    pub root: &'r str,
    /// The steps.
    pub links: &'r [TraversalStep],
    /// The whole reference.
    pub span: Span,
}

impl Reference<'_> {
    /// The name of the step at this place, when it is one.
    #[must_use]
    pub fn name(&self, place: usize) -> Option<&str> {
        match &self.links.get(place)?.step {
            StepKind::Name(name) => Some(name),
            _ => None,
        }
    }
}

impl Scope<'_> {
    pub(super) fn traversal(&self, expression: &Expression) -> Outcome {
        let (head, links): (&Expression, &[TraversalStep]) = match &expression.kind {
            Form::Traversal(head, links) => (head, links),
            _ => (expression, &[]),
        };
        let (value, taken) = match &head.kind {
            Form::Name(name) => self.root(name, links, expression.span)?,
            _ => (self.evaluate(head)?, 0),
        };
        self.follow(value, &links[taken..], expression.span)
    }

    fn root(
        &self,
        name: &str,
        links: &[TraversalStep],
        span: Span,
    ) -> Result<(Value, usize), Fault> {
        if let Some(value) = self.local(name) {
            return Ok((value.clone(), 0));
        }
        if self.closed {
            let message = format!("there is no '{name}' among the names given");
            return Err(Fault::new(ProblemKind::VariableNotFound, message, span));
        }
        let reference = Reference { root: name, links, span };
        if let Some(found) = self.of_instance(&reference)? {
            return Ok(found);
        }
        self.names.refer(&reference, self)
    }

    /// `each.key`, `count.index`, and the iterators of `dynamic` blocks.
    fn of_instance(&self, reference: &Reference<'_>) -> Result<Option<(Value, usize)>, Fault> {
        let none = |what: &str| {
            let message = format!(
                "'{what}' stands only where '{}' is set",
                match what {
                    "count.index" => "count",
                    _ => "for_each",
                }
            );
            Fault::new(ProblemKind::NotAllowedHere, message, reference.span)
        };
        let instance = self.instance;
        if let Some((_, key, value)) = instance.and_then(|instance| {
            instance.iterators.iter().rev().find(|(name, ..)| &**name == reference.root)
        }) {
            return Ok(match reference.name(0) {
                Some("key") => Some((key.clone(), 1)),
                Some("value") => Some((value.clone(), 1)),
                _ => None,
            });
        }
        let found = match (reference.root, reference.name(0)) {
            ("each", Some("key")) => {
                instance.and_then(|one| one.each_key.clone()).ok_or_else(|| none("each.key"))?
            }
            ("each", Some("value")) => {
                instance.and_then(|one| one.each_value.clone()).ok_or_else(|| none("each.value"))?
            }
            ("count", Some("index")) => {
                instance.and_then(|one| one.count.clone()).ok_or_else(|| none("count.index"))?
            }
            _ => return Ok(None),
        };
        Ok(Some((found, 1)))
    }

    /// The value at the end of the steps.
    ///
    /// # Errors
    ///
    /// When a step leads nowhere.
    pub fn follow(&self, value: Value, links: &[TraversalStep], whole: Span) -> Outcome {
        let Some((link, rest)) = links.split_first() else { return Ok(value) };
        match &link.step {
            StepKind::FullSplat => self.splat(&value, rest, whole, rest.len()),
            StepKind::AttributeSplat => {
                let names = rest
                    .iter()
                    .take_while(|link| matches!(link.step, StepKind::Name(_) | StepKind::Index(_)))
                    .count();
                let splatted = self.splat(&value, &rest[..names], whole, names)?;
                self.follow(splatted, &rest[names..], whole)
            }
            _ => {
                let next = self.step(&value, link, whole)?;
                self.follow(next, rest, whole)
            }
        }
    }

    /// The rest of the steps for each element; a single value is a list of one, null a list of none.
    fn splat(&self, value: &Value, links: &[TraversalStep], whole: Span, taken: usize) -> Outcome {
        if let Some(unknown) = value.as_unknown() {
            let mut text = format!("{}[*]", unknown.residual);
            for link in &links[..taken] {
                if let StepKind::Name(name) = &link.step {
                    text.push('.');
                    text.push_str(name);
                }
            }
            let origin = Origin::computed("splat", whole, vec![value.origin.clone()]);
            return Ok(Value::unknown(unknown.reason.clone(), text, origin).marked(value.sensitive));
        }
        let items: Vec<Value> = match &value.kind {
            ValueKind::Null => Vec::new(),
            ValueKind::List(items) | ValueKind::Set(items) | ValueKind::Tuple(items) => {
                items.iter().map(|item| value.part(item)).collect()
            }
            _ => vec![value.clone()],
        };
        let items: Result<Vec<_>, _> =
            items.into_iter().map(|item| self.follow(item, &links[..taken], whole)).collect();
        let origin = Origin::computed("splat", whole, vec![value.origin.clone()]);
        Ok(Value::new(ValueKind::Tuple(Arc::new(items?)), origin).marked(value.sensitive))
    }

    fn step(&self, value: &Value, link: &TraversalStep, whole: Span) -> Outcome {
        match &link.step {
            StepKind::Name(name) => Self::attribute(value, name, link.span, whole),
            StepKind::Index(index) => {
                Self::element(value, i64::try_from(*index).unwrap_or(i64::MAX), link.span)
            }
            StepKind::Key(expression) => {
                let key = self.evaluate(expression)?;
                let sensitive = key.sensitive;
                if key.is_unknown() {
                    let text = format!("{}[{}]", residual(value), residual(&key));
                    let reason = key.as_unknown().map(|unknown| unknown.reason.clone());
                    let reason = reason.expect("it is unknown");
                    let origin = Origin::computed("index", whole, vec![value.origin.clone()]);
                    return Ok(Value::unknown(reason, super::bounded(text), origin)
                        .marked(sensitive || value.holds_sensitive()));
                }
                let found = match (&key.kind, &value.kind) {
                    (_, ValueKind::Unknown(unknown)) => {
                        let text = format!("{}[{}]", unknown.residual, residual(&key));
                        let origin = Origin::computed("index", whole, vec![value.origin.clone()]);
                        Ok(Value::unknown(unknown.reason.clone(), text, origin)
                            .marked(value.sensitive))
                    }
                    (_, ValueKind::Map(_) | ValueKind::Object(_) | ValueKind::Resource(_)) => {
                        match text_of(&key) {
                            Some(name) => Self::attribute(value, &name, expression.span, whole),
                            None => Err(Fault::new(
                                ProblemKind::ArgumentType,
                                format!("a key must be a string, not {}", key.word()),
                                expression.span,
                            )),
                        }
                    }
                    (ValueKind::Number(number), _) => match number.to_i64() {
                        Some(index) => Self::element(value, index, expression.span),
                        None => Err(Fault::new(
                            ProblemKind::ArgumentValue,
                            "an index must be a whole number",
                            expression.span,
                        )),
                    },
                    (ValueKind::Text(text), _) => match text.parse::<i64>() {
                        Ok(index) => Self::element(value, index, expression.span),
                        Err(_) => Err(Fault::new(
                            ProblemKind::ArgumentType,
                            format!("{} has no element '{text}'", value.word()),
                            expression.span,
                        )),
                    },
                    _ => Err(Fault::new(
                        ProblemKind::ArgumentType,
                        format!("an index must be a number or a string, not {}", key.word()),
                        expression.span,
                    )),
                }?;
                Ok(found.marked(sensitive))
            }
            StepKind::FullSplat | StepKind::AttributeSplat => {
                unreachable!("splats are followed before")
            }
        }
    }

    /// The attribute or element of this name.
    fn attribute(value: &Value, name: &str, at: Span, whole: Span) -> Outcome {
        match &value.kind {
            ValueKind::Unknown(unknown) => {
                let text = format!("{}.{name}", unknown.residual);
                let origin = Origin::computed("access", whole, vec![value.origin.clone()]);
                Ok(Value::unknown(unknown.reason.clone(), super::bounded(text), origin)
                    .marked(value.sensitive))
            }
            ValueKind::Resource(resource) => Ok(value.get(name).unwrap_or_else(|| {
                resource.unwritten(name, value.origin.clone()).marked(value.sensitive)
            })),
            ValueKind::Map(entries) | ValueKind::Object(entries) => {
                value.get(name).ok_or_else(|| {
                    let names: Vec<&str> = entries.keys().take(8).map(|name| &**name).collect();
                    let message = if names.is_empty() {
                        format!("there is no '{name}': it is empty")
                    } else {
                        let more = if entries.len() > names.len() { ", …" } else { "" };
                        format!("there is no '{name}', only {}{more}", names.join(", "))
                    };
                    Fault::new(ProblemKind::PropertyNotFound, message, at)
                })
            }
            ValueKind::Null => Err(Fault::new(
                ProblemKind::PropertyNotFound,
                format!("'{name}' can't be read: this is null"),
                at,
            )),
            ValueKind::List(_) | ValueKind::Set(_) | ValueKind::Tuple(_) => Err(Fault::new(
                ProblemKind::PropertyNotFound,
                format!(
                    "'{name}' can't be read: this is {}; name an element first, or use [*]",
                    value.word()
                ),
                at,
            )),
            _ => Err(Fault::new(
                ProblemKind::PropertyNotFound,
                format!("'{name}' can't be read: this is {}", value.word()),
                at,
            )),
        }
    }

    /// The element at this place.
    fn element(value: &Value, index: i64, at: Span) -> Outcome {
        match &value.kind {
            ValueKind::Unknown(unknown) => {
                let text = format!("{}[{index}]", unknown.residual);
                let origin = Origin::computed("index", at, vec![value.origin.clone()]);
                Ok(Value::unknown(unknown.reason.clone(), text, origin).marked(value.sensitive))
            }
            ValueKind::List(items) | ValueKind::Tuple(items) => {
                let found = usize::try_from(index).ok().and_then(|index| items.get(index));
                found.map(|item| value.part(item)).ok_or_else(|| {
                    let message =
                        format!("index {index} is outside: there are {} elements", items.len());
                    Fault::new(ProblemKind::IndexOutOfRange, message, at)
                })
            }
            ValueKind::Set(_) => Err(Fault::new(
                ProblemKind::ArgumentType,
                "the elements of a set have no index; use tolist() or one() first",
                at,
            )),
            ValueKind::Map(_) | ValueKind::Object(_) | ValueKind::Resource(_) => {
                Self::attribute(value, &index.to_string(), at, at)
            }
            ValueKind::Null => Err(Fault::new(
                ProblemKind::ArgumentValue,
                "an element can't be read: this is null",
                at,
            )),
            _ => Err(Fault::new(
                ProblemKind::ArgumentType,
                format!("an element can't be read: this is {}", value.word()),
                at,
            )),
        }
    }
}
