//! Suppressions in strict JSON: `metadata.gatelint.allow` of a resource, or of a template as a whole.

use std::collections::HashMap;

use arm_template::{Node, Span, Value};

use super::allow::{Allow, Misread, SuppressionScope};
use crate::finding::Subject;
use crate::resource::Estate;

/// The resources that are written at each place; a copy loop makes several of one.
type SubjectsBySpan = HashMap<Span, Vec<Subject>>;

const HELP: &str = "write \"allow\": [\"lint-id\"], or [{ \"lint\": \"lint-id\", \"reason\": \"…\", \"until\": \"2027-01-31\" }]";

/// The suppressions in the metadata of a document and of everything in it.
pub(super) fn find(
    root: &Node,
    estate: &Estate,
    allows: &mut Vec<Allow<'_>>,
    misread: &mut Vec<Misread>,
) {
    let mut written = SubjectsBySpan::new();
    for resource in estate.resources() {
        written.entry(resource.origin().span()).or_default().push(resource.subject());
    }
    below(root, true, &written, allows, misread);
}

fn below(
    node: &Node,
    is_root: bool,
    written: &SubjectsBySpan,
    allows: &mut Vec<Allow<'_>>,
    misread: &mut Vec<Misread>,
) {
    match &node.value {
        Value::Array(array) => {
            for item in array.items() {
                below(item, false, written, allows, misread);
            }
        }
        Value::Object(object) => {
            if let Some(list) = node.at("metadata.gatelint.allow") {
                read(node, list, is_root, written, allows, misread);
            }
            for member in object.members() {
                below(&member.value, false, written, allows, misread);
            }
        }
        _ => {}
    }
}

fn read(
    object: &Node,
    list: &Node,
    is_root: bool,
    written: &SubjectsBySpan,
    allows: &mut Vec<Allow<'_>>,
    misread: &mut Vec<Misread>,
) {
    let entries = match &list.value {
        Value::Array(array) => array.items(),
        _ => std::slice::from_ref(list),
    };
    for entry in entries {
        let text = |name: &str| entry.get(name).and_then(Node::as_str).map(str::trim);
        let until = match text("until").map(str::parse) {
            None => None,
            Some(Ok(day)) => Some(day),
            Some(Err(_)) => {
                misread.push(Misread { span: entry.span(), help: HELP });
                continue;
            }
        };
        let Some(name) = entry.as_str().or_else(|| text("lint")) else {
            misread.push(Misread { span: entry.span(), help: HELP });
            continue;
        };
        allows.push(Allow {
            name: name.trim().to_owned(),
            span: entry.get("lint").unwrap_or(entry).span(),
            removal: None,
            reason: text("reason").filter(|reason| !reason.is_empty()).map(str::to_owned),
            until,
            reach: SuppressionScope::Object {
                object: object.span(),
                subjects: (!is_root)
                    .then(|| written.get(&object.span()).cloned().unwrap_or_default()),
            },
            used: false,
        });
    }
}
