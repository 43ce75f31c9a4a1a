//! Which stretches of the sources no report may show.

use arm_template::{Node, Span, Value};

use crate::document::key_material;
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

/// Where an expression puts a private key together and gives it as the data of a root certificate.
pub(super) fn find_in(estate: &Estate, found: &mut Vec<Span>) {
    for root in estate.certificate_lists().flat_map(|lists| lists.roots.known_items()) {
        if root.data.value().is_some_and(|text| key_material(text).is_some()) {
            found.push(root.data.span());
        }
    }
}

fn below(node: &Node, property: &str, found: &mut Vec<Span>) {
    match &node.value {
        Value::String(text) => {
            let named = SECRET.iter().any(|secret| secret.eq_ignore_ascii_case(property));
            let expression = text.starts_with('[') && text.ends_with(']');
            if (named && !expression)
                || text.contains("PRIVATE KEY-----")
                || key_material(text).is_some()
            {
                found.push(node.origin.span());
            }
        }
        Value::Array(array) => array.items().iter().for_each(|item| below(item, property, found)),
        Value::Object(object) => {
            for member in object.members() {
                // In `{"radiusServerSecret": {"value": "…"}}` the value is the secret.
                let inner = ["value", "defaultValue"]
                    .iter()
                    .any(|name| member.name.eq_ignore_ascii_case(name));
                below(&member.value, if inner { property } else { &member.name }, found);
            }
        }
        _ => {}
    }
}
