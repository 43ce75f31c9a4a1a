//! Any bytes as a template that is deployed with its defaults.
#![no_main]

use arm_template::{NoLoader, Node, Options, SourceId, Span, Value, decode, expand, parse};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(decoded) = decode(bytes) else { return };
    let text = &*decoded.text;
    let inside = |span: Span| {
        assert!(text.get(span.range()).is_some(), "{span:?} stands in the text and cuts no character");
    };
    let parsed = parse(text, SourceId(0));
    for problem in &parsed.problems {
        inside(problem.span);
    }
    let Some(template) = parsed.node else { return };
    let expansion = expand(&template, &Options::default(), &NoLoader);
    for problem in &expansion.problems {
        inside(problem.span);
        problem.related.iter().for_each(|(_, span)| inside(*span));
    }
    for resource in &expansion.resources {
        for node in [&resource.name, &resource.id, &resource.node].into_iter().chain(&resource.condition) {
            places(node, &inside);
        }
    }
    expansion.outputs.iter().for_each(|output| places(&output.value, &inside));
    expansion.skipped.iter().for_each(|skipped| inside(skipped.span));
    expansion.unread.iter().for_each(|unread| inside(unread.span));
    expansion.unknowns().iter().for_each(|gap| inside(gap.span));
    expansion.secrets.places().into_iter().for_each(&inside);
});

/// Looks at the places of a value and of all in it, and at the ways there.
fn places(node: &Node, inside: &dyn Fn(Span)) {
    inside(node.span());
    node.origin.trail().iter().for_each(|point| inside(point.at));
    match &node.value {
        Value::Array(array) => array.items().iter().for_each(|item| places(item, inside)),
        Value::Object(object) => {
            for member in object.members() {
                inside(member.name_span);
                places(&member.value, inside);
            }
        }
        _ => {}
    }
}
