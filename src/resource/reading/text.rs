//! A string of a source that concerns gateways, whatever property it belongs to.

use arm_template::{Node, Span};

/// A string as it is written, and the name of the property that holds it.
#[derive(Clone, Copy, Debug)]
pub struct TextValue<'a> {
    /// The string, unescaped.
    pub text: &'a str,
    /// Where it is written, quotes included.
    pub span: Span,
    /// The name of the nearest property around it.
    pub property: &'a str,
}

impl<'a> TextValue<'a> {
    /// Calls `see` for each string inside `node`.
    pub fn each(node: &'a Node, see: &mut dyn FnMut(TextValue<'a>)) {
        Self::each_below(node, "", see);
    }

    fn each_below(node: &'a Node, property: &'a str, see: &mut dyn FnMut(TextValue<'a>)) {
        match &node.value {
            arm_template::Value::String(text) => {
                see(TextValue { text, span: node.origin.span(), property });
            }
            arm_template::Value::Array(array) => {
                array.items().iter().for_each(|item| Self::each_below(item, property, see));
            }
            arm_template::Value::Object(object) => {
                object
                    .members()
                    .iter()
                    .for_each(|member| Self::each_below(&member.value, &member.name, see));
            }
            _ => {}
        }
    }
}
