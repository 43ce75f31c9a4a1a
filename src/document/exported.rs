//! Resources in what tools export: REST answers, Resource Graph rows, `az`, PowerShell, old SDKs, and mixtures.

use std::sync::Arc;

use arm_template::{Node, Object, Reason, Unknown, Value, is_expression};

use crate::resource::{Kind, Resource, ResourceId, Shape};

/// How deep a resource may lie in lists and wrappers.
const DEPTH: usize = 6;

/// The network resources of a document, in the order they are written.
#[must_use]
pub fn resources(root: &Node) -> Vec<Resource> {
    let mut found = Vec::new();
    match root.get("predictedResources") {
        // A snapshot leaves expressions where a value isn't known before the deployment.
        Some(predicted) => collect(&left_open(predicted, DEEPEST), 0, &mut found),
        None => collect(root, 0, &mut found),
    }
    found
}

/// How deep expressions are looked for in a snapshot.
const DEEPEST: usize = 64;

/// The values of a snapshot, with what it leaves as an expression not known.
fn left_open(node: &Node, depth: usize) -> Node {
    let value = match &node.value {
        _ if depth == 0 => return node.clone(),
        Value::String(text) if text.starts_with("[[") => Value::String(text[1..].into()),
        Value::String(text) if is_expression(text) => {
            let residual: Arc<str> = text[1..text.len() - 1].into();
            let function = residual.split('(').next().unwrap_or_default();
            let reason = Reason::Runtime(function.into());
            Value::Unknown(Arc::new(Unknown { reason, residual }))
        }
        Value::Array(array) => {
            Value::array(array.items().iter().map(|item| left_open(item, depth - 1)).collect())
        }
        Value::Object(object) => {
            let member = |member: &arm_template::Member| arm_template::Member {
                value: left_open(&member.value, depth - 1),
                ..member.clone()
            };
            Value::object(object.members().iter().map(member).collect())
        }
        _ => return node.clone(),
    };
    Node { value, origin: node.origin.clone() }
}

fn collect(node: &Node, depth: usize, found: &mut Vec<Resource>) {
    if depth > DEPTH {
        return;
    }
    match &node.value {
        Value::Array(array) => {
            array.items().iter().for_each(|item| collect(item, depth + 1, found));
        }
        Value::Object(object) => {
            if let Some((kind, shape)) = identify(node) {
                take(node, kind, shape, depth, found);
            } else if let Some(inner) = container(object) {
                collect(inner, depth + 1, found);
            } else if let Some(table) = node.get("data").and_then(rows) {
                for row in &table {
                    collect(row, depth + 1, found);
                }
            }
        }
        _ => {}
    }
}

fn take(node: &Node, kind: Kind, shape: Shape, depth: usize, found: &mut Vec<Resource>) {
    let source = node.origin.span().source;
    let listed = shape == Shape::Rest
        && !node.get("properties").is_some_and(|inner| inner.value != Value::Null);
    let node = if listed { without_properties(node) } else { node.clone() };
    // Some exports list the children of a resource inside it, each with its own full type.
    if let Some(children) =
        node.get("resources").filter(|inner| matches!(inner.value, Value::Array(_)))
    {
        collect(children, depth + 1, found);
    }
    found.push(Resource::exported(kind, node, shape, source));
}

/// A resource of a listing that prints no properties: they are there, but unknown.
fn without_properties(node: &Node) -> Node {
    let Value::Object(object) = &node.value else { return node.clone() };
    let reason =
        Reason::Failed("this list contains no properties; export with az resource show".into());
    let unknown = Value::Unknown(Arc::new(Unknown { reason, residual: "".into() }));
    let mut members: Vec<_> = object
        .members()
        .iter()
        .filter(|member| !member.name.eq_ignore_ascii_case("properties"))
        .cloned()
        .collect();
    if let Some(first) = members.first().cloned() {
        let value = Node { value: unknown, origin: node.origin.clone() };
        members.push(arm_template::Member {
            name: "properties".into(),
            name_span: first.name_span,
            value,
        });
    }
    Node { value: Value::object(members), origin: node.origin.clone() }
}

/// What an object holds, when it is no resource itself: a list of results, or the one result a command wraps.
fn container(object: &Object) -> Option<&Node> {
    for name in ["value", "data", "resources", "items"] {
        if let Some(node) = object.get(name).filter(|node| matches!(node.value, Value::Array(_))) {
            return Some(node);
        }
    }
    // `az network vnet create` prints { "newVNet": { … } }, others likewise; `body` is that of a saved answer.
    match object.members() {
        [only] => Some(&only.value)
            .filter(|node| matches!(node.value, Value::Object(_) | Value::Array(_))),
        _ => object
            .get("body")
            .filter(|node| matches!(node.value, Value::Object(_) | Value::Array(_))),
    }
}

/// The rows of a Resource Graph answer in table format, as objects.
fn rows(data: &Node) -> Option<Vec<Node>> {
    let Value::Array(columns) = &data.get("columns")?.value else { return None };
    let Value::Array(rows) = &data.get("rows")?.value else { return None };
    let names: Vec<_> = columns
        .items()
        .iter()
        .filter_map(|column| Some((column.get("name")?.as_str()?.to_owned(), column.span())))
        .collect();
    let row = |row: &Node| {
        let Value::Array(cells) = &row.value else { return None };
        let members =
            names.iter().zip(cells.items()).map(|((name, name_span), cell)| arm_template::Member {
                name: name.as_str().into(),
                name_span: *name_span,
                value: cell.clone(),
            });
        Some(Node { value: Value::object(members.collect()), origin: row.origin.clone() })
    };
    Some(rows.items().iter().filter_map(row).collect())
}

/// The kind of a resource and the shape it is printed in, when the object is one.
fn identify(node: &Node) -> Option<(Kind, Shape)> {
    let text = |name: &str| node.get(name).and_then(Node::as_str);
    let written = ["type", "ResourceType"].into_iter().filter_map(text);
    let by_type = written.clone().find_map(Kind::of_exported);
    let id = ["id", "ResourceId"].into_iter().filter_map(text).find_map(ResourceId::parse);
    let by_id = id.as_ref().and_then(|id| Kind::of_exported(&id.kind()));
    let (flat, wrapped) = (by_property(node), node.get("properties"));
    // A resource of another kind may well have properties of the same names.
    let is_other = by_type.is_none()
        && (id.is_some() || written.clone().any(|kind| kind.starts_with("Microsoft.")));
    let by_property = || {
        // The body of a request names its properties, but neither its type nor its id.
        let inside = || wrapped.and_then(by_property).map(|(kind, _)| kind);
        flat.map(|(kind, _)| kind).or_else(inside).filter(|_| !is_other)
    };
    let kind = by_type.or(by_id).or_else(by_property)?;
    if wrapped.is_some() {
        return Some((kind, Shape::Rest));
    }
    if let Some((_, shape)) = flat {
        return Some((kind, shape));
    }
    if let Some(shape) = member_like(node, "provisioningState").map(style_of) {
        return Some((kind, shape));
    }
    // A resource with nothing but its type and name is one; a bare reference to a resource is not.
    by_type.map(|kind| (kind, flat_style(node).unwrap_or(Shape::Rest)))
}

/// Properties that only one kind of resource has, in its flat forms.
const TELLING: [(&str, Kind); 14] = [
    ("gatewayType", Kind::Gateway),
    ("vpnClientConfiguration", Kind::Gateway),
    ("addressSpace", Kind::Network),
    ("dhcpOptions", Kind::Network),
    ("remoteVirtualNetwork", Kind::Peering),
    ("disableBgpRoutePropagation", Kind::RouteTable),
    ("nextHopType", Kind::Route),
    ("securityRules", Kind::SecurityGroup),
    ("publicIPAllocationMethod", Kind::PublicIp),
    ("localNetworkAddressSpace", Kind::LocalNetworkGateway),
    ("connectionType", Kind::Connection),
    ("vpnAuthenticationTypes", Kind::VpnServerConfiguration),
    ("privateEndpointNetworkPolicies", Kind::Subnet),
    ("serviceEndpoints", Kind::Subnet),
];

fn by_property(node: &Node) -> Option<(Kind, Shape)> {
    if is_effective_route(node) {
        return None;
    }
    TELLING.iter().find_map(|(name, kind)| Some((*kind, style_of(member_like(node, name)?))))
}

/// Whether it is a route as an interface or a hub has it in force, which tells where it comes from, or an answer about
/// a next hop: none of them is a resource.
pub(super) fn is_effective_route(node: &Node) -> bool {
    if member_like(node, "nextHopType").is_none() {
        return false;
    }
    let has = |name: &str| member_like(node, name).is_some();
    let prefix = ["addressPrefix", "address_prefix"].into_iter().find_map(|name| node.get(name));
    let one = prefix.is_some_and(|prefix| prefix.as_str().is_some_and(|text| !text.contains(' ')));
    !one || has("source") || has("state") || has("routeOrigin")
}

/// Whether a document lists effective routes and nothing else.
pub(super) fn lists_effective_routes(root: &Node) -> bool {
    let list = root.get("value").or_else(|| root.get("effectiveRoutes")).unwrap_or(root);
    !list.items().is_empty() && list.items().iter().all(is_effective_route)
}

/// The name of a member as it is written, letter case and underscores aside.
fn member_like<'a>(node: &'a Node, name: &str) -> Option<&'a str> {
    let Value::Object(object) = &node.value else { return None };
    let bare = |written: &str| {
        let letters =
            written.bytes().filter(|byte| *byte != b'_').map(|byte| byte.to_ascii_lowercase());
        letters.eq(name.bytes().map(|byte| byte.to_ascii_lowercase()))
    };
    object.members().iter().map(|member| &*member.name).find(|written| bare(written))
}

fn flat_style(node: &Node) -> Option<Shape> {
    let Value::Object(object) = &node.value else { return None };
    object.members().iter().find(|member| member.name.contains('_')).map(|_| Shape::PythonSdk)
}

fn style_of(name: &str) -> Shape {
    if name.contains('_') {
        Shape::PythonSdk
    } else if name.starts_with(|first: char| first.is_ascii_uppercase()) {
        Shape::PowerShell
    } else {
        Shape::Az
    }
}
