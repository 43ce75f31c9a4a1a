//! The page of a lint: its README, with the example that is not found in Bicep and in Terraform as well.

use std::borrow::Cow;
use std::fmt::Write as _;

use arm_template::{SourceId, parse};
use serde_json::{Map, Value};

use super::definition::Lint;
use crate::terraform;

/// What stands at the top of a resource in Bicep, apart from its type.
const TOP: [&str; 10] = [
    "name",
    "location",
    "extendedLocation",
    "tags",
    "sku",
    "kind",
    "identity",
    "plan",
    "zones",
    "properties",
];

/// The version of the API that an example without one is written for.
const VERSION: &str = "2024-05-01";

impl Lint {
    /// Its documentation; behind the example in JSON that is not found stands the same in Bicep and in Terraform, where it
    /// is a resource and the language has words for all of it.
    #[must_use]
    pub fn page(&self) -> Cow<'static, str> {
        const FENCE: &str = "```jsonc pass\n";
        let whole = || Cow::Borrowed(self.docs);
        let Some(begin) = self.docs.find(FENCE).map(|at| at + FENCE.len()) else { return whole() };
        let Some(length) = self.docs[begin..].find("```\n") else { return whole() };
        let Some(resources) = resources(&self.docs[begin..begin + length]) else { return whole() };
        let end = begin + length + "```\n".len();
        let mut page = self.docs[..end].to_owned();
        let _ = write!(page, "\n```bicep pass\n{}```\n", in_bicep(&resources));
        if let Some(example) = terraform::in_blocks(&resources) {
            let _ = write!(page, "\n```hcl pass\n{example}```\n");
        }
        page.push_str(&self.docs[end..]);
        Cow::Owned(page)
    }
}

/// The resources of an example in JSON; none where the text is something else, or needs values from elsewhere.
fn resources(json: &str) -> Option<Vec<Value>> {
    let resources = match parse(json, SourceId(0)).node?.to_json() {
        Value::Array(resources) => resources,
        one => vec![one],
    };
    let is_whole = |resource: &Value| {
        resource["type"].as_str().is_some_and(|kind| kind.contains('/'))
            && !resource["properties"].is_null()
            && !holds_expressions(resource)
    };
    (!resources.is_empty() && resources.iter().all(is_whole)).then_some(resources)
}

fn in_bicep(resources: &[Value]) -> String {
    let mut text = String::new();
    let mut names: Vec<&str> = Vec::new();
    for resource in resources {
        let kind = resource["type"].as_str().unwrap_or_default();
        let version = resource["apiVersion"].as_str().unwrap_or(VERSION);
        let name = kind.rsplit('/').next().unwrap_or(kind);
        let count = names.iter().filter(|known| **known == name).count();
        let symbol = if count == 0 { name.to_owned() } else { format!("{name}{}", count + 1) };
        names.push(name);
        let members = TOP
            .into_iter()
            .filter_map(|name| resource.get(name).map(|value| (name.to_owned(), value.clone())));
        let body = Value::Object(members.collect::<Map<_, _>>());
        let between = if text.is_empty() { "" } else { "\n" };
        let body = bicep::literal_in_lines(&body);
        let _ = writeln!(text, "{between}resource {symbol} '{kind}@{version}' = {body}");
    }
    text
}

fn holds_expressions(value: &Value) -> bool {
    match value {
        Value::String(text) => text.starts_with('['),
        Value::Array(items) => items.iter().any(holds_expressions),
        Value::Object(members) => members.values().any(holds_expressions),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{in_bicep, resources};

    #[test]
    fn resources_are_written_as_bicep() {
        let json = r#"[{ "type": "A.B/c", "name": "n", "id": "/x", "properties": { "p": ["it's"] } },
            { "type": "A.B/c", "apiVersion": "2020-01-01", "name": "m", "properties": {} }]"#;
        assert_eq!(
            in_bicep(&resources(json).expect("resources")),
            ("resource c 'A.B/c@2024-05-01' = {\n  name: 'n'\n  properties: {\n    p: ['it\\'s']\n  }\n}\n\n\
                 resource c2 'A.B/c@2020-01-01' = {\n  name: 'm'\n  properties: {}\n}\n")
        );
        for other in [
            "{ \"name\": \"n\" }",
            "{ \"resources\": [] }",
            "{ \"type\": \"A.B/c\", \"properties\": { \"p\": \"[x]\" } }",
            "no JSON",
        ] {
            assert_eq!(resources(other), None, "{other}");
        }
    }
}
