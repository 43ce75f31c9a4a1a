//! Plans and states: their resources, with the ids that they are joined by.

use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::Arc;

use arm_template::STAND_IN_SUBSCRIPTION;
use terraform_config::value::{Entries, Kind, Resource as Attributes, Value};
use terraform_config::{Provider, Resource, Saved};
use traced_values::SourceId;

use super::azurerm;
use super::ids::Azure;

/// How often ids are followed to other ids: a parent, its parent, and what refers to that.
const ROUNDS: usize = 8;

/// A plan or a state among the inputs.
#[derive(Clone, Debug)]
pub(crate) struct SavedFile {
    /// Its number.
    pub(crate) source: SourceId,
    /// Where it lies, when it is a file.
    pub(crate) path: Option<PathBuf>,
    /// Whether it was named, as opposed to found in a folder.
    pub(crate) named: bool,
    /// What it says.
    pub(crate) saved: Saved,
}

/// A resource of a plan or a state.
#[derive(Clone, Debug)]
pub(super) struct Known {
    /// What is known of it.
    pub(super) resource: Resource,
    /// Whether it is there already.
    pub(super) is_there: bool,
}

/// The resources, each reference that only applying tells in the place of what it will be, as far as names tell that.
pub(super) fn resources(saved: &Saved) -> Vec<Known> {
    let mut joining = Joining::of(saved);
    joining.run();
    let all = saved.resources.iter().zip(joining.entries);
    all.map(|(one, entries)| {
        let head = one.values.span();
        let attributes = Attributes { address: one.address.clone(), entries: Arc::new(entries) };
        let module = Address::of(&one.address).module.into();
        let value = Value::new(Kind::Resource(Arc::new(attributes)), one.values.origin.clone());
        let resource = Resource {
            address: one.address.clone(),
            module,
            kind: one.kind.clone(),
            is_data: false,
            value,
            head,
            unsure: None,
        };
        Known { resource, is_there: !one.is_new }
    })
    .collect()
}

/// The one subscription that the ids of a plan or a state name.
pub(super) fn subscription(saved: &Saved) -> Option<String> {
    let ids = saved.resources.iter().filter_map(|one| one.values.get("id")?.as_str());
    let named: BTreeSet<String> = ids
        .filter_map(|id| id.strip_prefix("/subscriptions/")?.split('/').next())
        .map(str::to_ascii_lowercase)
        .collect();
    (named.len() == 1).then(|| named.into_iter().next()).flatten()
}

/// An id with the subscription in the place of what stands for it.
pub(super) fn with_subscription(id: &str, subscription: Option<&str>) -> Option<String> {
    let rest = id.strip_prefix("/subscriptions/")?.strip_prefix(STAND_IN_SUBSCRIPTION)?;
    Some(format!("/subscriptions/{}{rest}", subscription?))
}

/// An address in its parts.
struct Address<'a> {
    /// The module: `module.a["x"].module.b`.
    module: &'a str,
    /// Type and name, with the module, without any keys.
    bare: String,
    /// The keys on the way, with an empty text where there is none.
    keys: Vec<&'a str>,
    /// What follows: an attribute, or nothing.
    rest: &'a str,
}

impl<'a> Address<'a> {
    fn of(text: &'a str) -> Self {
        let mut bare = String::new();
        let mut keys = Vec::new();
        let (mut at, mut module_end) = (0, 0);
        let mut left = 2;
        let mut in_module = false;
        while left > 0 && at < text.len() {
            let end = at + end_of_part(&text[at..]);
            let (name, key) = split_key(&text[at..end]);
            if !bare.is_empty() {
                bare.push('.');
            }
            bare.push_str(name);
            if in_module {
                keys.push(key);
                in_module = false;
                module_end = end;
            } else if name == "module" && left == 2 {
                in_module = true;
            } else {
                left -= 1;
                if left == 0 {
                    keys.push(key);
                }
            }
            at = (end + 1).min(text.len());
        }
        Self { module: &text[..module_end], bare, keys, rest: &text[at..] }
    }

    /// Whether this one, whose keys may be left out, can be that one.
    fn fits(&self, other: &Self) -> bool {
        self.bare == other.bare
            && self.keys.len() == other.keys.len()
            && self.keys.iter().zip(&other.keys).all(|(own, key)| own.is_empty() || own == key)
    }
}

/// Where the first part of an address ends: at a dot outside of brackets.
fn end_of_part(text: &str) -> usize {
    let (mut depth, mut quoted, mut escaped) = (0_u32, false, false);
    for (at, sign) in text.char_indices() {
        let was_escaped = std::mem::take(&mut escaped);
        match sign {
            '"' if !was_escaped => quoted = !quoted,
            '\\' if quoted && !was_escaped => escaped = true,
            '[' if !quoted => depth += 1,
            ']' if !quoted => depth = depth.saturating_sub(1),
            '.' if !quoted && depth == 0 => return at,
            _ => {}
        }
    }
    text.len()
}

fn split_key(part: &str) -> (&str, &str) {
    part.find('[').map_or((part, ""), |at| part.split_at(at))
}

/// Finds out which resource a value refers to that only applying tells.
struct Joining {
    addresses: Vec<Arc<str>>,
    kinds: Vec<Arc<str>>,
    entries: Vec<Entries>,
    ids: Vec<Vec<(Arc<str>, Vec<String>)>>,
    by_bare: HashMap<String, Vec<usize>>,
    subscription: Option<String>,
}

impl Joining {
    fn of(saved: &Saved) -> Self {
        let mut by_bare: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, one) in saved.resources.iter().enumerate() {
            by_bare.entry(Address::of(&one.address).bare).or_default().push(at);
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

    fn run(&mut self) {
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
            let place = Place {
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
    fn settled(&self, value: &Value, place: Place<'_>) -> Option<Value> {
        let with = |kind: Kind| Value { kind, ..value.clone() };
        match &value.kind {
            Kind::Unknown(unknown) => {
                let id = if place.several.is_empty() {
                    self.meant(&unknown.residual, place.name, place.own)?
                } else {
                    self.one_of(place)?
                };
                Some(Value { origin: value.origin.clone(), ..id })
            }
            Kind::Tuple(items) => {
                let settled: Vec<_> = items.iter().map(|item| self.settled(item, place)).collect();
                settled.iter().any(Option::is_some).then(|| {
                    let items = settled.into_iter().zip(items.iter());
                    let items = items.map(|(new, old)| new.unwrap_or_else(|| old.clone()));
                    with(Kind::Tuple(Arc::new(items.collect())))
                })
            }
            Kind::Object(entries) => {
                let inner = |(name, value): (&Arc<str>, &Value)| {
                    let inner = Place { parent: place.name, name, ..place };
                    Some((name.clone(), self.settled(value, inner)?))
                };
                let settled: Entries = entries.iter().filter_map(inner).collect();
                (!settled.is_empty()).then(|| {
                    let mut entries = (**entries).clone();
                    entries.extend(settled);
                    with(Kind::Object(Arc::new(entries)))
                })
            }
            _ => None,
        }
    }

    /// Of several ids that go into a body, the one that a property such as `subnet.id` takes by its type.
    fn one_of(&self, place: Place<'_>) -> Option<Value> {
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
        let address = Address::of(&reference);
        if !matches!(address.rest, "" | "id") {
            return None;
        }
        let candidates = self.by_bare.get(&address.bare)?;
        let mut fitting =
            candidates.iter().filter(|at| address.fits(&Address::of(&self.addresses[**at])));
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
struct Place<'n> {
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
    let key = Address::of(own).keys.last().copied().unwrap_or_default();
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

/// What a plan says, with the places of the sources where those say the same; what the plan doesn't know as the sources
/// have it.
pub(super) fn placed(saved: &Value, written: &Value, subscription: Option<&str>) -> Value {
    let with = |kind: Kind| Value {
        kind,
        origin: written.origin.clone(),
        sensitive: saved.sensitive || written.sensitive,
    };
    match (&saved.kind, &written.kind) {
        (Kind::Unknown(_), Kind::Unknown(_)) => saved.clone(),
        (Kind::Unknown(_), _) => with_subscriptions(written, subscription),
        (Kind::Tuple(items), _) => match written.as_items() {
            Some(others) => {
                let pairs = pairs(items, others);
                let items = items.iter().zip(pairs).map(|(item, other)| match other {
                    Some(other) => placed(item, &written.part(&others[other]), subscription),
                    None => item.clone(),
                });
                with(Kind::Tuple(Arc::new(items.collect())))
            }
            None => saved.clone(),
        },
        (Kind::Object(entries), _) => match written.as_entries() {
            Some(others) => {
                let entry = |(name, value): (&Arc<str>, &Value)| {
                    let other = others.get(name).map(|other| written.part(other));
                    let value =
                        other.map_or_else(|| value.clone(), |it| placed(value, &it, subscription));
                    (name.clone(), value)
                };
                with(Kind::Object(Arc::new(entries.iter().map(entry).collect())))
            }
            None => saved.clone(),
        },
        _ if is_same(saved, written) => with(saved.kind.clone()),
        _ => saved.clone(),
    }
}

/// The resource of a plan, placed where the sources write it.
pub(super) fn placed_resource(
    saved: &Resource,
    written: &Resource,
    subscription: Option<&str>,
) -> Resource {
    let object = |value: &Value| match &value.kind {
        Kind::Resource(resource) => {
            Value { kind: Kind::Object(resource.entries.clone()), ..value.clone() }
        }
        _ => value.clone(),
    };
    let value = placed(&object(&saved.value), &object(&written.value), subscription);
    let entries = value.as_entries().cloned().unwrap_or_default();
    let attributes = Attributes { address: saved.address.clone(), entries };
    Resource {
        value: Value { kind: Kind::Resource(Arc::new(attributes)), ..value },
        head: written.head,
        ..saved.clone()
    }
}

/// The value with the plan's subscription in its ids.
fn with_subscriptions(written: &Value, subscription: Option<&str>) -> Value {
    let all = |items: &[Value]| {
        Arc::new(items.iter().map(|item| with_subscriptions(item, subscription)).collect())
    };
    let kind = match &written.kind {
        Kind::Text(text) => match with_subscription(text, subscription) {
            Some(text) => Kind::Text(text.into()),
            None => return written.clone(),
        },
        Kind::List(items) => Kind::List(all(items)),
        Kind::Set(items) => Kind::Set(all(items)),
        Kind::Tuple(items) => Kind::Tuple(all(items)),
        Kind::Map(entries) | Kind::Object(entries) => {
            let entries = entries.iter();
            let entry = |(name, value): (&Arc<str>, &Value)| {
                (name.clone(), with_subscriptions(value, subscription))
            };
            Kind::Object(Arc::new(entries.map(entry).collect()))
        }
        Kind::Resource(block) => {
            let entries = block.entries.iter();
            let entry = |(name, value): (&Arc<str>, &Value)| {
                (name.clone(), with_subscriptions(value, subscription))
            };
            Kind::Object(Arc::new(entries.map(entry).collect()))
        }
        _ => return written.clone(),
    };
    Value { kind, ..written.clone() }
}

/// Most elements of a list that are held against all of another one.
const MOST_COMPARED: usize = 256;

/// Which of the other elements each one is: a plan has sets in another order than they are written in.
fn pairs(items: &[Value], others: &[Value]) -> Vec<Option<usize>> {
    let in_order = items.len() == others.len()
        && items.iter().zip(others).all(|(item, other)| likeness(item, other) > 0);
    if in_order
        && items.iter().zip(others).all(|(item, other)| is_leaf(item) || is_alike(item, other))
        || items.len() > MOST_COMPARED
        || others.len() > MOST_COMPARED
    {
        return (0..items.len()).map(|at| (at < others.len()).then_some(at)).collect();
    }
    let mut free: BTreeSet<usize> = (0..others.len()).collect();
    let take = |(at, item): (usize, &Value)| {
        let best = free
            .iter()
            .map(|other| (likeness(item, &others[*other]), *other == at, *other))
            .filter(|(likeness, ..)| *likeness > 0)
            .max_by_key(|(likeness, is_here, other)| {
                (*likeness, *is_here, std::cmp::Reverse(*other))
            });
        let (_, _, best) = best?;
        free.remove(&best);
        Some(best)
    };
    items.iter().enumerate().map(take).collect()
}

fn is_leaf(value: &Value) -> bool {
    value.as_items().is_none() && value.as_entries().is_none()
}

/// Whether nothing that both know differs.
fn is_alike(saved: &Value, written: &Value) -> bool {
    match (saved.as_entries(), written.as_entries()) {
        (Some(entries), Some(others)) => others.iter().all(|(name, other)| {
            entries.get(name).is_none_or(|value| !is_leaf(value) || likeness(value, other) > 0)
        }),
        _ => likeness(saved, written) > 0,
    }
}

/// How much of what both know is the same.
fn likeness(saved: &Value, written: &Value) -> usize {
    if let (Some(entries), Some(others)) = (saved.as_entries(), written.as_entries()) {
        let both = entries.iter().filter_map(|(name, value)| Some((value, others.get(name)?)));
        return both.map(|(value, other)| likeness(value, other)).sum();
    }
    if let (Some(items), Some(others)) = (saved.as_items(), written.as_items()) {
        let both = items.iter().zip(others.iter());
        return both.map(|(value, other)| likeness(value, other)).sum::<usize>().max(1);
    }
    if saved.is_unknown() || written.is_unknown() {
        return 1;
    }
    if is_same(saved, written) { 2 } else { 0 }
}

/// Whether two values are the same once the provider has taken them for its own type.
fn is_same(saved: &Value, written: &Value) -> bool {
    let text = |value: &Value| match &value.kind {
        Kind::Text(text) => Some(text.to_string()),
        Kind::Number(number) => Some(number.to_string()),
        Kind::Bool(truth) => Some(truth.to_string()),
        _ => None,
    };
    text(saved).is_some_and(|saved| Some(saved) == text(written))
}

#[cfg(test)]
mod tests {
    use super::Address;

    #[test]
    fn addresses_come_apart() {
        let address = Address::of("module.a[\"x.y\"].module.b.azurerm_subnet.s[0].id");
        assert_eq!(address.module, "module.a[\"x.y\"].module.b");
        assert_eq!(address.bare, "module.a.module.b.azurerm_subnet.s");
        assert_eq!(address.keys, ["[\"x.y\"]", "", "[0]"]);
        assert_eq!(address.rest, "id");
        assert!(Address::of("azurerm_subnet.s.id").fits(&Address::of("azurerm_subnet.s[0]")));
        assert!(!Address::of("azurerm_subnet.s[1].id").fits(&Address::of("azurerm_subnet.s[0]")));
    }
}
