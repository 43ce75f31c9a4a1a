//! Resources of a configuration in the shape that a template has them, with the origins of their values.

use std::sync::Arc;

use terraform_config::Resource;
use terraform_config::value::{Entries, Value, ValueKind};
use traced_values::{Assumption, Member, Node, Origin, Span, Unknown, Value as Plain};

use super::azurerm::{ArgumentMapping, Conversion, ResourceMapping, Unset};
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
    /// Why it may not be deployed, or several times.
    pub(crate) unsure: Option<Arc<Unknown>>,
    /// Whether it is written in the words of `azurerm`, and not in those of Azure's own API.
    pub(crate) has_own_words: bool,
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
    provider: Option<u64>,
    standing: &dyn Fn(&Resource) -> Standing,
) -> Vec<Converted> {
    let mut converted: Vec<Converted> = resources
        .iter()
        .filter_map(|resource| {
            if resource.is_data {
                looked_up(resource)
            } else {
                one(resource, provider, standing(resource))
            }
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
        ValueKind::Resource(resource) => Some(&resource.entries),
        _ => None,
    }
}

/// What a data source looks up: it is there, and nothing else is known of it than its name.
fn looked_up(resource: &Resource) -> Option<Converted> {
    let written = entries(resource)?;
    let row = azurerm::row_of(&resource.kind).filter(|row| !row.azure.is_empty())?;
    let name = full_name(row, written);
    let unwritten = match &resource.value.kind {
        ValueKind::Resource(known) => known.unwritten("properties", Origin::Written(resource.head)),
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
        unsure: resource.unsure.clone(),
        has_own_words: true,
        standing: Standing::Referred,
    })
}

fn one(resource: &Resource, provider: Option<u64>, standing: Standing) -> Option<Converted> {
    let written = entries(resource)?;
    let id = written.get("id")?.to_node();
    let unsure = resource.unsure.clone();
    if &*resource.kind == "azapi_resource" {
        let (kind, node) = azapi::resource(written, resource.head)?;
        let name = written.get("name")?.to_node();
        let has_own_words = false;
        return Some(Converted { kind, name, id, node, unsure, has_own_words, standing });
    }
    let row = azurerm::row_of(&resource.kind).filter(|row| !row.azure.is_empty())?;
    let name = full_name(row, written);
    let mut tree = Tree::at(resource.head);
    tree.put("name", name.clone());
    if let Some(location) = written.get("location") {
        tree.put("location", location.to_node());
    }
    fill(&mut tree, row.fields, written, resource.head, provider);
    Some(Converted {
        kind: row.azure.to_owned(),
        name,
        id,
        node: tree.node(),
        unsure,
        has_own_words: true,
        standing,
    })
}

/// The name, of a child with the names of its parents before it.
fn full_name(row: &ResourceMapping, written: &Entries) -> Node {
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

/// A value that the provider writes where the configuration says nothing.
fn unset(unset: Unset, provider: Option<u64>, at: Span) -> Option<Node> {
    let value = match unset {
        Unset::Nothing => return None,
        Unset::Text(text) => Plain::String(text.into()),
        Unset::Truth(truth) => Plain::Bool(truth),
        // What isn't bound to an older version is installed in the newest one.
        Unset::Since(version, before, after) => {
            let is_old = provider.is_some_and(|provider| provider < version);
            Plain::String(if is_old { before } else { after }.into())
        }
    };
    let origin = Origin::assumed(Assumption::AzureDefault("the provider's default".into()), at);
    Some(Node { value, origin })
}

/// Sets the properties that arguments set; of several arguments for one property the first that is there.
///
/// What the provider keeps of an argument that isn't set is an empty text.
fn fill(
    tree: &mut Tree,
    fields: &[ArgumentMapping],
    written: &Entries,
    at: Span,
    provider: Option<u64>,
) {
    let is_set = |value: &&Value| !value.is_null() && value.as_str() != Some("");
    for field in fields {
        let Some(value) = written.get(field.argument).filter(is_set) else { continue };
        if let Conversion::Spread(inner) = field.how {
            for block in blocks(value).iter().take(1) {
                if let Some(written) = block.as_entries() {
                    fill(tree, inner, written, block.origin.span(), provider);
                }
            }
        } else if let Some(node) = property(field, value, provider) {
            tree.put(field.property, node);
        }
    }
    for field in fields {
        if let Some(node) = unset(field.unset, provider, at) {
            tree.put(field.property, node);
        }
    }
}

fn property(field: &ArgumentMapping, value: &Value, provider: Option<u64>) -> Option<Node> {
    if value.is_unknown() {
        return Some(match field.how {
            Conversion::Id => wrapped("id", value.to_node()),
            _ => value.to_node(),
        });
    }
    let from = |value: Plain, whole: &Value| Node { value, origin: whole.origin.clone() };
    Some(match field.how {
        Conversion::Same => value.to_node(),
        Conversion::Not => match value.as_bool() {
            Some(truth) => from(Plain::Bool(!truth), value),
            None => value.to_node(),
        },
        Conversion::Id => wrapped("id", value.to_node()),
        Conversion::Each(name) => {
            let items = value.as_items()?;
            let items =
                items.iter().map(|item| wrapped(name, value.part(item).to_node())).collect();
            from(Plain::array(items), value)
        }
        Conversion::Ids => {
            let items = value.as_items()?;
            let items =
                items.iter().map(|item| wrapped("id", value.part(item).to_node())).collect();
            from(Plain::array(items), value)
        }
        Conversion::Words(yes, no) => match value.as_bool() {
            Some(truth) => from(Plain::String(if truth { yes } else { no }.into()), value),
            None => value.to_node(),
        },
        Conversion::Blocks(fields) => {
            let blocks = blocks(value);
            let items = blocks.iter().map(|block| object(fields, block, provider)).collect();
            from(Plain::array(items), value)
        }
        Conversion::Block(fields) => object(fields, blocks(value).first()?, provider),
        Conversion::Spread(_) => return None,
    })
}

/// The blocks of one kind: a list of them, or in JSON syntax one alone.
fn blocks(value: &Value) -> Vec<Value> {
    match value.as_items() {
        Some(items) => items.iter().map(|item| value.part(item)).collect(),
        None => vec![value.clone()],
    }
}

fn object(fields: &[ArgumentMapping], block: &Value, provider: Option<u64>) -> Node {
    let Some(written) = block.as_entries() else { return block.to_node() };
    let mut tree = Tree { members: Vec::new(), origin: block.origin.clone() };
    fill(&mut tree, fields, written, block.origin.span(), provider);
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
        "azurerm_nat_gateway_public_ip_association" => {
            ("nat_gateway_id", "publicIpAddresses", "public_ip_address_id")
        }
        "azurerm_nat_gateway_public_ip_prefix_association" => {
            ("nat_gateway_id", "publicIpPrefixes", "public_ip_prefix_id")
        }
        "azurerm_virtual_network_dns_servers" => {
            ("virtual_network_id", "dhcpOptions", "dns_servers")
        }
        "azapi_update_resource" => return update(resource, converted),
        _ => return,
    };
    let Some(written) = entries(resource) else { return };
    let (Some(target), Some(value)) = (written.get(of).and_then(Value::as_str), written.get(what))
    else {
        return;
    };
    let Some(found) = of_id(converted, target) else { return };
    let value = match what {
        "dns_servers" => wrapped("dnsServers", value.to_node()),
        "public_ip_address_id" | "public_ip_prefix_id" => {
            let one = wrapped("id", value.to_node());
            let origin = one.origin.clone();
            Node { value: Plain::array(vec![one]), origin }
        }
        _ => wrapped("id", value.to_node()),
    };
    let properties = Node { value: Plain::object(vec![member(property, value)]), ..at(resource) };
    let properties = member("properties", properties);
    let more = Node { value: Plain::object(vec![properties]), ..at(resource) };
    found.node = merged(&found.node, &more, false);
}

/// An `azapi_update_resource`: its body is laid over the resource that it names.
fn update(resource: &Resource, converted: &mut [Converted]) {
    let Some(written) = entries(resource) else { return };
    let Some(target) = written.get("id").and_then(Value::as_str) else { return };
    if let Some(found) = of_id(converted, target) {
        let body = azapi::body(written, resource.head);
        if !body.is_unknown() {
            found.node = merged(&found.node, &body, true);
        }
    }
}

fn of_id<'c>(converted: &'c mut [Converted], id: &str) -> Option<&'c mut Converted> {
    let is = |one: &&mut Converted| one.id.as_str().is_some_and(|own| own.eq_ignore_ascii_case(id));
    converted.iter_mut().find(is)
}

fn at(resource: &Resource) -> Node {
    Node::written(Plain::Null, resource.head)
}

fn member(name: &str, value: Node) -> Member {
    Member { name: name.into(), name_span: value.span(), value }
}

/// Two objects as one: lists of both after each other, unless what is laid over takes their place.
fn merged(below: &Node, over: &Node, replaces: bool) -> Node {
    match (&below.value, &over.value) {
        (Plain::Object(_), Plain::Object(_)) => {
            let mut members = below.members().to_vec();
            for new in over.members() {
                match members.iter_mut().find(|old| old.name.eq_ignore_ascii_case(&new.name)) {
                    Some(old) => old.value = merged(&old.value, &new.value, replaces),
                    None => members.push(new.clone()),
                }
            }
            Node { value: Plain::object(members), origin: below.origin.clone() }
        }
        (Plain::Array(_), Plain::Array(_)) if !replaces => {
            let items = below.items().iter().chain(over.items()).cloned().collect();
            Node { value: Plain::array(items), origin: below.origin.clone() }
        }
        (Plain::Null, _) => over.clone(),
        _ if replaces => over.clone(),
        _ => below.clone(),
    }
}
