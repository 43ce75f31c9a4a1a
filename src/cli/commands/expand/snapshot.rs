//! What `bicep snapshot` writes: the predicted resources and outputs of a deployment, and what is wrong.

use arm_template::Span;
use serde_json::{Map, Value as Json, json};

use super::shown::{Shown, resource_json};
use crate::run::Expanded;

/// What Azure is told of the template alone, and leaves out.
const OF_THE_TEMPLATE: [&str; 3] = ["comments", "dependsOn", "metadata"];
/// The order in which the properties of a resource are written.
const FIRST: [&str; 4] = ["id", "type", "name", "apiVersion"];

/// The document, with the resources in the order of the template.
pub(crate) fn document(expanded: &Expanded, secrets: bool) -> Json {
    let expansion = &expanded.expansion;
    let shown = Shown { expansion, secrets };
    let resources: Vec<Json> = expansion
        .resources
        .iter()
        .filter(|resource| !resource.kind.eq_ignore_ascii_case("Microsoft.Resources/deployments"))
        .map(|resource| predicted(resource_json(&shown, resource)))
        .collect();
    let outputs: Map<String, Json> = expansion
        .outputs
        .iter()
        .map(|output| (output.name.to_string(), shown.value(&output.name, &output.value)))
        .collect();
    let said = |span: Span, level: &str, words: &str| {
        let start = expanded.sources.position(span.source, span.start);
        let name = expanded.sources.name(span.source);
        format!("{name}({},{}) : {level} : {words}", start.line, start.column)
    };
    let problems = expansion.problems.iter();
    let problems = problems.map(|problem| said(problem.span, "Error", &problem.message));
    let unread = expansion.unread.iter().map(|unread| {
        let name = unread.deployment.last().map_or("", |name| &**name);
        let words =
            format!("the resources of deployment '{name}' are not shown: {}", unread.reason);
        said(unread.span, "Warning", &words)
    });
    let diagnostics: Vec<String> = problems.chain(unread).collect();
    json!({ "predictedResources": resources, "diagnostics": diagnostics, "outputs": outputs })
}

fn predicted(resource: Json) -> Json {
    let Json::Object(mut object) = resource else { return resource };
    object.retain(|name, value| {
        !value.is_null() && !OF_THE_TEMPLATE.iter().any(|own| own.eq_ignore_ascii_case(name))
    });
    let mut ordered = Map::new();
    for name in FIRST {
        if let Some(value) = object.shift_remove(name) {
            ordered.insert(name.to_owned(), value);
        }
    }
    ordered.append(&mut object);
    Json::Object(ordered)
}
