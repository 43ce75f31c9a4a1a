//! Strings with interpolations and directives.

use std::sync::Arc;

use traced_values::{Origin, ProblemKind, Reason, Span};

use super::{Scope, operation};
use crate::fault::{Fault, Outcome};
use crate::syntax::{Call, ExpressionKind as Form, TemplatePart, read_template};
use crate::value::{Value, ValueKind, bounded, residual, text_of, unknown_call};

/// A text being put together: as far as it is known, and as an expression where it isn't.
#[derive(Default)]
struct ComposedTemplate {
    text: String,
    residual: String,
    unknown: Option<Reason>,
    sensitive: bool,
    from: Vec<Origin>,
}

impl ComposedTemplate {
    fn interpolated(&mut self, residual: &str) {
        self.residual.push_str("${");
        self.residual.push_str(residual);
        self.residual.push('}');
    }

    /// A directive whose condition or collection can't be known.
    fn unsure(&mut self, value: &Value, directive: &str) {
        let reason = value.first_unknown().map(|unknown| unknown.reason.clone());
        self.unknown = self.unknown.take().or(reason);
        let told = residual(value);
        for part in ["%{", directive, " ", &told, "}…"] {
            self.residual.push_str(part);
        }
    }
}

impl Scope<'_> {
    pub(super) fn template(&self, parts: &[TemplatePart], at: Span) -> Outcome {
        // A template of one interpolation alone is the value itself, of whatever type.
        if let [TemplatePart::Interpolation(only)] = parts {
            return self.evaluate(only);
        }
        let mut composed = ComposedTemplate::default();
        self.compose(parts, &mut composed, at)?;
        let origin = Origin::computed("template", at, composed.from);
        Ok(match composed.unknown {
            Some(reason) => {
                Value::unknown(reason, bounded(format!("\"{}\"", composed.residual)), origin)
            }
            None => Value::text(composed.text, origin),
        }
        .marked(composed.sensitive))
    }

    fn compose(
        &self,
        parts: &[TemplatePart],
        composed: &mut ComposedTemplate,
        at: Span,
    ) -> Result<(), Fault> {
        for part in parts {
            match part {
                TemplatePart::Text(text, span) => {
                    self.ledger.charge(0, text.len() as u64, at)?;
                    composed.text.push_str(text);
                    composed.residual.push_str(text);
                    composed.from.push(Origin::Written(*span));
                }
                TemplatePart::Interpolation(inner) => {
                    let value = self.evaluate(inner)?;
                    composed.sensitive |= value.sensitive;
                    composed.from.push(value.origin.clone());
                    if let ValueKind::Unknown(unknown) = &value.kind {
                        composed.unknown.get_or_insert(unknown.reason.clone());
                        composed.interpolated(&unknown.residual);
                        continue;
                    }
                    let Some(text) = text_of(&value) else {
                        let what = if value.is_null() { "null" } else { value.word() };
                        let message =
                            format!("only strings, numbers and bools go into a string, not {what}");
                        return Err(Fault::new(ProblemKind::ArgumentType, message, inner.span));
                    };
                    self.ledger.charge(0, text.len() as u64, at)?;
                    composed.text.push_str(&text);
                    let told = if value.sensitive { "(sensitive value)" } else { &text };
                    composed.residual.push_str(told);
                }
                TemplatePart::If(condition, yes, no) => {
                    let test = self.evaluate(condition)?;
                    composed.sensitive |= test.sensitive;
                    if let Some(answer) = operation::truth(&test, condition.span)? {
                        self.compose(if answer { yes } else { no }, composed, at)?;
                    } else {
                        composed.unsure(&test, "if");
                    }
                }
                TemplatePart::For(key, name, collection, inner) => {
                    let list = self.evaluate(collection)?;
                    composed.sensitive |= list.sensitive;
                    let Some(pairs) = Self::pairs(&list, collection.span)? else {
                        composed.unsure(&list, "for");
                        continue;
                    };
                    for (index, item) in pairs {
                        let mut locals = vec![(name.clone(), item)];
                        if let Some(key) = key {
                            locals.push((key.clone(), index));
                        }
                        self.with(&locals).compose(inner, composed, at)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// `templatefile()` and `templatestring()`: a text rendered with the names given, and no others.
    pub(super) fn rendered(&self, name: &str, call: &Call, at: Span) -> Outcome {
        let [template, names] = &call.arguments[..] else {
            let message = format!("{name}() takes 2 arguments, not {}", call.arguments.len());
            return Err(Fault::new(ProblemKind::ArgumentCount, message, at));
        };
        if name == "templatestring"
            && !matches!(template.kind, Form::Name(_) | Form::Traversal(..) | Form::Parenthesis(_))
        {
            let message = "templatestring() takes a reference to a string, not a string itself";
            return Err(Fault::new(ProblemKind::ArgumentType, message, template.span));
        }
        let given = self.evaluate(template)?;
        let values = self.evaluate(names)?;
        if given.is_unknown() || values.is_unknown() {
            return Ok(unknown_call(name, &[given, values], at));
        }
        let Some(given_text) = text_of(&given) else {
            let message = format!("{name}() takes a string, not {}", given.word());
            return Err(Fault::new(ProblemKind::ArgumentType, message, template.span));
        };
        let text: Arc<str> = if name == "templatefile" {
            match self.names.files().read(&given_text) {
                Ok(bytes) => String::from_utf8(bytes).map(Into::into).map_err(|_| {
                    Fault::new(ProblemKind::ArgumentValue, "the file is no text", template.span)
                })?,
                Err(fault) => return fault.outcome(name, &[given], template.span),
            }
        } else {
            given_text
        };
        let Some(entries) = values.as_entries() else {
            let message = format!("{name}() takes an object of names, not {}", values.word());
            return Err(Fault::new(ProblemKind::ArgumentType, message, names.span));
        };
        let locals: Vec<_> =
            entries.iter().map(|(name, value)| (name.clone(), values.part(value))).collect();
        let parsed = read_template(&text, at.source, 0).map_err(|problem| {
            let message = format!("the template of {name}(): {}", problem.message);
            Fault::new(ProblemKind::Parse, message, template.span)
        })?;
        let scope = self.only(&locals);
        // Places inside another text mean nothing here: what the template makes stands at the call.
        let made = scope.strict().evaluate(&parsed).map_err(|fault| {
            let message = format!("the template of {name}(): {}", fault.message);
            Fault::new(fault.kind, message, template.span)
        })?;
        let sensitive = given.sensitive || made.sensitive;
        let from = vec![given.origin.clone(), values.origin.clone()];
        let origin = Origin::computed(name, at, from);
        let made = match text_of(&made) {
            Some(text) if name == "templatefile" || !matches!(made.kind, ValueKind::Text(_)) => {
                Value::text(text, origin)
            }
            _ => Value { origin, ..made },
        };
        Ok(made.marked(sensitive))
    }
}
