//! Whole deployments: loops, conditions, children, nested templates, ids, references.

mod faults;
mod instances;
mod predicted;
mod references;
mod refusals;
mod scopes;

use arm_template::{Expansion, NoLoader, Options, Resource, Scope, SourceId, expand, parse};
use serde_json::{Value as Json, json};

fn expanded(template: &Json) -> Expansion {
    in_scope(template, &place())
}

fn in_scope(template: &Json, scope: &Scope) -> Expansion {
    let node = parse(&format!("{template:#}"), SourceId(0)).node.expect("is JSON");
    expand(&node, &Options { scope: scope.clone(), ..Options::default() }, &NoLoader)
}

fn place() -> Scope {
    Scope {
        subscription_id: Some("sub".into()),
        resource_group: Some("rg".into()),
        location: Some("westeurope".into()),
        ..Scope::default()
    }
}

fn resource(kind: &str, name: &str, properties: Json) -> Json {
    let mut resource = json!({ "type": kind, "apiVersion": "2024-05-01", "name": name });
    resource["properties"] = properties;
    resource
}

fn nested(name: &str, template: Json) -> Json {
    let options = json!({ "scope": "inner" });
    let mut properties = json!({ "mode": "Incremental", "expressionEvaluationOptions": options });
    properties["template"] = template;
    resource("Microsoft.Resources/deployments", name, properties)
}

fn ids(expansion: &Expansion) -> Vec<String> {
    let id = |resource: &Resource| match resource.id.to_json() {
        Json::String(id) => id,
        other => other.to_string(),
    };
    expansion.resources.iter().map(id).collect()
}

fn output(expansion: &Expansion, name: &str) -> Json {
    let output = expansion.outputs.iter().find(|output| &*output.name == name);
    output.unwrap_or_else(|| panic!("there is an output {name}")).value.to_json()
}

fn with_output(resources: Json, value: &str) -> Json {
    let mut template = json!({ "outputs": { "o": { "type": "string", "value": value } } });
    template["resources"] = resources;
    template
}
