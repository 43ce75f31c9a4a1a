//! `azapi_resource`: a resource as Azure's own API takes it.

use std::sync::Arc;

use terraform_config::value::{Entries, Value, ValueKind};
use traced_values::{Member, Node, Origin, Reason, Span, Unknown, Value as Plain};

/// The type and the API version of `type = "Microsoft.Network/virtualNetworks@2024-05-01"`.
pub(super) fn kind(written: &Entries) -> Option<(String, Option<String>)> {
    let text = written.get("type")?.as_str()?;
    Some(match text.split_once('@') {
        Some((kind, version)) => (kind.to_owned(), Some(version.to_owned())),
        None => (text.to_owned(), None),
    })
}

/// The body as a node: what an object says, or what a string of JSON says.
pub(super) fn body(written: &Entries, at: Span) -> Node {
    let Some(body) = written.get("body") else {
        return Node::written(Plain::object(Vec::new()), at);
    };
    let ValueKind::Text(text) = &body.kind else { return body.to_node() };
    if let Ok(json) = serde_json::from_str::<serde_json::Value>(text) {
        // All of it comes from the one string.
        return node_of(&json, &body.origin);
    }
    let unknown =
        Unknown { reason: Reason::Failed("the body is not JSON".into()), residual: "".into() };
    Node { value: Plain::Unknown(Arc::new(unknown)), origin: body.origin.clone() }
}

fn node_of(json: &serde_json::Value, origin: &Origin) -> Node {
    use serde_json::Value as Json;
    let value = match json {
        Json::Null => Plain::Null,
        Json::Bool(truth) => Plain::Bool(*truth),
        Json::Number(number) => match number.as_i64() {
            Some(whole) => Plain::Int(whole),
            None => number.as_f64().map_or(Plain::Null, Plain::Float),
        },
        Json::String(text) => Plain::String(text.as_str().into()),
        Json::Array(items) => {
            Plain::array(items.iter().map(|item| node_of(item, origin)).collect())
        }
        Json::Object(members) => {
            let member = |(name, value): (&String, &Json)| {
                let value = node_of(value, origin);
                Member { name: name.as_str().into(), name_span: value.span(), value }
            };
            Plain::object(members.iter().map(member).collect())
        }
    };
    Node { value, origin: origin.clone() }
}

/// The resource as a template would have it.
pub(super) fn resource(written: &Entries, at: Span) -> Option<(String, Node)> {
    let (kind, version) = kind(written)?;
    let body = body(written, at);
    if body.is_unknown() {
        return Some((kind, body));
    }
    let member =
        |name: &str, value: Node| Member { name: name.into(), name_span: value.span(), value };
    let text = |text: String, like: &Value| Node {
        value: Plain::String(text.into()),
        origin: like.origin.clone(),
    };
    let mut members = body.members().to_vec();
    let known = |members: &[Member], name: &str| members.iter().any(|member| &*member.name == name);
    for name in ["name", "location", "tags"] {
        if let Some(value) = written.get(name)
            && !known(&members, name)
        {
            members.push(member(name, value.to_node()));
        }
    }
    let typed = written.get("type")?;
    members.push(member("type", text(kind.clone(), typed)));
    if let Some(version) = version {
        members.push(member("apiVersion", text(version, typed)));
    }
    Some((kind, Node { value: Plain::object(members), origin: body.origin.clone() }))
}
