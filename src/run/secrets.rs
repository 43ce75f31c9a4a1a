//! Which stretches of the sources no report may show.

use arm_template::{By, How, Node, Span, Value};

use crate::document::parameter;
use crate::resource::Estate;

/// Properties whose strings are secrets.
const SECRET: [&str; 9] = [
    "radiusServerSecret",
    "radius_server_secret",
    "sharedKey",
    "shared_key",
    "authorizationKey",
    "authorization_key",
    "adminPassword",
    "clientSecret",
    "primaryKey",
];

/// The secrets of a document: values of secret properties, and private keys.
///
/// Values of secure parameters are told by the expansion.
pub(super) fn find(root: &Node, found: &mut Vec<Span>) {
    below(root, "", found);
}

/// The secrets of resources wherever they are written: as the value of a parameter of any name, or as its default.
pub(super) fn of_estate(estate: &Estate, documents: &[Node], found: &mut Vec<Span>) {
    for place in estate.secrets() {
        let node = place.value.node();
        if !matches!(node.value, Value::Unknown(_)) {
            found.push(node.origin.span());
            // Where it is computed, the expression may hold parts of it.
            found.extend((!node.origin.is_verbatim()).then(|| node.origin.at()));
        }
        for step in node.origin.trail() {
            let How::Passed(By::Parameter(name)) = &step.how else { continue };
            let default = parameter(documents, name, step.at).and_then(|declared| declared.get("defaultValue"));
            found.extend(default.filter(|default| is_literal(default)).map(Node::span));
        }
    }
}

fn is_literal(node: &Node) -> bool {
    node.as_str().is_some_and(|text| !(text.starts_with('[') && text.ends_with(']')))
}

fn below(node: &Node, property: &str, found: &mut Vec<Span>) {
    match &node.value {
        Value::String(text) => {
            let named = SECRET.iter().any(|secret| secret.eq_ignore_ascii_case(property));
            if (named && is_literal(node)) || text.contains("PRIVATE KEY-----") {
                found.push(node.origin.span());
            }
        }
        Value::Array(array) => array.items().iter().for_each(|item| below(item, property, found)),
        Value::Object(object) => {
            for member in object.members() {
                // In `{"radiusServerSecret": {"value": "…"}}` the value is the secret.
                let inner = ["value", "defaultValue"].iter().any(|name| member.name.eq_ignore_ascii_case(name));
                below(&member.value, if inner { property } else { &member.name }, found);
            }
        }
        _ => {}
    }
}
