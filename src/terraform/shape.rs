//! Resources of a configuration in the shape that a template has them, with the origins of their values.

use std::sync::Arc;

use terraform_config::Resource;
use terraform_config::value::{Entries, Kind, Value};
use traced_values::{Assumption, Member, Node, Origin, Span, Value as Plain};

use super::azurerm::{Field, How, Row};
use super::{azapi, azurerm};

/// A resource as Azure takes it.
#[derive(Clone, Debug)]
pub(crate) struct Converted {
    /// Its full type.
    pub(crate) kind: String,
    /// Its full name, of a child with its parents'.
    pub(crate) name: Node,
    /// Its id, as far as names tell.
    pub(crate) id: Node,
    /// All of it.
    pub(crate) node: Node,
    /// Whether it may not be deployed, or several times.
    pub(crate) conditional: bool,
    /// Whether it is there.
    pub(crate) standing: Standing,
}

/// Whether a resource is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It will be made.
    New,
    /// It is there, and looked after by the configuration.
    There,
    /// It is only looked up.
    Referred,
}

/// The resources that the lints read.
pub(super) fn convert(
    resources: &[Resource],
    standing: &dyn Fn(&Resource) -> Standing,
) -> Vec<Converted> {
    let mut converted: Vec<Converted> = resources
        .iter()
        .filter_map(|resource| {
            if resource.is_data { looked_up(resource) } else { one(resource, standing(resource)) }
        })
        .collect();
    for resource in resources {
        if !resource.is_data {
            join(resource, &mut converted);
        }
    }
    converted
}

fn entries(resource: &Resource) -> Option<&Entries> {
    match &resource.value.kind {
        Kind::Resource(resource) => Some(&resource.entries),
        _ => None,
    }
}

/// What a data source looks up: it is there, and nothing else is known of it than its name.
fn looked_up(resource: &Resource) -> Option<Converted> {
    let written = entries(resource)?;
    let row = azurerm::row_of(&resource.kind).filter(|row| !row.azure.is_empty())?;
    let name = full_name(row, written);
    let unwritten = match &resource.value.kind {
        Kind::Resource(known) => known.unwritten("properties", Origin::Written(resource.head)),
        _ => return None,
    };
    let mut tree = Tree::at(resource.head);
    tree.put("name", name.clone());
    tree.put("properties", unwritten.to_node());
    Some(Converted {
        kind: row.azure.to_owned(),
        name,
        id: written.get("id")?.to_node(),
        node: tree.node(),
        conditional: resource.unsure.is_some(),
        standing: Standing::Referred,
    })
}

fn one(resource: &Resource, standing: Standing) -> Option<Converted> {
    let written = entries(resource)?;
    let id = written.get("id")?.to_node();
    let conditional = resource.unsure.is_some();
    if &*resource.kind == "azapi_resource" {
        let (kind, node) = azapi::resource(written, resource.head)?;
        let name = written.get("name")?.to_node();
        return Some(Converted { kind, name, id, node, conditional, standing });
    }
    let row = azurerm::row_of(&resource.kind).filter(|row| !row.azure.is_empty())?;
    let name = full_name(row, written);
    let mut tree = Tree::at(resource.head);
    tree.put("name", name.clone());
    if let Some(location) = written.get("location") {
        tree.put("location", location.to_node());
    }
    fill(&mut tree, row.fields, written);
    default(row, written, resource.head, &mut tree);
    Some(Converted {
        kind: row.azure.to_owned(),
        name,
        id,
        node: tree.node(),
        conditional,
        standing,
    })
}

/// The name, of a child with the names of its parents before it.
fn full_name(row: &Row, written: &Entries) -> Node {
    let own = written.get("name").map(Value::to_node);
    let own = own
        .unwrap_or_else(|| Node::written(Plain::Null, Span::new(traced_values::SourceId(0), 0, 0)));
    if row.parents.is_empty() {
        return own;
    }
    let mut texts = Vec::new();
    for parent in row.parents {
        match written.get(*parent).and_then(Value::as_str) {
            Some(text) => texts.push(text.to_owned()),
            None => {
                return written.get(*parent).map_or(own, Value::to_node);
            }
        }
    }
    match own.as_str() {
        Some(name) => {
            texts.push(name.to_owned());
            Node { value: Plain::String(texts.join("/").into()), origin: own.origin }
        }
        None => own,
    }
}

/// What the provider writes where nothing is said, as its documentation has it.
fn default(row: &Row, written: &Entries, at: Span, tree: &mut Tree) {
    let is_vpn = written.get("type").and_then(Value::as_str) == Some("Vpn");
    if row.terraform == "azurerm_virtual_network_gateway" && is_vpn {
        tree.put("properties.vpnType", assumed("RouteBased", at));
    }
}

/// A value that the provider writes where the configuration says nothing.
fn assumed(text: &str, at: Span) -> Node {
    let origin = Origin::assumed(Assumption::AzureDefault("the provider's default".into()), at);
    Node { value: Plain::String(text.into()), origin }
}

fn fill(tree: &mut Tree, fields: &[Field], written: &Entries) {
    for field in fields {
        let Some(value) = written.get(field.argument).filter(|value| !value.is_null()) else {
            continue;
        };
        if let Some(node) = property(field, value) {
            tree.put(field.property, node);
        }
    }
}

fn property(field: &Field, value: &Value) -> Option<Node> {
    if value.is_unknown() {
        return Some(match field.how {
            How::Id => wrapped("id", value.to_node()),
            _ => value.to_node(),
        });
    }
    let from = |value: Plain, whole: &Value| Node { value, origin: whole.origin.clone() };
    Some(match field.how {
        How::Same => value.to_node(),
        How::Not => match value.as_bool() {
            Some(truth) => from(Plain::Bool(!truth), value),
            None => value.to_node(),
        },
        How::Id => wrapped("id", value.to_node()),
        How::Each(name) => {
            let items = value.as_items()?;
            let items =
                items.iter().map(|item| wrapped(name, value.part(item).to_node())).collect();
            from(Plain::array(items), value)
        }
        How::Blocks(fields) => {
            let items = blocks(value).iter().map(|block| object(fields, block)).collect();
            from(Plain::array(items), value)
        }
        How::Block(fields) => object(fields, blocks(value).first()?),
    })
}

/// The blocks of one kind: a list of them, or in JSON syntax one alone.
fn blocks(value: &Value) -> Vec<Value> {
    match value.as_items() {
        Some(items) => items.iter().map(|item| value.part(item)).collect(),
        None => vec![value.clone()],
    }
}

fn object(fields: &[Field], block: &Value) -> Node {
    let Some(written) = block.as_entries() else { return block.to_node() };
    let mut tree = Tree { members: Vec::new(), origin: block.origin.clone() };
    fill(&mut tree, fields, written);
    let is_ip_configuration = fields.iter().any(|field| field.argument == "public_ip_address_id");
    if is_ip_configuration {
        // The name that the provider gives to the one that has none.
        tree.put("name", assumed("vnetGatewayConfig", block.origin.span()));
    }
    tree.node()
}

fn wrapped(name: &str, inner: Node) -> Node {
    let origin = inner.origin.clone();
    let member = Member { name: name.into(), name_span: inner.span(), value: inner };
    Node { value: Plain::object(vec![member]), origin }
}

/// An object being put together.
struct Tree {
    members: Vec<(Arc<str>, Branch)>,
    origin: Origin,
}

enum Branch {
    Leaf(Node),
    Tree(Tree),
}

impl Tree {
    fn at(span: Span) -> Self {
        Self { members: Vec::new(), origin: Origin::Written(span) }
    }

    /// Sets the property that this way leads to; what stands there already stays.
    fn put(&mut self, way: &str, node: Node) {
        let (first, rest) = match way.split_once('.') {
            Some((first, rest)) => (first, Some(rest)),
            None => (way, None),
        };
        let place = self.members.iter().position(|(name, _)| &**name == first);
        let Some(rest) = rest else {
            if place.is_none() {
                self.members.push((first.into(), Branch::Leaf(node)));
            }
            return;
        };
        let place = place.unwrap_or_else(|| {
            let inner = Tree { members: Vec::new(), origin: self.origin.clone() };
            self.members.push((first.into(), Branch::Tree(inner)));
            self.members.len() - 1
        });
        if let Branch::Tree(inner) = &mut self.members[place].1 {
            inner.put(rest, node);
        }
    }

    fn node(self) -> Node {
        let member = |(name, branch): (Arc<str>, Branch)| {
            let value = match branch {
                Branch::Leaf(node) => node,
                Branch::Tree(tree) => tree.node(),
            };
            Member { name, name_span: value.span(), value }
        };
        let members = self.members.into_iter().map(member).collect();
        Node { value: Plain::object(members), origin: self.origin }
    }
}

/// Resources that only join two others set a property of the one.
fn join(resource: &Resource, converted: &mut [Converted]) {
    let (of, property, what) = match &*resource.kind {
        "azurerm_subnet_route_table_association" => ("subnet_id", "routeTable", "route_table_id"),
        "azurerm_subnet_network_security_group_association" => {
            ("subnet_id", "networkSecurityGroup", "network_security_group_id")
        }
        "azurerm_subnet_nat_gateway_association" => ("subnet_id", "natGateway", "nat_gateway_id"),
        "azurerm_virtual_network_dns_servers" => {
            ("virtual_network_id", "dhcpOptions", "dns_servers")
        }
        _ => return,
    };
    let Some(written) = entries(resource) else { return };
    let (Some(target), Some(value)) = (written.get(of).and_then(Value::as_str), written.get(what))
    else {
        return;
    };
    let inner = if what == "dns_servers" { "dnsServers" } else { "id" };
    let found = converted
        .iter_mut()
        .find(|one| one.id.as_str().is_some_and(|id| id.eq_ignore_ascii_case(target)));
    if let Some(found) = found {
        set(&mut found.node, property, wrapped(inner, value.to_node()));
    }
}

/// Sets `properties.NAME` of a resource.
fn set(node: &mut Node, name: &str, value: Node) {
    let member = Member { name: name.into(), name_span: value.span(), value };
    let mut members = node.members().to_vec();
    let Some(properties) = members.iter_mut().find(|one| &*one.name == "properties") else {
        let span = member.name_span;
        let value = Node::written(Plain::object(vec![member]), span);
        members.push(Member { name: "properties".into(), name_span: span, value });
        node.value = Plain::object(members);
        return;
    };
    let mut inner = properties.value.members().to_vec();
    if !inner.iter().any(|one| &*one.name == name) {
        inner.push(member);
    }
    properties.value.value = Plain::object(inner);
    node.value = Plain::object(members);
}
