//! Types: what the template says of a parameter, an output, a definition.

use std::sync::Arc;

use arm_template::{Member, Node, ProblemKind, Span, Value};

use super::aliases::AliasTarget;
use crate::ast::{Decorator, ExprKind, Literal, Type, TypeKind, TypeProperty};
use crate::lower::env::Env;
use crate::lower::ir;
use crate::lower::ir::truth;
use crate::lower::ir::{member, member_named, object, string};
use crate::lower::model::Model;
use crate::lower::tree::{argument, decorator, type_property};
use crate::lower::types::names::DEEPEST;
use crate::lower::writer::Writer;

impl<'a> Writer<'_, 'a> {
    pub(crate) fn definitions(&self) -> Vec<Member> {
        let mut found = Vec::new();
        for statement in &self.model.unit.parsed.file.statements {
            let crate::ast::Statement::Type(declared) = statement else { continue };
            found.push(self.definition(declared, self.model, declared.name.text.clone()));
        }
        self.imported_types(&mut found);
        found
    }

    pub(crate) fn definition(
        &self,
        declared: &'a crate::ast::TypeDeclaration,
        model: &'a Model<'a>,
        name: Arc<str>,
    ) -> Member {
        let at = model.span(declared.span);
        let members = self.type_with(&declared.value, &declared.decorators, model);
        let members = self.modified(members, &declared.decorators, model);
        member_named(name, model.span(declared.name.span), object(at, members))
    }

    pub(crate) fn type_members(&self, kind: &'a Type, model: &'a Model<'a>) -> Vec<Member> {
        self.type_with(kind, &[], model)
    }

    fn type_with(
        &self,
        kind: &'a Type,
        decorators: &'a [Decorator],
        model: &'a Model<'a>,
    ) -> Vec<Member> {
        let at = model.span(kind.span);
        let named = |name: &str| vec![member("type", at, string(at, name))];
        match &kind.kind {
            TypeKind::Missing => Vec::new(),
            TypeKind::Name(name) if !model.names.contains_key(&**name) => match &**name {
                "any" => Vec::new(),
                "string" | "int" | "bool" | "object" | "array" => named(name),
                _ => {
                    let message = format!("there is no type '{name}'");
                    self.problem(ProblemKind::Structure, message, at);
                    Vec::new()
                }
            },
            TypeKind::Member(base, name) if matches!(&base.kind, TypeKind::Name(space) if &**space == "sys" && !model.names.contains_key("sys")) => {
                if &*name.text == "any" {
                    Vec::new()
                } else {
                    named(&name.text)
                }
            }
            TypeKind::Name(_)
            | TypeKind::Member(..)
            | TypeKind::Index(..)
            | TypeKind::Items(_)
            | TypeKind::Rest(_)
            | TypeKind::Instance(..)
            | TypeKind::MemberInstance(..) => self.reference_members(kind, model, at),
            TypeKind::Literal(Literal::Null) => vec![
                member("allowedValues", at, ir::array(at, vec![Node::written(Value::Null, at)])),
                member("nullable", at, truth(at)),
            ],
            TypeKind::Literal(literal) => {
                let values = ir::array(at, vec![value_of(literal, at)]);
                let mut members = named(name_of(literal));
                members.push(member("allowedValues", at, values));
                members
            }
            TypeKind::Object(properties, rest) => {
                let mut members = named("object");
                let properties =
                    properties.iter().map(|property| self.property_type(property, model));
                members.push(member("properties", at, object(at, properties.collect())));
                if let Some(rest) = rest {
                    members.push(member(
                        "additionalProperties",
                        at,
                        self.property_type(rest, model).value,
                    ));
                }
                members
            }
            TypeKind::Tuple(items) => {
                let mut members = named("array");
                let items =
                    items.iter().map(|item| self.property_type(item, model).value).collect();
                members.push(member("prefixItems", at, ir::array(at, items)));
                members.push(member("items", at, Node::written(Value::Bool(false), at)));
                members
            }
            TypeKind::Array(item) => {
                let mut members = named("array");
                if let Some(allowed) = self.allowed(item, model, 0) {
                    members.push(member("allowedValues", at, ir::array(at, allowed)));
                } else {
                    let item = object(model.span(item.span), self.type_members(item, model));
                    members.push(member("items", at, item));
                }
                members
            }
            TypeKind::Nullable(base) => {
                let mut members = self.type_with(base, decorators, model);
                members.retain(|member| &*member.name != "nullable");
                members.push(member("nullable", at, truth(at)));
                members
            }
            TypeKind::NonNullable(base) => {
                let mut members = self.type_with(base, decorators, model);
                members.retain(|member| &*member.name != "nullable");
                members.push(member("nullable", at, Node::written(Value::Bool(false), at)));
                members
            }
            TypeKind::Union(parts) => {
                if let Some(property) = argument(decorators, "discriminator")
                    && let ExprKind::Text(property) = &property.kind
                {
                    return self.discriminated(parts, property, model, at);
                }
                self.union(parts, model, at)
            }
            TypeKind::Resource(_) => named("string"),
        }
    }

    fn property_type(&self, property: &'a TypeProperty, model: &'a Model<'a>) -> Member {
        let at = model.span(property.span);
        let members = self.type_with(&property.kind, &property.decorators, model);
        let members = self.modified(members, &property.decorators, model);
        let name_at = model.span(property.name.span);
        member_named(property.name.text.clone(), name_at, object(at, members))
    }

    fn union(&self, parts: &'a [Type], model: &'a Model<'a>, at: Span) -> Vec<Member> {
        let mut values: Vec<Node> = Vec::new();
        let mut nullable = false;
        for part in parts {
            let Some(found) = self.literals(part, model, 0) else {
                // A union of what are no values says nothing that is checked here.
                return if nullable { vec![member("nullable", at, truth(at))] } else { Vec::new() };
            };
            for value in found {
                if value.is_null() {
                    nullable = true;
                } else if !values.iter().any(|known| known.value == value.value) {
                    values.push(value);
                }
            }
        }
        let mut members = Vec::new();
        let kinds: Vec<&str> = values.iter().map(kind_of).collect();
        if let Some(first) = kinds.first()
            && kinds.iter().all(|kind| kind == first)
        {
            members.push(member("type", at, string(at, *first)));
        }
        members.push(member("allowedValues", at, ir::array(at, values)));
        if nullable {
            members.push(member("nullable", at, truth(at)));
        }
        members
    }

    /// What an array's elements may be, when they are values.
    fn allowed(&self, item: &'a Type, model: &'a Model<'a>, depth: u32) -> Option<Vec<Node>> {
        match &item.kind {
            TypeKind::Literal(_) | TypeKind::Union(_) => self.literals(item, model, depth),
            _ => None,
        }
    }

    /// The values that a type consists of.
    fn literals(&self, kind: &'a Type, model: &'a Model<'a>, depth: u32) -> Option<Vec<Node>> {
        let at = model.span(kind.span);
        if depth > DEEPEST {
            return None;
        }
        match &kind.kind {
            TypeKind::Literal(literal) => Some(vec![value_of(literal, at)]),
            TypeKind::Union(parts) => {
                let mut values = Vec::new();
                for part in parts {
                    values.extend(self.literals(part, model, depth + 1)?);
                }
                Some(values)
            }
            TypeKind::Nullable(base) => {
                let mut values = self.literals(base, model, depth + 1)?;
                values.push(Node::written(Value::Null, at));
                Some(values)
            }
            TypeKind::NonNullable(base) => {
                let mut values = self.literals(base, model, depth + 1)?;
                values.retain(|value| !value.is_null());
                Some(values)
            }
            TypeKind::Object(properties, None) => {
                let mut members = Vec::new();
                for property in properties {
                    let mut values = self.literals(&property.kind, model, depth + 1)?;
                    if values.len() != 1 {
                        return None;
                    }
                    let value = values.pop()?;
                    members.push(member_named(property.name.text.clone(), at, value));
                }
                Some(vec![object(at, members)])
            }
            TypeKind::Tuple(items) => {
                let mut values = Vec::new();
                for item in items {
                    let mut found = self.literals(&item.kind, model, depth + 1)?;
                    if found.len() != 1 {
                        return None;
                    }
                    values.extend(found.pop());
                }
                Some(vec![ir::array(at, values)])
            }
            TypeKind::Name(_) | TypeKind::Member(..) | TypeKind::Index(..) | TypeKind::Items(_) => {
                match self.pointed(kind, model, depth + 1)?.target {
                    AliasTarget::Written(kind, _, model) => self.literals(kind, model, depth + 1),
                    AliasTarget::Json(node) => {
                        let allowed = node.get("allowedValues")?.items().to_vec();
                        (kind_of_json(&node) != Some("array")).then_some(allowed)
                    }
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn discriminated(
        &self,
        parts: &'a [Type],
        property: &Arc<str>,
        model: &'a Model<'a>,
        at: Span,
    ) -> Vec<Member> {
        let mut mapping = Vec::new();
        for part in parts {
            self.variants(part, property, model, &mut mapping, 0);
        }
        let discriminator = object(
            at,
            vec![
                member("propertyName", at, string(at, property.clone())),
                member("mapping", at, object(at, mapping)),
            ],
        );
        vec![member("type", at, string(at, "object")), member("discriminator", at, discriminator)]
    }

    fn variants(
        &self,
        part: &'a Type,
        property: &Arc<str>,
        model: &'a Model<'a>,
        mapping: &mut Vec<Member>,
        depth: u32,
    ) {
        let at = model.span(part.span);
        if depth > DEEPEST {
            return;
        }
        let value = |kind: &'a Type, model: &'a Model<'a>| {
            let TypeKind::Object(properties, _) = &kind.kind else { return None };
            let found = type_property(properties, property)?;
            let values = self.literals(&found.kind, model, 0)?;
            values.first().and_then(Node::as_str).map(Arc::<str>::from)
        };
        match &part.kind {
            TypeKind::Object(..) => {
                if let Some(name) = value(part, model) {
                    mapping.push(member_named(
                        name,
                        at,
                        object(at, self.type_members(part, model)),
                    ));
                }
            }
            TypeKind::Union(parts) => {
                for part in parts {
                    self.variants(part, property, model, mapping, depth + 1);
                }
            }
            _ => {
                let Some(found) = self.followed(part, model, depth + 1) else { return };
                let reference = |pointer: Option<String>| {
                    let pointer = pointer.unwrap_or_default();
                    object(at, vec![member("$ref", at, string(at, pointer))])
                };
                match found.target {
                    AliasTarget::Written(kind, _, inner) => match &kind.kind {
                        TypeKind::Object(..) => {
                            if let Some(name) = value(kind, inner) {
                                mapping.push(member_named(name, at, reference(found.pointer)));
                            }
                        }
                        TypeKind::Union(parts) => {
                            for part in parts {
                                self.variants(part, property, inner, mapping, depth + 1);
                            }
                        }
                        _ => {}
                    },
                    AliasTarget::Json(node) => {
                        let name = node.at(&format!("properties.{property}.allowedValues[0]"));
                        if let Some(name) =
                            name.and_then(|name| name.as_str().map(Arc::<str>::from))
                        {
                            mapping.push(member_named(name, at, reference(found.pointer)));
                        }
                    }
                    _ => {}
                }
            }
        }
    }

    /// A reference to a type that has a name.
    fn reference_members(&self, kind: &'a Type, model: &'a Model<'a>, at: Span) -> Vec<Member> {
        let Some(found) = self.pointed(kind, model, 0) else { return Vec::new() };
        match (found.target, found.pointer) {
            (AliasTarget::Derived(name), _) => {
                name.map(|name| member("type", at, string(at, name))).into_iter().collect()
            }
            (AliasTarget::Unknown, _) => Vec::new(),
            (_, Some(pointer)) => vec![member("$ref", at, string(at, pointer))],
            (AliasTarget::Written(kind, decorators, model), None) => {
                self.type_with(kind, decorators, model)
            }
            (AliasTarget::Json(node), None) => node.members().to_vec(),
        }
    }

    /// A type as its decorators make it.
    pub(crate) fn modified(
        &self,
        mut members: Vec<Member>,
        decorators: &'a [Decorator],
        model: &'a Model<'a>,
    ) -> Vec<Member> {
        let env = Env::of(model);
        if let Some(secure) = decorator(decorators, "secure") {
            let at = model.span(secure.span);
            if !members.iter().any(|found| &*found.name == "type") {
                // The compiler knows the shape and writes a type; here it is only known that nobody may see it.
                members.push(member("secure", at, truth(at)));
            }
            for found in members.iter_mut().filter(|found| &*found.name == "type") {
                match found.value.as_str() {
                    Some("string") => found.value = string(at, "securestring"),
                    Some("object") => found.value = string(at, "secureObject"),
                    _ => {}
                }
            }
        }
        if let Some(sealed) = decorator(decorators, "sealed") {
            let at = model.span(sealed.span);
            members.push(member("additionalProperties", at, Node::written(Value::Bool(false), at)));
        }
        for name in ["minLength", "maxLength", "minValue", "maxValue"] {
            if let Some(argument) = argument(decorators, name) {
                let node = self.node(argument, &env);
                members.push(member(name, node.span(), node));
            }
        }
        let mut metadata = Vec::new();
        if let Some(argument) = argument(decorators, "metadata") {
            metadata.extend(self.node(argument, &env).members().iter().cloned());
        }
        if let Some(argument) = argument(decorators, "description") {
            let node = self.node(argument, &env);
            metadata.push(member("description", node.span(), node));
        }
        if let Some(exported) = decorator(decorators, "export") {
            let at = model.span(exported.span);
            metadata.push(member("__bicep_export!", at, truth(at)));
        }
        if let Some(first) = metadata.first() {
            let at = first.value.span();
            members.push(member("metadata", at, object(at, metadata)));
        }
        members
    }
}

fn value_of(literal: &Literal, at: Span) -> Node {
    let value = match literal {
        Literal::Int(number) => Value::Int(*number),
        Literal::Bool(truth) => Value::Bool(*truth),
        Literal::Null => Value::Null,
        Literal::Text(text) => return crate::lower::ir::Ir::Text(at, text.clone()).node(),
    };
    Node::written(value, at)
}

fn name_of(literal: &Literal) -> &'static str {
    match literal {
        Literal::Int(_) => "int",
        Literal::Bool(_) => "bool",
        Literal::Null => "any",
        Literal::Text(_) => "string",
    }
}

fn kind_of(node: &Node) -> &'static str {
    match &node.value {
        Value::Bool(_) => "bool",
        Value::Int(_) => "int",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
        _ => "string",
    }
}

fn kind_of_json(node: &Node) -> Option<&str> {
    node.get("type").and_then(Node::as_str)
}
