//! What is there, as `terraform show -json` and the raw state write it.

use traced_values::{Node, Value};

use super::{Saved, SavedResource, exact, hide_all, hide_named, items, text};

/// The values of `terraform show -json`.
pub(super) fn shown(values: &Node) -> Saved {
    let mut saved = Saved::default();
    hide_all(values, &mut saved.secrets);
    if let Some(module) = exact(values, "root_module") {
        gather(module, &mut saved.resources);
    }
    saved
}

fn gather(module: &Node, resources: &mut Vec<SavedResource>) {
    let there = items(module, "resources").iter();
    resources.extend(there.filter(|written| text(written, "mode") == Some("managed")).filter_map(
        |written| {
            Some(SavedResource {
                address: text(written, "address")?.into(),
                kind: text(written, "type")?.into(),
                provider: text(written, "provider_name").unwrap_or_default().into(),
                is_new: false,
                values: exact(written, "values")?.clone(),
                unwritten: Vec::new(),
                ids: Vec::new(),
            })
        },
    ));
    for child in items(module, "child_modules") {
        gather(child, resources);
    }
}

/// A raw state of version 4.
pub(super) fn raw(document: &Node) -> Saved {
    let mut saved = Saved::default();
    for output in exact(document, "outputs").map(Node::members).unwrap_or_default() {
        hide_named(&output.value, "value", "sensitive", &mut saved.secrets);
    }
    for written in items(document, "resources") {
        let (Some(kind), Some(name)) = (text(written, "type"), text(written, "name")) else {
            continue;
        };
        for instance in items(written, "instances") {
            let Some(values) = exact(instance, "attributes") else { continue };
            for path in items(instance, "sensitive_attributes") {
                if let Some(secret) = led(values, path) {
                    saved.secrets.add(&secret.origin);
                }
            }
            // What was to be replaced and could not be removed is kept beside the one in its place.
            if text(written, "mode") != Some("managed") || exact(instance, "deposed").is_some() {
                continue;
            }
            let module = text(written, "module").map(|module| format!("{module}."));
            let index = exact(instance, "index_key").map(index).unwrap_or_default();
            saved.resources.push(SavedResource {
                address: format!("{}{kind}.{name}{index}", module.unwrap_or_default()).into(),
                kind: kind.into(),
                provider: text(written, "provider").map(source).unwrap_or_default().into(),
                is_new: false,
                values: values.clone(),
                unwritten: Vec::new(),
                ids: Vec::new(),
            });
        }
    }
    saved
}

fn index(key: &Node) -> String {
    match &key.value {
        Value::Int(number) => format!("[{number}]"),
        Value::String(key) => format!("[\"{}\"]", key.replace('\\', "\\\\").replace('"', "\\\"")),
        _ => String::new(),
    }
}

/// `provider["registry.terraform.io/hashicorp/azurerm"].west` without all that is around the source.
fn source(written: &str) -> &str {
    written.split('"').nth(1).unwrap_or(written)
}

/// The value that a path of steps leads to.
fn led<'n>(values: &'n Node, path: &Node) -> Option<&'n Node> {
    path.items().iter().try_fold(values, |node, step| {
        let to = exact(step, "value")?;
        let to = exact(to, "value").unwrap_or(to);
        match &to.value {
            Value::String(name) => exact(node, name),
            Value::Int(index) => node.item(usize::try_from(*index).ok()?),
            _ => None,
        }
    })
}
