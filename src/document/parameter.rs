//! Finding where a template declares a parameter.

use arm_template::{Node, Span, Value};

/// The declaration of the parameter that an expression at `at` names: the one of the innermost template around it.
///
/// A parameter whose type stands elsewhere (`$ref`) has no declaration of its own.
#[must_use]
pub fn parameter<'a>(documents: &'a [Node], name: &str, at: Span) -> Option<&'a Node> {
    documents
        .iter()
        .filter(|root| root.span().source == at.source)
        .find_map(|root| innermost(root, name, at))
}

fn innermost<'a>(node: &'a Node, name: &str, at: Span) -> Option<&'a Node> {
    if !node.span().contains(at) {
        return None;
    }
    let inner = match &node.value {
        Value::Array(array) => array.items().iter().find_map(|item| innermost(item, name, at)),
        Value::Object(object) => {
            object.members().iter().find_map(|member| innermost(&member.value, name, at))
        }
        _ => None,
    };
    inner.or_else(|| {
        node.get("parameters")?.get(name).filter(|declared| declared.get("type").is_some())
    })
}

#[cfg(test)]
mod tests {
    use arm_template::{SourceId, Span};

    use super::parameter;

    #[test]
    fn the_innermost_template_declares() {
        let text = r#"{
            "parameters": { "key": { "type": "securestring" } },
            "resources": [{ "properties": {
                "parameters": { "key": { "value": "[parameters('key')]" } },
                "template": { "parameters": { "key": { "type": "string" } }, "resources": ["[parameters('KEY')]"] }
            } }]
        }"#;
        let root = arm_template::parse(text, SourceId(0)).node.expect("JSON");
        let kind = |mark: &str| {
            let start = u32::try_from(text.find(mark).expect("it is there")).expect("short");
            let found = parameter(
                std::slice::from_ref(&root),
                "key",
                Span::new(SourceId(0), start, start + 5),
            );
            found.and_then(|declared| declared.get("type")?.as_str())
        };
        assert_eq!(kind("parameters('KEY')"), Some("string"));
        assert_eq!(kind("parameters('key')"), Some("securestring"));
    }
}
