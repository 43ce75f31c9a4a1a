//! Finding something in the tree of a file: a property, a decorator, every part of an expression.

use crate::ast::{Decorator, Entry, Expr, ExprKind, Item, PropertyKey, TypeProperty};

/// The value of a property that is written there.
pub(super) fn property<'a>(body: &'a [Entry], name: &str) -> Option<&'a Expr> {
    body.iter().find_map(|entry| match entry {
        Entry::Property(PropertyKey::Name(key), value) if &*key.text == name => Some(value),
        _ => None,
    })
}

/// An expression without parentheses and `!`.
pub(super) fn unparenthesized(expr: &Expr) -> &Expr {
    match &expr.kind {
        ExprKind::Parenthesized(inner) | ExprKind::NonNull(inner) => unparenthesized(inner),
        _ => expr,
    }
}

/// Visits an expression and what is in it; `visit` tells whether to go on inside.
pub(super) fn walk(expr: &Expr, visit: &mut dyn FnMut(&Expr) -> bool) {
    if !visit(expr) {
        return;
    }
    match &expr.kind {
        ExprKind::Format(_, holes) => holes.iter().for_each(|hole| walk(hole, visit)),
        ExprKind::Object(entries) => {
            for entry in entries {
                match entry {
                    Entry::Property(key, value) => {
                        if let PropertyKey::Format(key) = key {
                            walk(key, visit);
                        }
                        walk(value, visit);
                    }
                    Entry::Spread(value) => walk(value, visit),
                    Entry::Resource(_) => {}
                }
            }
        }
        ExprKind::Array(items) => {
            for item in items {
                match item {
                    Item::Value(value) | Item::Spread(value) => walk(value, visit),
                }
            }
        }
        ExprKind::For(inner) => {
            walk(&inner.source, visit);
            walk(&inner.body, visit);
        }
        ExprKind::If(a, b) | ExprKind::Binary(_, a, b) => {
            walk(a, visit);
            walk(b, visit);
        }
        ExprKind::Ternary(a, b, c) => {
            walk(a, visit);
            walk(b, visit);
            walk(c, visit);
        }
        ExprKind::Index { base, index, .. } => {
            walk(base, visit);
            walk(index, visit);
        }
        ExprKind::Not(inner)
        | ExprKind::Minus(inner)
        | ExprKind::Property { base: inner, .. }
        | ExprKind::Nested(inner, _)
        | ExprKind::NonNull(inner)
        | ExprKind::Parenthesized(inner)
        | ExprKind::Lambda(_, inner) => walk(inner, visit),
        ExprKind::Call(_, arguments) => arguments.iter().for_each(|argument| walk(argument, visit)),
        ExprKind::Method(base, _, arguments) => {
            walk(base, visit);
            arguments.iter().for_each(|argument| walk(argument, visit));
        }
        _ => {}
    }
}

/// The decorator of this name.
pub(super) fn decorator<'a>(decorators: &'a [Decorator], name: &str) -> Option<&'a Decorator> {
    decorators.iter().find(|decorator| &*decorator.name.text == name)
}

/// The first argument of a decorator.
pub(super) fn argument<'a>(decorators: &'a [Decorator], name: &str) -> Option<&'a Expr> {
    decorator(decorators, name)?.arguments.as_ref()?.first()
}

/// The properties of an object type.
pub(super) fn type_property<'a>(
    properties: &'a [TypeProperty],
    name: &str,
) -> Option<&'a TypeProperty> {
    let found = properties.iter().find(|property| &*property.name.text == name);
    found.or_else(|| {
        properties.iter().find(|property| property.name.text.eq_ignore_ascii_case(name))
    })
}
