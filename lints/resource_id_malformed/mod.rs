#![doc = include_str!("README.md")]

use arm_template::Origin;

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Field, Kind, NotEvaluated, Reader, Reference, Resource};

declare_lint! {
    id: "resource-id-malformed",
    summary: "a reference is not an id of the right type",
    severity: Severity::Error,
    category: Category::Deployment,
    symptoms: &["InvalidJsonReferenceFormat"],
    since: "0.1.0",
    check: Check::Resource(check),
}

/// A property that holds an id.
struct Slot {
    /// The resources that have it.
    of: Kind,
    /// The names on the way from `properties` to the object with the id; lists on the way mean each of their elements,
    /// `properties` that of an element.
    path: &'static [&'static str],
    /// What the id has to be of.
    kind: Kind,
    /// What people call that.
    noun: &'static str,
}

const fn slot(of: Kind, path: &'static [&'static str], kind: Kind, noun: &'static str) -> Slot {
    Slot { of, path, kind, noun }
}

#[rustfmt::skip]
static SLOTS: [Slot; 11] = [
    slot(Kind::Gateway, &["ipConfigurations", "properties", "subnet"], Kind::Subnet, "a subnet"),
    slot(Kind::Gateway, &["ipConfigurations", "properties", "publicIPAddress"], Kind::PublicIp, "a public IP address"),
    slot(Kind::Gateway, &["gatewayDefaultSite"], Kind::LocalNetworkGateway, "a local network gateway"),
    slot(Kind::PointToSiteGateway, &["virtualHub"], Kind::Hub, "a virtual hub"),
    slot(Kind::PointToSiteGateway, &["vpnServerConfiguration"], Kind::VpnServerConfiguration, "a VPN server configuration"),
    slot(Kind::PointToSiteGateway, &["p2SConnectionConfigurations", "properties", "configurationPolicyGroupAssociations"], Kind::PolicyGroup, "a user group"),
    slot(Kind::HubConnection, &["remoteVirtualNetwork"], Kind::Network, "a virtual network"),
    slot(Kind::Connection, &["virtualNetworkGateway1"], Kind::Gateway, "a virtual network gateway"),
    slot(Kind::Connection, &["virtualNetworkGateway2"], Kind::Gateway, "a virtual network gateway"),
    slot(Kind::Connection, &["localNetworkGateway2"], Kind::LocalNetworkGateway, "a local network gateway"),
    slot(Kind::Peering, &["remoteVirtualNetwork"], Kind::Network, "a virtual network"),
];

fn check(resource: &Resource, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if resource.existing {
        return Ok(());
    }
    for slot in SLOTS.iter().filter(|slot| slot.of == resource.kind) {
        for holder in holders(&resource.reader.properties(), slot.path, findings) {
            reference(&holder.field("id"), slot.kind, slot.noun, findings);
        }
    }
    if resource.kind == Kind::Gateway {
        several_networks(resource, findings);
    }
    Ok(())
}

/// The objects at the end of a path.
fn holders(
    from: &Reader,
    path: &'static [&'static str],
    findings: &mut Findings<'_>,
) -> Vec<Reader> {
    let Some((first, rest)) = path.split_first() else { return vec![from.clone()] };
    if *first == "properties" {
        return holders(&from.properties(), rest, findings);
    }
    let Some(found) = from.find(first) else {
        // Of an object that is unknown this says why.
        let id: Field<Reference> = from.field(first);
        findings.or_not_evaluated(id.get().map(|_| ()));
        return Vec::new();
    };
    let is_list = found.is_unknown() || found.node().as_array().is_some();
    if !is_list {
        return holders(&from.object(first), rest, findings);
    }
    let list: Field<Vec<Reader>> = found.value();
    let items = findings.or_not_evaluated(list.items().map(<[Reader]>::to_vec));
    items.unwrap_or_default().iter().flat_map(|item| holders(item, rest, findings)).collect()
}

/// The IP configurations of one gateway lie in one network.
fn several_networks(gateway: &Resource, findings: &mut Findings<'_>) {
    let path = &["ipConfigurations", "properties", "subnet"];
    let ids: Vec<Field<Reference>> = holders(&gateway.reader.properties(), path, findings)
        .iter()
        .map(|holder| holder.field("id"))
        .collect();
    let mut subnets =
        ids.iter().filter_map(|subnet| Some((subnet, subnet.value()?.id()?.parent()?)));
    let Some((first, network)) = subnets.next() else { return };
    for (other, elsewhere) in subnets.filter(|(_, other)| *other != network) {
        findings
            .add(
                other,
                format!(
                    "one IP configuration is in network '{}', but another is in '{}'",
                    network.name(),
                    elsewhere.name()
                ),
            )
            .help("put all IP configurations of a gateway in the GatewaySubnet of the same network")
            .related(first, "the first one");
    }
}

fn reference(field: &Field<Reference>, kind: Kind, noun: &str, findings: &mut Findings<'_>) {
    let fault = match findings.or_not_evaluated(field.get()).flatten() {
        None => return,
        // An empty id is how some tools write that there is none.
        Some(Reference::Broken(text)) if text.trim().is_empty() => return,
        Some(Reference::To(id)) if id.is_kind(kind.type_name()) => return,
        // A parameter whose default is empty, or a word for that, waits for a name.
        Some(reference)
            if (lacks_a_name(reference) && !field.origin().is_verbatim())
                || (stands_for_none(reference)
                    && !matches!(field.origin(), Origin::Written(_))) =>
        {
            let why = NotEvaluated::new("a name in the id is empty", Some(field.span()));
            return findings
                .not_evaluated(why.remedy("set the values of the template's parameters"));
        }
        Some(Reference::Broken(text)) => {
            format!("'{}' is not a resource id; the id of {noun} is required here", cut(text))
        }
        Some(Reference::To(id)) => {
            let mut end = id.as_str().trim_end_matches('/').rsplit('/');
            let (name, kind) = (end.next().unwrap_or_default(), end.next().unwrap_or_default());
            format!("'{}' is used instead of {noun}", cut(&format!("{kind}/{name}")))
        }
    };
    findings.add(field, fault).help(format!("use the full id: {}", pattern(kind)));
}

/// Whether a name in the id is empty; Resource Manager leaves out the type that it belongs to.
fn lacks_a_name(reference: &Reference) -> bool {
    match reference {
        Reference::Broken(text) => text.starts_with("/subscriptions/"),
        Reference::To(id) => id.as_str().contains("//") || id.as_str().ends_with('/'),
    }
}

/// Whether it is a word for no value, as defaults of parameters have it.
fn stands_for_none(reference: &Reference) -> bool {
    let none =
        |text: &String| ["null", "none", "n/a"].iter().any(|word| text.eq_ignore_ascii_case(word));
    matches!(reference, Reference::Broken(text) if none(text))
}

fn pattern(kind: Kind) -> String {
    let way = kind.type_name().replace("Microsoft.Network/", "");
    let way: Vec<String> = way.split('/').map(|part| format!("{part}/<name>")).collect();
    format!(
        "/subscriptions/<id>/resourceGroups/<name>/providers/Microsoft.Network/{}",
        way.join("/")
    )
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
