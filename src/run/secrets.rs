//! Which stretches of the sources no report may show.

use arm_template::{Node, Span, Value};

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

/// The secrets of a document: values of secret properties, of secure parameters, and private keys.
pub(super) fn find(root: &Node, secure: &[String], found: &mut Vec<Span>) {
    below(root, "", false, secure, found);
}

/// The names of the template's parameters of a secure type, and the places of their defaults.
pub(super) fn secure_parameters(template: &Node, found: &mut Vec<Span>) -> Vec<String> {
    let Some(Value::Object(parameters)) = template.get("parameters").map(|node| &node.value) else { return Vec::new() };
    let mut names = Vec::new();
    for member in parameters.members() {
        let kind = member.value.get("type").and_then(Node::as_str).unwrap_or_default().to_ascii_lowercase();
        if kind == "securestring" || kind == "secureobject" {
            if let Some(default) = member.value.get("defaultValue") {
                strings(default, found);
            }
            names.push(member.name.to_lowercase());
        }
    }
    names
}

fn below(node: &Node, property: &str, in_parameters: bool, secure: &[String], found: &mut Vec<Span>) {
    match &node.value {
        Value::String(text) => {
            let named = SECRET.iter().any(|secret| secret.eq_ignore_ascii_case(property));
            let expression = text.starts_with('[') && text.ends_with(']');
            if (named && !expression) || text.contains("PRIVATE KEY-----") {
                found.push(node.origin.span());
            }
        }
        Value::Array(array) => {
            array.items().iter().for_each(|item| below(item, property, in_parameters, secure, found));
        }
        Value::Object(object) => {
            for member in object.members() {
                if in_parameters && secure.contains(&member.name.to_lowercase()) {
                    if let Some(value) = member.value.get("value") {
                        strings(value, found);
                    }
                }
                let parameters = member.name.eq_ignore_ascii_case("parameters");
                // In `{"radiusServerSecret": {"value": "…"}}` the value is the secret.
                let name = if member.name.eq_ignore_ascii_case("value") { property } else { &member.name };
                below(&member.value, name, parameters, secure, found);
            }
        }
        _ => {}
    }
}

/// Every string inside, expressions aside.
fn strings(node: &Node, found: &mut Vec<Span>) {
    match &node.value {
        Value::String(text) if !(text.starts_with('[') && text.ends_with(']')) => found.push(node.origin.span()),
        Value::Array(array) => array.items().iter().for_each(|item| strings(item, found)),
        Value::Object(object) => object.members().iter().for_each(|member| strings(&member.value, found)),
        _ => {}
    }
}
