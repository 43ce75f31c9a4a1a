//! Type constraints as they are written in `variable` blocks.

use std::collections::BTreeMap;
use std::sync::Arc;

use traced_values::{ProblemKind, Span};

use crate::fault::Fault;
use crate::syntax::{Expression, ExpressionKind, ObjectKey};
use crate::value::{Field, Type, Value};

/// Reads a type constraint.
///
/// # Errors
///
/// The place of what is no type.
pub(super) fn constraint(
    expression: &Expression,
    constant: &dyn Fn(&Expression) -> Result<Value, Fault>,
) -> Result<Type, Fault> {
    let fault = |message: String, at: Span| Fault::new(ProblemKind::ParameterType, message, at);
    match &expression.kind {
        ExpressionKind::Parenthesis(inner) => constraint(inner, constant),
        ExpressionKind::Name(name) | ExpressionKind::Text(name) => match &**name {
            "any" => Ok(Type::Any),
            "string" => Ok(Type::Text),
            "number" => Ok(Type::Number),
            "bool" => Ok(Type::Bool),
            // The old forms `"list"` and `"map"`.
            "list" => Ok(Type::List(Box::new(Type::Any))),
            "map" => Ok(Type::Map(Box::new(Type::Any))),
            "set" => Ok(Type::Set(Box::new(Type::Any))),
            _ => Err(fault(format!("there is no type '{name}'"), expression.span)),
        },
        ExpressionKind::Call(call) => {
            let [argument] = &call.arguments[..] else {
                let message = format!("the type {}() takes one argument", call.name);
                return Err(fault(message, expression.span));
            };
            let element = || Ok(Box::new(constraint(argument, constant)?));
            match &*call.name {
                "list" => Ok(Type::List(element()?)),
                "set" => Ok(Type::Set(element()?)),
                "map" => Ok(Type::Map(element()?)),
                "tuple" => match &argument.kind {
                    ExpressionKind::Tuple(items) => {
                        let kinds: Result<_, _> =
                            items.iter().map(|item| constraint(item, constant)).collect();
                        Ok(Type::Tuple(kinds?))
                    }
                    _ => Err(fault("tuple() takes a list of types".into(), argument.span)),
                },
                "object" => match &argument.kind {
                    ExpressionKind::Object(items) => fields(items, constant),
                    _ => Err(fault("object() takes an object of types".into(), argument.span)),
                },
                name => Err(fault(format!("there is no type '{name}'"), call.name_span)),
            }
        }
        _ => Err(fault("this is no type".into(), expression.span)),
    }
}

fn fields(
    items: &[(ObjectKey, Expression)],
    constant: &dyn Fn(&Expression) -> Result<Value, Fault>,
) -> Result<Type, Fault> {
    let mut fields: BTreeMap<Arc<str>, Field> = BTreeMap::new();
    for (key, value) in items {
        let ObjectKey::Name(name, _) = key else {
            let message = "an attribute of an object type has a plain name";
            return Err(Fault::new(ProblemKind::ParameterType, message, value.span));
        };
        let field = match &value.kind {
            ExpressionKind::Call(call) if &*call.name == "optional" => {
                let Some(kind) = call.arguments.first() else {
                    let message = "optional() takes a type and perhaps a default";
                    return Err(Fault::new(ProblemKind::ParameterType, message, value.span));
                };
                let default = call.arguments.get(1).map(constant).transpose()?;
                Field { kind: constraint(kind, constant)?, optional: true, default }
            }
            _ => Field { kind: constraint(value, constant)?, optional: false, default: None },
        };
        fields.insert(name.clone(), field);
    }
    Ok(Type::Object(fields))
}
