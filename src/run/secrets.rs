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

/// The secrets of a document: values of secret properties, and private keys.
///
/// Values of secure parameters are told by the expansion.
pub(super) fn find(root: &Node, found: &mut Vec<Span>) {
    below(root, "", found);
}

fn below(node: &Node, property: &str, found: &mut Vec<Span>) {
    match &node.value {
        Value::String(text) => {
            let named = SECRET.iter().any(|secret| secret.eq_ignore_ascii_case(property));
            let expression = text.starts_with('[') && text.ends_with(']');
            if (named && !expression) || text.contains("PRIVATE KEY-----") {
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
