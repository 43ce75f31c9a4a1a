//! Operators: arithmetic, comparison, logic.

use traced_values::{Origin, ProblemKind, Reason, Span};

use super::Scope;
use crate::fault::{Fault, Outcome};
use crate::syntax::{Expression, Operator};
use crate::value::{Number, Type, Value, ValueKind, convert, residual};

/// The truth of a condition; none where it can't be known.
pub(super) fn truth(value: &Value, at: Span) -> Result<Option<bool>, Fault> {
    if value.is_unknown() {
        return Ok(None);
    }
    if value.is_null() {
        return Err(Fault::new(ProblemKind::ArgumentValue, "a condition must not be null", at));
    }
    convert(value, &Type::Bool).ok().and_then(|value| value.as_bool()).map(Some).ok_or_else(|| {
        let message = format!("a condition must be a bool, not {}", value.word());
        Fault::new(ProblemKind::ArgumentType, message, at)
    })
}

/// The number of an operand; none where it can't be known.
fn number(value: &Value, at: Span) -> Result<Option<Number>, Fault> {
    if value.is_unknown() {
        return Ok(None);
    }
    if value.is_null() {
        return Err(Fault::new(ProblemKind::ArgumentValue, "an operand must not be null", at));
    }
    if let Ok(ValueKind::Number(number)) = convert(value, &Type::Number).map(|value| value.kind) {
        return Ok(Some(number));
    }
    let message = format!("an operand must be a number, not {}", value.word());
    Err(Fault::new(ProblemKind::ArgumentType, message, at))
}

fn sign(operator: Operator) -> &'static str {
    match operator {
        Operator::Plus => "+",
        Operator::Minus => "-",
        Operator::Times => "*",
        Operator::Divide => "/",
        Operator::Modulo => "%",
        Operator::Equal => "==",
        Operator::NotEqual => "!=",
        Operator::Less => "<",
        Operator::LessOrEqual => "<=",
        Operator::Greater => ">",
        Operator::GreaterOrEqual => ">=",
        Operator::And => "&&",
        Operator::Or => "||",
    }
}

impl Scope<'_> {
    pub(super) fn negation(&self, inner: &Expression, at: Span) -> Outcome {
        let value = self.evaluate(inner)?;
        let origin = Origin::computed("!", at, vec![value.origin.clone()]);
        Ok(match (truth(&value, inner.span)?, value.as_unknown()) {
            (Some(answer), _) => Value::new(ValueKind::Bool(!answer), origin),
            (None, unknown) => {
                let unknown = unknown.expect("no answer means not known");
                let residual = format!("!{}", unknown.residual);
                Value::unknown(unknown.reason.clone(), residual, origin)
            }
        }
        .marked(value.sensitive))
    }

    pub(super) fn negative(&self, inner: &Expression, at: Span) -> Outcome {
        let value = self.evaluate(inner)?;
        // A negative literal is written, minus included.
        let written = matches!(inner.kind, crate::syntax::ExpressionKind::Number(_));
        let origin = if written {
            Origin::Written(at)
        } else {
            Origin::computed("-", at, vec![value.origin.clone()])
        };
        Ok(match (number(&value, inner.span)?, value.as_unknown()) {
            (Some(number), _) => Value::new(ValueKind::Number(number.negated()), origin),
            (None, unknown) => {
                let unknown = unknown.expect("no number means not known");
                let residual = format!("-{}", unknown.residual);
                Value::unknown(unknown.reason.clone(), residual, origin)
            }
        }
        .marked(value.sensitive))
    }

    pub(super) fn operation(&self, operator: Operator, two: &[Expression; 2], at: Span) -> Outcome {
        let left = self.evaluate(&two[0])?;
        // As from Terraform 1.12 on: what doesn't matter for the answer may not even be readable.
        let deciding = match operator {
            Operator::And => Some(false),
            Operator::Or => Some(true),
            _ => None,
        };
        let is_decided = deciding.is_some() && truth(&left, two[0].span)? == deciding;
        let right = match self.evaluate(&two[1]) {
            Err(_) if is_decided => left.clone(),
            right => right?,
        };
        let sensitive = left.holds_sensitive() || right.holds_sensitive();
        let origin = || {
            Origin::computed(sign(operator), at, vec![left.origin.clone(), right.origin.clone()])
        };
        let made = match operator {
            Operator::And | Operator::Or => {
                connected(operator, &left, &right, two)?.map(ValueKind::Bool)
            }
            Operator::Equal => equal(&left, &right).map(ValueKind::Bool),
            Operator::NotEqual => equal(&left, &right).map(|answer| ValueKind::Bool(!answer)),
            _ => {
                let numbers = (number(&left, two[0].span)?, number(&right, two[1].span)?);
                match numbers {
                    (Some(left), Some(right)) => {
                        Some(computed(operator, &left, &right, at, two[1].span)?)
                    }
                    _ => None,
                }
            }
        };
        if let Some(kind) = made {
            return Ok(Value::new(kind, origin()).marked(sensitive));
        }
        let unknown = left.first_unknown().or_else(|| right.first_unknown());
        let reason = unknown.map_or_else(
            || Reason::Runtime(sign(operator).into()),
            |unknown| unknown.reason.clone(),
        );
        let text = format!("{} {} {}", residual(&left), sign(operator), residual(&right));
        Ok(Value::unknown(reason, super::bounded(text), origin()).marked(sensitive))
    }
}

fn connected(
    operator: Operator,
    left: &Value,
    right: &Value,
    two: &[Expression; 2],
) -> Result<Option<bool>, Fault> {
    let (one, other) = (truth(left, two[0].span)?, truth(right, two[1].span)?);
    let deciding = operator == Operator::Or;
    Ok(match (one, other) {
        (Some(answer), _) | (_, Some(answer)) if answer == deciding => Some(deciding),
        (Some(_), Some(_)) => Some(!deciding),
        _ => None,
    })
}

/// Equality as Terraform has it: by type and value, a number and a string are never equal.
fn equal(left: &Value, right: &Value) -> Option<bool> {
    left.equals(right)
}

fn computed(
    operator: Operator,
    left: &Number,
    right: &Number,
    at: Span,
    divisor: Span,
) -> Result<ValueKind, Fault> {
    let by_zero = || Fault::new(ProblemKind::DivideByZero, "division by zero", divisor);
    let number = match operator {
        Operator::Plus => left.plus(right),
        Operator::Minus => left.minus(right),
        Operator::Times => left.times(right),
        Operator::Divide => left.divided_by(right).ok_or_else(by_zero)?,
        Operator::Modulo => left.modulo(right),
        Operator::Less => return Ok(ValueKind::Bool(left < right)),
        Operator::LessOrEqual => return Ok(ValueKind::Bool(left <= right)),
        Operator::Greater => return Ok(ValueKind::Bool(left > right)),
        Operator::GreaterOrEqual => return Ok(ValueKind::Bool(left >= right)),
        _ => unreachable!("the others don't compute with numbers"),
    };
    if number.is_bounded() {
        Ok(ValueKind::Number(number))
    } else {
        Err(Fault::new(ProblemKind::Overflow, "the number is too large or too small", at))
    }
}
