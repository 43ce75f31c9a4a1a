//! The inside of arrays and objects, as a type declares it.

use super::Check;
use crate::same_name;
use crate::{Node, Object, ProblemKind, Value};

impl Check<'_> {
    /// `items` and `prefixItems`.
    pub(super) fn elements(&self, declaration: &Node) {
        let Some(array) = self.value.as_array() else { return };
        let prefix = declaration.get("prefixItems").map(Node::items).unwrap_or_default();
        let rest = declaration.get("items");
        if array.items().len() < prefix.len() {
            let message = format!("has fewer than {} elements", prefix.len());
            self.fault(ProblemKind::ParameterConstraint, &message, declaration.span());
        }
        for (place, item) in array.items().iter().enumerate() {
            match prefix.get(place).or(rest) {
                Some(declared) if declared.as_object().is_some() => {
                    self.inside(&format!("[{place}]"), declared, item);
                }
                Some(Node { value: Value::Bool(false), .. }) => {
                    let message = format!("has more than {} elements", prefix.len());
                    return self.fault(
                        ProblemKind::ParameterConstraint,
                        &message,
                        declaration.span(),
                    );
                }
                _ => {}
            }
        }
    }

    /// `properties`, `additionalProperties` and `discriminator`.
    pub(super) fn properties(&self, declaration: &Node) {
        let Some(object) = self.value.as_object() else { return };
        if let Some(discriminator) = declaration.get("discriminator") {
            self.discriminated(discriminator, object);
        }
        let declared = declaration.get("properties").map(Node::members).unwrap_or_default();
        for member in declared {
            match object.get(&member.name) {
                Some(value) => self.inside(&format!(".{}", member.name), &member.value, value),
                None if self.home.declared_type(&member.value).nullable => {}
                None => {
                    let message = format!("has no property '{}'", member.name);
                    self.fault(ProblemKind::ParameterConstraint, &message, member.name_span);
                }
            }
        }
        let Some(additional) = declaration.get("additionalProperties") else { return };
        if declaration.get("discriminator").is_some() {
            return;
        }
        let known = |name: &str| {
            declaration.get("properties").and_then(|declared| declared.get(name)).is_some()
        };
        for member in object.members().iter().filter(|member| !known(&member.name)) {
            match &additional.value {
                Value::Bool(false) => {
                    let message = format!("has a property '{}' that is not declared", member.name);
                    self.fault(ProblemKind::ParameterConstraint, &message, additional.span());
                }
                Value::Object(_) => {
                    self.inside(&format!(".{}", member.name), additional, &member.value);
                }
                _ => {}
            }
        }
    }

    /// One of several shapes, told apart by a property's value.
    fn discriminated(&self, discriminator: &Node, object: &Object) {
        let Some(name) = discriminator.get("propertyName").and_then(Node::as_str) else { return };
        let Some(value) = object.get(name) else {
            let message = format!("has no property '{name}'");
            return self.fault(ProblemKind::ParameterConstraint, &message, discriminator.span());
        };
        let Some(value) = value.as_str() else { return };
        let Some(shape) = discriminator.get("mapping").and_then(|mapping| mapping.get(value))
        else {
            let message = format!("has a '{name}' that is not among the declared ones");
            return self.fault(ProblemKind::ParameterConstraint, &message, discriminator.span());
        };
        // The property that tells the shapes apart is none of the shape's own, unless it declares it.
        let declares =
            self.home.names.definitions_of(shape).iter().any(|part| {
                part.get("properties").and_then(|declared| declared.get(name)).is_some()
            });
        let members = object.members().iter();
        let own = members.filter(|member| declares || !same_name(&member.name, name));
        let value = Node {
            value: Value::object(own.cloned().collect()),
            origin: self.value.origin.clone(),
        };
        self.inside("", shape, &value);
    }

    fn inside(&self, step: &str, declaration: &Node, value: &Node) {
        let path = format!("{}{step}", self.path);
        self.engine.check_part(self.checked, &path, declaration, value, self.home, self.depth - 1);
    }
}
