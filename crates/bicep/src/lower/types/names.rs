//! Types by their names: how far these are followed, and how they are written.

use crate::ast::{Literal, Type, TypeKind};
use crate::lower::model::{Model, Symbol};

/// How many names of types are followed, one to the next.
pub(super) const DEEPEST: u32 = 40;

/// Whether null is a value of the type.
pub(crate) fn is_nullable<'a>(kind: &'a Type, model: &'a Model<'a>, depth: u32) -> bool {
    match &kind.kind {
        TypeKind::Nullable(_) | TypeKind::Literal(Literal::Null) => true,
        TypeKind::Union(members) => members.iter().any(|member| is_nullable(member, model, depth)),
        TypeKind::Name(name) if depth < DEEPEST => match model.names.get(&**name) {
            Some(Symbol::Type(declared)) => is_nullable(&declared.value, model, depth + 1),
            // Of other files it is told where they are.
            Some(Symbol::Imported(..)) => true,
            _ => false,
        },
        TypeKind::Name(_)
        | TypeKind::Member(..)
        | TypeKind::Index(..)
        | TypeKind::Items(_)
        | TypeKind::Rest(_) => true,
        _ => false,
    }
}

pub(super) fn bare(kind: &Type) -> &Type {
    match &kind.kind {
        TypeKind::Nullable(base) | TypeKind::NonNullable(base) => bare(base),
        _ => kind,
    }
}

/// What properties of every resource are.
pub(super) fn derived(name: &str) -> Option<&'static str> {
    match name {
        "id" | "name" | "type" | "apiVersion" | "location" | "kind" => Some("string"),
        "tags" | "properties" | "sku" | "identity" | "plan" => Some("object"),
        _ => None,
    }
}

pub(super) fn encoded(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
