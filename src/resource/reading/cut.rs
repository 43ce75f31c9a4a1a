//! What `ConvertTo-Json` leaves of objects and lists below its depth: texts in their place.

use arm_template::{Node, Value};

/// Why a value that was cut is not known.
pub(crate) const REASON: &str = "ConvertTo-Json truncated it at its default depth";
/// What makes it known.
pub(crate) const REMEDY: &str = "export again with ConvertTo-Json -Depth 10";

/// How the names of types begin that are written in the place of objects. (`Microsoft.Storage` is a service.)
const TYPES: [&str; 8] = [
    "System.",
    "Microsoft.Azure.Commands.",
    "Microsoft.Azure.Management.",
    "Microsoft.Azure.PowerShell.",
    "Microsoft.WindowsAzure.",
    "Microsoft.Rest.",
    "Newtonsoft.Json.",
    "Deserialized.",
];

/// Whether a text is what is left of an object: the name of its type, or `@{Name=…; Id=…}`.
fn is_mark(text: &str) -> bool {
    text.starts_with("@{")
        || (TYPES.iter().any(|start| text.starts_with(start)) && !text.contains('/'))
}

/// Whether something in a value was cut.
pub(crate) fn holds_marks(node: &Node) -> bool {
    match &node.value {
        Value::String(text) => is_mark(text),
        Value::Array(array) => array.items().iter().any(holds_marks),
        Value::Object(object) => object.members().iter().any(|it| holds_marks(&it.value)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_mark;

    #[test]
    fn what_is_left_of_objects_is_told_from_values() {
        for text in [
            "Microsoft.Azure.Commands.Network.Models.PSResourceId",
            "Microsoft.Azure.Commands.Network.Models.PSSubnet Microsoft.Azure.Commands.Network.Models.PSSubnet",
            "System.Object[]",
            "System.Collections.Generic.List`1[System.String]",
            "@{Id=/subscriptions/s}",
            "@{}",
        ] {
            assert!(is_mark(text), "{text}");
        }
        for text in ["", "Microsoft.Storage", "Microsoft.AzureCosmosDB", "IkeV2 OpenVPN", "@home"] {
            assert!(!is_mark(text), "{text}");
        }
    }
}
