//! Any bytes as a Terraform configuration with values of its variables, and as a plan or a state.
#![no_main]

use std::rc::Rc;

use libfuzzer_sys::fuzz_target;
use terraform_config::syntax::read;
use terraform_config::{File, Folder, Options, expand, saved};
use traced_values::{Data, Node, SourceId, Span, Value, parse_json};

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match read(text, SourceId(0)) {
        Ok(body) => {
            let values = body.attributes.clone();
            let folder = Folder::new(".", vec![File { name: "main.tf".into(), body }]);
            let expansion = expand(&Rc::new(folder), &Options { values, ..Options::default() });
            expansion.problems.iter().for_each(|problem| inside(text, problem.span));
            expansion.secrets.iter().for_each(|span| inside(text, *span));
            for resource in &expansion.resources {
                inside(text, resource.head);
                all_inside(text, &resource.value.to_node());
            }
        }
        Err(problem) => inside(text, problem.span),
    }
    let document = parse_json(text, SourceId(0), &Data).node;
    if let Some(found) = document.as_ref().and_then(saved) {
        found.secrets.places().for_each(|span| inside(text, span));
        found.resources.iter().for_each(|resource| all_inside(text, &resource.values));
    }
});

/// All places of a value stand in the text.
fn all_inside(text: &str, node: &Node) {
    inside(text, node.span());
    match &node.value {
        Value::Array(array) => array.items().iter().for_each(|item| all_inside(text, item)),
        Value::Object(object) => {
            object.members().iter().for_each(|member| all_inside(text, &member.value));
        }
        _ => {}
    }
}

/// The place stands in the text and cuts no character.
fn inside(text: &str, span: Span) {
    assert!(text.get(span.range()).is_some(), "{span:?} stands in the text");
}
