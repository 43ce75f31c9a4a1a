//! Shapes: as much of a value's type as is sure without evaluating it.

use std::sync::Arc;

use super::super::model::Symbol;
use super::checker::{Checks, DEEPEST};
use crate::ast::{Expr, ExprKind, Item, Literal, Operator, Type, TypeKind};

/// What is known of a value without evaluating it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shape {
    Any,
    Null,
    Bool,
    Int(Option<i64>),
    Text(Option<Arc<str>>),
    Array(Option<Vec<Shape>>),
    Object,
}

impl Shape {
    pub(super) fn word(&self) -> &'static str {
        match self {
            Self::Any => "any value",
            Self::Null => "null",
            Self::Bool => "a bool",
            Self::Int(_) => "an int",
            Self::Text(_) => "a string",
            Self::Array(_) => "an array",
            Self::Object => "an object",
        }
    }

    pub(super) fn is_known(&self) -> bool {
        !matches!(self, Self::Any | Self::Null)
    }

    /// Whether both are of one kind, as far as is known.
    pub(super) fn may_be(&self, other: &Self) -> bool {
        !self.is_known()
            || !other.is_known()
            || std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

impl<'a> Checks<'_, 'a> {
    pub(super) fn shape_of_type(&self, kind: &'a Type, depth: u32) -> Shape {
        match &kind.kind {
            TypeKind::Name(name) => match &**name {
                _ if self.model.names.contains_key(&**name) => {
                    match self.model.names.get(&**name) {
                        Some(Symbol::Type(declared)) if depth < DEEPEST => {
                            self.shape_of_type(&declared.value, depth + 1)
                        }
                        _ => Shape::Any,
                    }
                }
                "string" => Shape::Text(None),
                "int" => Shape::Int(None),
                "bool" => Shape::Bool,
                "array" => Shape::Array(None),
                "object" => Shape::Object,
                _ => Shape::Any,
            },
            TypeKind::Literal(Literal::Text(_)) => Shape::Text(None),
            TypeKind::Literal(Literal::Int(_)) => Shape::Int(None),
            TypeKind::Literal(Literal::Bool(_)) => Shape::Bool,
            TypeKind::Object(..) => Shape::Object,
            TypeKind::Array(_) | TypeKind::Tuple(_) => Shape::Array(None),
            TypeKind::Nullable(base) | TypeKind::NonNullable(base) => {
                self.shape_of_type(base, depth)
            }
            TypeKind::Union(parts) => {
                let mut shapes = parts.iter().map(|part| self.shape_of_type(part, depth + 1));
                let Some(first) = shapes.next() else { return Shape::Any };
                if shapes.all(|shape| shape == first) { first } else { Shape::Any }
            }
            _ => Shape::Any,
        }
    }

    pub(super) fn shape(&self, expr: &'a Expr, locals: &[&'a str], depth: u32) -> Shape {
        if depth > DEEPEST {
            return Shape::Any;
        }
        let deeper = |expr| self.shape(expr, locals, depth + 1);
        match &expr.kind {
            ExprKind::Int(number) => Shape::Int(i64::try_from(*number).ok()),
            ExprKind::Minus(inner) => match deeper(inner) {
                Shape::Int(number) => Shape::Int(number.and_then(i64::checked_neg)),
                _ => Shape::Int(None),
            },
            ExprKind::Bool(_) | ExprKind::Not(_) => Shape::Bool,
            ExprKind::Null => Shape::Null,
            ExprKind::Text(text) => Shape::Text(Some(text.clone())),
            ExprKind::Format(..) => Shape::Text(None),
            ExprKind::Object(_) => Shape::Object,
            ExprKind::Array(items) => {
                let shapes = items.iter().map(|item| match item {
                    Item::Value(value) => Some(deeper(value)),
                    Item::Spread(_) => None,
                });
                Shape::Array(shapes.collect())
            }
            ExprKind::For(_) => Shape::Array(None),
            ExprKind::Ternary(_, then, otherwise) => {
                let (then, otherwise) = (deeper(then), deeper(otherwise));
                if then == otherwise { then } else { Shape::Any }
            }
            ExprKind::Binary(operator, ..) => match operator {
                Operator::Add
                | Operator::Subtract
                | Operator::Multiply
                | Operator::Divide
                | Operator::Modulo => Shape::Int(None),
                Operator::Coalesce => Shape::Any,
                _ => Shape::Bool,
            },
            ExprKind::NonNull(inner) | ExprKind::Parenthesized(inner) => deeper(inner),
            ExprKind::Name(name) if !locals.contains(&&**name) => {
                match self.model.names.get(&**name) {
                    Some(Symbol::Variable(variable)) => self.shape(&variable.value, &[], depth + 1),
                    Some(Symbol::Parameter(parameter)) if !self.is_nullable(&parameter.kind) => {
                        self.shape_of_type(&parameter.kind, depth)
                    }
                    _ => Shape::Any,
                }
            }
            ExprKind::Index { base, index, from_end: false, .. } => {
                match (deeper(base), deeper(index)) {
                    (Shape::Array(Some(items)), Shape::Int(Some(place))) => usize::try_from(place)
                        .ok()
                        .and_then(|place| items.get(place).cloned())
                        .unwrap_or(Shape::Any),
                    _ => Shape::Any,
                }
            }
            ExprKind::Call(name, _) => self.shape_of_call(&name.text, depth),
            ExprKind::Method(base, name, _) if matches!(&base.kind, ExprKind::Name(space) if &**space == "sys") => {
                returned(&name.text)
            }
            _ => Shape::Any,
        }
    }

    pub(super) fn is_nullable(&self, kind: &'a Type) -> bool {
        crate::lower::types::names::is_nullable(kind, self.model, 0)
    }

    pub(super) fn shape_of_call(&self, name: &str, depth: u32) -> Shape {
        match self.model.names.get(name) {
            Some(Symbol::Function(function)) => self.shape_of_type(&function.result, depth),
            Some(_) => Shape::Any,
            None => returned(name),
        }
    }
}

/// What a function of the language gives.
pub(super) fn returned(name: &str) -> Shape {
    match name {
        "length" | "indexOf" | "lastIndexOf" | "int" | "min" | "max" | "dateTimeToEpoch" => {
            Shape::Int(None)
        }
        "toLower"
        | "toUpper"
        | "format"
        | "base64"
        | "base64ToString"
        | "guid"
        | "uniqueString"
        | "string"
        | "join"
        | "replace"
        | "substring"
        | "trim"
        | "padLeft"
        | "uri"
        | "uriComponent"
        | "uriComponentToString"
        | "dataUri"
        | "dataUriToString"
        | "dateTimeAdd"
        | "dateTimeFromEpoch"
        | "utcNow"
        | "newGuid"
        | "loadTextContent"
        | "loadFileAsBase64"
        | "resourceId"
        | "subscriptionResourceId"
        | "tenantResourceId"
        | "extensionResourceId"
        | "cidrSubnet"
        | "cidrHost" => Shape::Text(None),
        "contains" | "empty" | "startsWith" | "endsWith" | "bool" | "like" => Shape::Bool,
        "range" | "split" | "map" | "filter" | "sort" | "objectKeys" | "items" | "array"
        | "flatten" | "distinct" => Shape::Array(None),
        "toObject" | "groupBy" | "mapValues" | "shallowMerge" | "parseCidr" => Shape::Object,
        _ => Shape::Any,
    }
}

pub(super) fn literal(kind: &Type) -> Option<&Literal> {
    match &kind.kind {
        TypeKind::Literal(literal) => Some(literal),
        _ => None,
    }
}
