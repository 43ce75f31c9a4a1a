//! What may be shown of an expansion.

use arm_template::{Expansion, Node, Value};
use serde_json::{Map, json};

use crate::document::{PRIVATE_MEMBERS, holds_private_key};
use crate::facts::names_secret;

/// An expansion as it may be shown.
pub(crate) struct Shown<'a> {
    pub(crate) expansion: &'a Expansion,
    /// Whether secrets are shown as they are.
    pub(crate) secrets: bool,
}

impl Shown<'_> {
    /// The value of this name as JSON, secrets masked: by where they come from, literal ones by their names, and private
    /// keys wherever they are.
    pub(crate) fn value(&self, name: &str, node: &Node) -> serde_json::Value {
        self.part(names_secret(name), node)
    }

    fn part(&self, secret: bool, node: &Node) -> serde_json::Value {
        let secret = secret || node.origin.is_secret() || self.expansion.secrets.hold(node);
        match &node.value {
            Value::Array(array) => {
                array.items().iter().map(|item| self.part(secret, item)).collect()
            }
            Value::Object(object) => {
                let key = object.get("kty").is_some();
                let shown = object.members().iter().map(|member| {
                    let private = key && PRIVATE_MEMBERS.contains(&&*member.name);
                    let secret = secret || private || names_secret(&member.name);
                    (member.name.to_string(), self.part(secret, &member.value))
                });
                shown.collect::<Map<_, _>>().into()
            }
            // Of what isn't known the expression is shown, and that there is nothing is no secret.
            Value::Unknown(_) | Value::Null => node.to_json(),
            Value::Bool(_) if !node.origin.is_secret() => node.to_json(),
            Value::String(text) if text.is_empty() => node.to_json(),
            Value::String(text) if !self.secrets && holds_private_key(text) => json!("***"),
            _ if secret && !self.secrets => json!("***"),
            _ => node.to_json(),
        }
    }
}

/// A resource as it is deployed; one of another service has neither an id nor a name.
pub(crate) fn resource_json(
    expanded: &Shown<'_>,
    resource: &arm_template::Resource,
) -> serde_json::Value {
    let mut object = Map::new();
    let there = |node: &Node| (!node.is_null()).then(|| expanded.value("", node));
    object.extend(there(&resource.id).map(|id| ("id".to_owned(), id)));
    object.insert("type".to_owned(), json!(&*resource.kind));
    object.extend(there(&resource.name).map(|name| ("name".to_owned(), name)));
    if let Some(condition) = &resource.condition {
        object.insert("condition".to_owned(), expanded.value("", condition));
    }
    for member in resource.node.members() {
        if !object.contains_key(&*member.name) {
            object.insert(member.name.to_string(), expanded.value(&member.name, &member.value));
        }
    }
    serde_json::Value::Object(object)
}
