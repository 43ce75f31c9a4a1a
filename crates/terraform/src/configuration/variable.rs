//! Variables: what is given, the default, the type, the rules.

use std::sync::Arc;

use traced_values::{Origin, ProblemKind, Reason};

use super::constraint::constraint;
use super::module::Module;
use crate::evaluate::Scope;
use crate::fault::{Fault, Outcome};
use crate::syntax::{Block, Expression, ExpressionKind as Form};
use crate::value::{Type, Value, convert};

impl Module<'_> {
    /// The value of a variable, converted to its type, with the origin that leads to where it is written.
    pub(super) fn variable(&self, name: &str, block: &Block) -> Outcome {
        let body = &block.body;
        let constant = |expression: &Expression| self.constant(expression);
        let kind = match body.attribute("type") {
            Some(written) => constraint(&written.value, &constant)?,
            None => Type::Any,
        };
        let is = |name: &str, unless: bool| {
            body.attribute(name).map_or(unless, |truth| match truth.value.kind {
                Form::Bool(truth) => truth,
                _ => unless,
            })
        };
        let sensitive = is("sensitive", false) || is("ephemeral", false);
        let nullable = is("nullable", true);
        let default = || body.attribute("default").map(|default| self.constant(&default.value));
        let given = self.given(name);
        let value = match given {
            Some(value) if value.is_null() && !nullable => default().unwrap_or(Ok(value)),
            Some(value) => Ok(value),
            None => default().unwrap_or_else(|| {
                let address = self.address_of(&format!("var.{name}"));
                let origin = Origin::Written(block.head);
                Ok(Value::unknown(Reason::Place(address.clone().into()), address, origin))
            }),
        }?;
        let converted = convert(&value, &kind).map_err(|mismatch| {
            let place = if mismatch.path.is_empty() {
                String::new()
            } else {
                format!(" at {}", mismatch.path)
            };
            let message = format!("var.{name}: {}{place}", mismatch.message);
            Fault::new(ProblemKind::ParameterType, message, value.origin.span())
        })?;
        Ok(converted.marked(sensitive))
    }

    /// The value of a variable that is marked sensitive, however it is used.
    pub(super) fn sensitive_value(&self, name: &str, block: &Block) -> Option<Value> {
        let value = self.variable(name, block).ok()?;
        value.sensitive.then_some(value)
    }

    /// Tells the rules that a variable's value breaks.
    pub(super) fn validate(&self, scope: &Scope<'_>, name: &str, block: &Block) {
        for rule in block.body.blocks_of("validation") {
            let Some(condition) = rule.body.attribute("condition") else { continue };
            let Ok(answer) = scope.strict().evaluate(&condition.value) else { continue };
            if answer.as_bool() != Some(false) {
                continue;
            }
            let told = rule
                .body
                .attribute("error_message")
                .and_then(|message| scope.strict().evaluate(&message.value).ok())
                .filter(|message| !message.holds_sensitive())
                .and_then(|message| message.as_str().map(str::to_owned));
            let told = told.unwrap_or_else(|| "its condition is false".to_owned());
            let told = told.trim_end_matches('.').to_owned();
            let place = self
                .variable_value(name, scope)
                .map_or(condition.value.span, |value| value.origin.span());
            scope.ledger.report(&Fault::new(
                ProblemKind::ParameterConstraint,
                format!("var.{name} is refused by its own validation: {told}"),
                place,
            ));
        }
    }

    fn variable_value(&self, name: &str, scope: &Scope<'_>) -> Option<Value> {
        let name: Arc<str> = name.into();
        scope
            .strict()
            .evaluate(&Expression {
                kind: Form::Traversal(
                    Box::new(Expression {
                        kind: Form::Name("var".into()),
                        span: self.folder.variables.get(&name)?.head,
                    }),
                    vec![crate::syntax::TraversalStep {
                        step: crate::syntax::StepKind::Name(name.clone()),
                        span: self.folder.variables.get(&name)?.head,
                    }],
                ),
                span: self.folder.variables.get(&name)?.head,
            })
            .ok()
    }
}
