//! What the name of a type leads to: an alias, a part of one, a type of another file.

use arm_template::{Node, ProblemKind, Span};

use super::names::{DEEPEST, bare, derived, encoded};
use crate::ast::{Decorator, ExprKind, Type, TypeKind};
use crate::lower::model::{Model, Symbol};
use crate::lower::tree::type_property;
use crate::lower::writer::Writer;
use crate::program::LinkTarget;

/// A type that a name leads to.
#[derive(Clone)]
pub(super) enum AliasTarget<'a> {
    Written(&'a Type, &'a [Decorator], &'a Model<'a>),
    /// Of a compiled template.
    Json(Node),
    /// Derived from a resource's type: its shape isn't known here.
    Derived(Option<&'static str>),
    /// Of a module that isn't on this machine.
    Unknown,
}

/// A type with the pointer to it in the template.
#[derive(Clone)]
pub(super) struct TypePointer<'a> {
    pub(super) pointer: Option<String>,
    pub(super) target: AliasTarget<'a>,
}

impl<'a> Writer<'_, 'a> {
    /// Where a type's name leads, and the pointer to it in the template.
    pub(super) fn pointed(
        &self,
        kind: &'a Type,
        model: &'a Model<'a>,
        depth: u32,
    ) -> Option<TypePointer<'a>> {
        let at = model.span(kind.span);
        if depth > DEEPEST {
            self.problem(ProblemKind::CircularReference, "the type depends on itself", at);
            return None;
        }
        match &kind.kind {
            TypeKind::Name(name) => self.alias(name, model, at),
            TypeKind::Instance(..) | TypeKind::MemberInstance(..) => {
                Some(TypePointer { pointer: None, target: AliasTarget::Derived(Some("object")) })
            }
            TypeKind::Member(base, name) => {
                if let TypeKind::Name(space) = &base.kind
                    && let Some(Symbol::Wildcard(link)) = model.names.get(&**space)
                {
                    return self.foreign_alias(link, &name.text, at);
                }
                self.step(base, model, depth, |writer, found| match &found.target {
                    AliasTarget::Written(
                        Type { kind: TypeKind::Object(properties, _), .. },
                        _,
                        inner,
                    ) => {
                        let property = type_property(properties, &name.text)?;
                        let target =
                            AliasTarget::Written(&property.kind, &property.decorators, inner);
                        Some((format!("properties/{}", encoded(&property.name.text)), target))
                    }
                    AliasTarget::Json(node) => {
                        let property = node.get("properties")?.get(&name.text)?.clone();
                        Some((
                            format!("properties/{}", encoded(&name.text)),
                            AliasTarget::Json(property),
                        ))
                    }
                    AliasTarget::Derived(_) => {
                        Some((String::new(), AliasTarget::Derived(derived(&name.text))))
                    }
                    AliasTarget::Unknown => Some((String::new(), AliasTarget::Unknown)),
                    AliasTarget::Written(..) => {
                        let message = format!("the type has no property '{}'", name.text);
                        writer.problem(ProblemKind::PropertyNotFound, message, at);
                        None
                    }
                })
            }
            TypeKind::Rest(base) => self.step(base, model, depth, |_, found| match &found.target {
                AliasTarget::Written(
                    Type { kind: TypeKind::Object(_, Some(rest)), .. },
                    _,
                    inner,
                ) => {
                    let target = AliasTarget::Written(&rest.kind, &rest.decorators, inner);
                    Some(("additionalProperties".into(), target))
                }
                AliasTarget::Json(node) => {
                    let rest = node.get("additionalProperties")?.clone();
                    Some(("additionalProperties".into(), AliasTarget::Json(rest)))
                }
                AliasTarget::Derived(_) => Some((String::new(), AliasTarget::Derived(None))),
                AliasTarget::Unknown => Some((String::new(), AliasTarget::Unknown)),
                AliasTarget::Written(..) => None,
            }),
            TypeKind::Items(base) => {
                self.step(base, model, depth, |_, found| match &found.target {
                    AliasTarget::Written(Type { kind: TypeKind::Array(item), .. }, _, inner) => {
                        Some(("items".into(), AliasTarget::Written(item, &[], inner)))
                    }
                    AliasTarget::Json(node) => {
                        Some(("items".into(), AliasTarget::Json(node.get("items")?.clone())))
                    }
                    AliasTarget::Derived(_) => Some((String::new(), AliasTarget::Derived(None))),
                    AliasTarget::Unknown => Some((String::new(), AliasTarget::Unknown)),
                    AliasTarget::Written(..) => None,
                })
            }
            TypeKind::Index(base, index) => {
                self.step(base, model, depth, |_, found| match (&found.target, &index.kind) {
                    (
                        AliasTarget::Written(Type { kind: TypeKind::Tuple(items), .. }, _, inner),
                        ExprKind::Int(place),
                    ) => {
                        let item = items.get(usize::try_from(*place).ok()?)?;
                        let target = AliasTarget::Written(&item.kind, &item.decorators, inner);
                        Some((format!("prefixItems/{place}"), target))
                    }
                    (
                        AliasTarget::Written(
                            Type { kind: TypeKind::Object(properties, _), .. },
                            _,
                            inner,
                        ),
                        ExprKind::Text(name),
                    ) => {
                        let property = type_property(properties, name)?;
                        let target =
                            AliasTarget::Written(&property.kind, &property.decorators, inner);
                        Some((format!("properties/{}", encoded(name)), target))
                    }
                    (AliasTarget::Json(node), ExprKind::Int(place)) => {
                        let items = node.get("prefixItems")?.items();
                        let item = items.get(usize::try_from(*place).ok()?)?.clone();
                        Some((format!("prefixItems/{place}"), AliasTarget::Json(item)))
                    }
                    (AliasTarget::Derived(_), _) => {
                        Some((String::new(), AliasTarget::Derived(None)))
                    }
                    (AliasTarget::Unknown, _) => Some((String::new(), AliasTarget::Unknown)),
                    _ => None,
                })
            }
            _ => {
                Some(TypePointer { pointer: None, target: AliasTarget::Written(kind, &[], model) })
            }
        }
    }

    /// A step into a type that a name leads to.
    pub(super) fn step(
        &self,
        base: &'a Type,
        model: &'a Model<'a>,
        depth: u32,
        into: impl Fn(&Self, &TypePointer<'a>) -> Option<(String, AliasTarget<'a>)>,
    ) -> Option<TypePointer<'a>> {
        let found = self.followed(base, model, depth + 1)?;
        let (step, target) = into(self, &found)?;
        let pointer = found.pointer.map(|pointer| format!("{pointer}/{step}"));
        Some(TypePointer { pointer, target })
    }

    /// Follows names up to a type that is written out.
    pub(super) fn followed(
        &self,
        kind: &'a Type,
        model: &'a Model<'a>,
        depth: u32,
    ) -> Option<TypePointer<'a>> {
        let found = self.pointed(kind, model, depth)?;
        match &found.target {
            AliasTarget::Written(inner, _, inner_model) => {
                let inner = bare(inner);
                match &inner.kind {
                    TypeKind::Name(name) if inner_model.names.contains_key(&**name) => {
                        self.followed(inner, inner_model, depth + 1)
                    }
                    TypeKind::Member(..)
                    | TypeKind::Index(..)
                    | TypeKind::Items(_)
                    | TypeKind::Instance(..) => self.followed(inner, inner_model, depth + 1),
                    _ => Some(TypePointer {
                        pointer: found.pointer.clone(),
                        target: AliasTarget::Written(inner, &[], inner_model),
                    }),
                }
            }
            _ => Some(found),
        }
    }

    pub(super) fn alias(
        &self,
        name: &str,
        model: &'a Model<'a>,
        at: Span,
    ) -> Option<TypePointer<'a>> {
        match model.names.get(name)? {
            Symbol::Type(declared) => {
                let emitted = self.closure.name(model.number, name);
                let target = AliasTarget::Written(&declared.value, &declared.decorators, model);
                let pointer = Some(format!("#/definitions/{}", encoded(&emitted)));
                Some(TypePointer { pointer, target })
            }
            Symbol::Imported(link, original) => self.foreign_alias(link, &original.text, at),
            _ => {
                let message = format!("'{name}' is no type");
                self.problem(ProblemKind::Structure, message, at);
                None
            }
        }
    }

    /// A type of another file.
    pub(super) fn foreign_alias(
        &self,
        link: &LinkTarget,
        name: &str,
        at: Span,
    ) -> Option<TypePointer<'a>> {
        match link {
            LinkTarget::Unit(unit) => {
                let model = &self.lowering.models[*unit];
                match model.names.get(name)? {
                    Symbol::Type(_) => self.alias(name, model, at),
                    _ => None,
                }
            }
            LinkTarget::Template(document) => {
                let node = self.lowering.program.documents[*document].node.as_ref()?;
                let definition = node.get("definitions")?.get(name)?.clone();
                let emitted = self.closure.foreign(*document, name);
                let pointer = Some(format!("#/definitions/{}", encoded(&emitted)));
                Some(TypePointer { pointer, target: AliasTarget::Json(definition) })
            }
            LinkTarget::NotRestored(_) | LinkTarget::Failed => {
                Some(TypePointer { pointer: None, target: AliasTarget::Unknown })
            }
        }
    }
}
