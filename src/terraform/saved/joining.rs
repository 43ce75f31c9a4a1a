//! References that only applying tells, in the place of which the ids stand that names tell.

use std::collections::HashMap;
use std::sync::Arc;

use terraform_config::value::{Entries, Value, ValueKind};
use terraform_config::{Provider as _, Saved};

use super::address::ResourceAddress;
use super::subscription::{subscription, with_subscription};
use crate::terraform::azurerm;
use crate::terraform::ids::Azure;

/// How often ids are followed to other ids: a parent, its parent, and what refers to that.
const ROUNDS: usize = 8;

/// Finds out which resource a value refers to that only applying tells.
pub(super) struct Joining {
    addresses: Vec<Arc<str>>,
    kinds: Vec<Arc<str>>,
    pub(super) entries: Vec<Entries>,
    ids: Vec<Vec<(Arc<str>, Vec<String>)>>,
    by_bare: HashMap<String, Vec<usize>>,
    subscription: Option<String>,
}

impl Joining {
    pub(super) fn of(saved: &Saved) -> Self {
        let mut by_bare: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, one) in saved.resources.iter().enumerate() {
            by_bare.entry(ResourceAddress::of(&one.address).bare).or_default().push(at);
        }
        let entries = saved.resources.iter().map(|one| {
            let value = Value::of_node(&one.values);
            let mut entries =
                value.as_entries().map(|entries| (**entries).clone()).unwrap_or_default();
            entries.retain(|name, _| !one.unwritten.contains(name));
            entries
        });
        Self {
            addresses: saved.resources.iter().map(|one| one.address.clone()).collect(),
            kinds: saved.resources.iter().map(|one| one.kind.clone()).collect(),
            entries: entries.collect(),
            ids: saved.resources.iter().map(|one| one.ids.clone()).collect(),
            by_bare,
            subscription: subscription(saved),
        }
    }

    pub(super) fn run(&mut self) {
        for round in 0..ROUNDS {
            let mut changed = false;
            for at in 0..self.entries.len() {
                changed |= self.refer(at);
                changed |= self.name(at, round + 1 == ROUNDS);
            }
            if !changed {
                break;
            }
        }
        for at in 0..self.entries.len() {
            self.name(at, true);
        }
        for at in 0..self.entries.len() {
            self.refer(at);
        }
    }

    /// Gives a resource that isn't there yet the id that follows from its names.
    fn name(&mut self, at: usize, is_last: bool) -> bool {
        let entries = &self.entries[at];
        let known = entries.get("id").is_some_and(|id| id.as_str().is_some());
        let waits = |name: &str| entries.get(name).is_some_and(Value::is_unknown);
        let parents =
            ["parent_id", "resource_id", "virtual_network_id", "dns_forwarding_ruleset_id"];
        if known || (!is_last && parents.iter().any(|name| waits(name))) {
            return false;
        }
        let span = entries.values().next().map(|value| value.origin.span());
        let Some(span) = entries.get("name").map(|name| name.origin.span()).or(span) else {
            return false;
        };
        let computed = Azure.computed(&self.kinds[at], &self.addresses[at], entries, span);
        let Some((_, id)) = computed.into_iter().find(|(name, _)| &**name == "id") else {
            return false;
        };
        let subscription = self.subscription.as_deref();
        let id = match id.as_str().and_then(|text| with_subscription(text, subscription)) {
            Some(text) => Value::text(text, id.origin),
            None => id,
        };
        self.entries[at].insert("id".into(), id);
        true
    }

    /// Puts ids in the place of references to them.
    fn refer(&mut self, at: usize) -> bool {
        let own = self.addresses[at].clone();
        let mut changed = Vec::new();
        for (name, value) in &self.entries[at] {
            let several = self.ids[at].iter().find(|(attribute, _)| attribute == name);
            let place = ReferencePlace {
                own: &own,
                several: several.map(|(_, ids)| &ids[..]).unwrap_or_default(),
                parent: "",
                name,
            };
            if &**name != "id"
                && let Some(value) = self.settled(value, place)
            {
                changed.push((name.clone(), value));
            }
        }
        let any = !changed.is_empty();
        self.entries[at].extend(changed);
        any
    }

    /// The value with what is known by now; none when nothing more is.
    fn settled(&self, value: &Value, place: ReferencePlace<'_>) -> Option<Value> {
        let with = |kind: ValueKind| Value { kind, ..value.clone() };
        match &value.kind {
            ValueKind::Unknown(unknown) => {
                let id = if place.several.is_empty() {
                    self.meant(&unknown.residual, place.name, place.own)?
                } else {
                    self.one_of(place)?
                };
                Some(Value { origin: value.origin.clone(), ..id })
            }
            ValueKind::Tuple(items) => {
                let settled: Vec<_> = items.iter().map(|item| self.settled(item, place)).collect();
                settled.iter().any(Option::is_some).then(|| {
                    let items = settled.into_iter().zip(items.iter());
                    let items = items.map(|(new, old)| new.unwrap_or_else(|| old.clone()));
                    with(ValueKind::Tuple(Arc::new(items.collect())))
                })
            }
            ValueKind::Object(entries) => {
                let inner = |(name, value): (&Arc<str>, &Value)| {
                    let inner = ReferencePlace { parent: place.name, name, ..place };
                    Some((name.clone(), self.settled(value, inner)?))
                };
                let settled: Entries = entries.iter().filter_map(inner).collect();
                (!settled.is_empty()).then(|| {
                    let mut entries = (**entries).clone();
                    entries.extend(settled);
                    with(ValueKind::Object(Arc::new(entries)))
                })
            }
            _ => None,
        }
    }

    /// Of several ids that go into a body, the one that a property such as `subnet.id` takes by its type.
    fn one_of(&self, place: ReferencePlace<'_>) -> Option<Value> {
        if place.name != "id" {
            return None;
        }
        let ids: Vec<Value> = place
            .several
            .iter()
            .filter_map(|reference| self.meant(reference, "parent_id", place.own))
            .collect();
        let of_type = |wanted: &str| {
            let is = |id: &&Value| own_type(id).is_some_and(|own| own.eq_ignore_ascii_case(wanted));
            let mut fitting = ids.iter().filter(is);
            let found = fitting.next()?;
            fitting.all(|other| other.as_str() == found.as_str()).then_some(found)
        };
        let noun = place.parent.strip_prefix("remote").unwrap_or(place.parent);
        let plural = [format!("{noun}s"), format!("{noun}es")];
        if let Some(found) = plural.iter().find_map(|plural| of_type(plural)) {
            return Some(found.clone());
        }
        let network = of_type("virtualNetworks").filter(|_| noun == "subnet")?;
        in_gateway_subnet(network)
    }

    /// The id of what an argument of this name refers to.
    fn meant(&self, residual: &str, argument: &str, own: &str) -> Option<Value> {
        let reference = with_own_keys(residual, own);
        let address = ResourceAddress::of(&reference);
        if !matches!(address.rest, "" | "id") {
            return None;
        }
        let candidates = self.by_bare.get(&address.bare)?;
        let mut fitting = candidates
            .iter()
            .filter(|at| address.fits(&ResourceAddress::of(&self.addresses[**at])));
        let found = *fitting.next()?;
        if fitting.next().is_some() {
            return None;
        }
        let id = self.entries[found].get("id").filter(|id| id.as_str().is_some())?;
        if argument == "parent_id" || is_named_for(argument, &self.kinds[found], id) {
            return Some(id.clone());
        }
        let in_network = argument == "subnet_id"
            && is_named_for("virtual_network_id", &self.kinds[found], id)
            && own.contains("azurerm_virtual_network_gateway.");
        in_network.then(|| in_gateway_subnet(id)).flatten()
    }
}

/// A value in a resource, by what leads to it.
#[derive(Clone, Copy)]
struct ReferencePlace<'n> {
    /// The address of the resource.
    own: &'n str,
    /// The ids that go into its attribute, if several do.
    several: &'n [String],
    /// The property that the value's object is.
    parent: &'n str,
    /// The argument or property that the value is.
    name: &'n str,
}

/// A gateway lies in no other subnet than this one: its id is put together from the network's.
fn in_gateway_subnet(network: &Value) -> Option<Value> {
    let subnet = format!("{}/subnets/GatewaySubnet", network.as_str()?);
    Some(Value::text(subnet, network.origin.clone()))
}

/// The last part of the type that an id is of: `subnets`.
fn own_type(id: &Value) -> Option<&str> {
    id.as_str()?.rsplit('/').nth(1)
}

/// The reference with the keys of the resource that refers, where it says `each.key` or `count.index`.
fn with_own_keys(residual: &str, own: &str) -> String {
    if !residual.contains("[each.key]") && !residual.contains("[count.index]") {
        return residual.to_owned();
    }
    let key = ResourceAddress::of(own).keys.last().copied().unwrap_or_default();
    residual.replace("[each.key]", key).replace("[count.index]", key)
}

/// Whether an argument of this name takes the id of such a resource: `remote_virtual_network_id` that of a network.
fn is_named_for(argument: &str, kind: &str, id: &Value) -> bool {
    let noun = argument.strip_suffix("_id").unwrap_or(argument);
    let noun = ["remote_", "peer_", "default_"]
        .iter()
        .find_map(|before| noun.strip_prefix(before))
        .unwrap_or(noun);
    let noun = match noun {
        "public_ip_address" => "public_ip",
        "security_group" => "network_security_group",
        noun => noun,
    };
    let wanted = format!("azurerm_{noun}");
    if kind == wanted {
        return true;
    }
    let (Some(row), true) = (azurerm::row_of(&wanted), kind.starts_with("azapi_")) else {
        return false;
    };
    let own = row.azure.rsplit('/').next().unwrap_or_default();
    own_type(id).is_some_and(|part| part.eq_ignore_ascii_case(own))
}
