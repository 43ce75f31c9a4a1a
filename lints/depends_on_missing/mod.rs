#![doc = include_str!("README.md")]

use std::collections::{HashMap, HashSet};
use std::path::Path;

use arm_template::{By, How, Origin};

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, ReferenceNames, declare_lint};
use crate::resource::{DeploymentGroup, Estate, Field, Kind, Peering, Reference, Resource};

declare_lint! {
    id: "depends-on-missing",
    summary: "a resource refers to another one in its template without waiting for it",
    severity: Severity::Warning,
    category: Category::Deployment,
    symptoms: &["InvalidResourceReference", "ResourceNotFound"],
    since: "0.1.0",
    check: Check::Estate(check),
}

/// The resources of one deployment by the names that others wait for them by.
type ByName<'a> = HashMap<String, Vec<&'a Resource>>;

/// A resource, and one that it refers to.
struct Need<'a> {
    from: &'a Resource,
    to: &'a Resource,
    /// Where it refers to it, and by what reference.
    at: Origin,
    reference: Option<&'a Field<Reference>>,
}

fn check(estate: &Estate, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let deployments = deployments(estate);
    for need in needs(estate) {
        let Some(names) = place(need.from).and_then(|place| deployments.get(&place)) else {
            continue;
        };
        // Bicep finds out by itself what waits for what.
        let name = Path::new(context.sources.name(need.at.span().source));
        let by_bicep = name.extension().is_some_and(|end| end.eq_ignore_ascii_case("bicep"));
        if by_bicep || place(need.from) != place(need.to) || refers_at_runtime(&need.at) {
            continue;
        }
        if waits(need.from, need.to, names) == Some(false) {
            let (from, to) = (need.from.subject(), need.to.subject());
            let kind = |full: &str| full.rsplit('/').next().unwrap_or_default().to_owned();
            let message = format!(
                "'{}' refers to {} '{}' in the same template, but doesn't depend on it",
                from.name,
                kind(&to.kind),
                to.name
            );
            let finding = match need.reference {
                Some(reference) => findings.add(ReferenceNames(reference), message),
                None => findings.add(need.at, message),
            };
            finding
                .help(format!(
                    "add it to dependsOn: [resourceId('{}', '{}')], or its symbolic name",
                    to.kind, to.name
                ))
                .about(from);
        }
    }
    Ok(())
}

/// The deployment that a resource of a template stands in.
fn place(resource: &Resource) -> Option<(DeploymentGroup, Vec<std::sync::Arc<str>>)> {
    let turn = resource.turn.as_ref().filter(|_| !resource.existing)?;
    // A deployment whose name is not known goes by its type, and another one may do so too.
    if turn.deployment.iter().any(|name| name.contains('/')) {
        return None;
    }
    Some((resource.part, turn.deployment.clone()))
}

fn deployments(
    estate: &Estate,
) -> HashMap<(DeploymentGroup, Vec<std::sync::Arc<str>>), ByName<'_>> {
    let mut all: HashMap<_, ByName<'_>> = HashMap::new();
    for resource in estate.resources() {
        let (Some(place), Some(turn)) = (place(resource), &resource.turn) else { continue };
        let names = all.entry(place).or_default();
        let mut add = |name: &str| names.entry(name.to_lowercase()).or_default().push(resource);
        if let Some(id) = resource.identity() {
            add(id.key());
        }
        if let Some(name) = resource.name.value() {
            add(name);
            add(&typed(resource.kind.type_name(), name));
        }
        turn.symbolic_name.iter().chain(&turn.loop_name).for_each(|name| add(name));
    }
    all
}

/// `Microsoft.Network/virtualNetworks/hub`, of a child with the names between the types.
fn typed(kind: &str, name: &str) -> String {
    let mut types = kind.split('/');
    let mut text = types.next().unwrap_or_default().to_owned();
    for (kind, name) in types.zip(name.split('/')) {
        text.extend(["/", kind, "/", name]);
    }
    text
}

/// Every resource with what has to be there before it.
fn needs<'a>(estate: &'a Estate) -> Vec<Need<'a>> {
    let mut needs = Vec::new();
    let mut add = |from, to: Option<_>, at: &'a Field<Reference>| {
        needs.extend(to.map(|to| Need { from, to, at: at.origin().clone(), reference: Some(at) }));
    };
    for gateway in &estate.gateways {
        let own = &gateway.resource;
        for entry in gateway.ip_configurations.known_items() {
            let id = entry.subnet.identity().and_then(|id| id.parent());
            let network = id.and_then(|id| estate.network(&id, own, entry.subnet.span()).ok());
            add(own, network.filter(|it| it.declared).map(|it| &it.resource), &entry.subnet);
            let address = entry.public_ip.identity();
            let address =
                address.and_then(|id| estate.public_ip(&id, own, entry.public_ip.span()).ok());
            add(own, address.map(|it| &it.resource), &entry.public_ip);
        }
    }
    for connection in &estate.connections {
        let own = &connection.resource;
        for end in [&connection.gateway, &connection.other_gateway] {
            let gateway = end.identity().and_then(|id| estate.gateway(&id, own, end.span()).ok());
            add(own, gateway.map(|it| &it.resource), end);
        }
        let site = &connection.local_network_gateway;
        let far = site.identity();
        let far = far.and_then(|id| estate.local_network_gateway(&id, own, site.span()).ok());
        add(own, far.map(|it| &it.resource), site);
    }
    for gateway in &estate.hub_gateways {
        let hub = estate.hub_of(gateway).ok().flatten().filter(|hub| hub.declared);
        add(&gateway.resource, hub.map(|it| &it.resource), &gateway.hub);
        let server = estate.server_configuration_of(gateway).ok().flatten();
        let server = server.filter(|it| it.declared).map(|it| &it.resource);
        add(&gateway.resource, server, &gateway.configuration);
    }
    let peerings = estate.resources().filter(|resource| resource.kind == Kind::Peering);
    for own in peerings {
        let peering = Peering::read(&own.reader);
        if peering.use_remote_gateways.value() != Some(&true) {
            continue;
        }
        let remote = peering.remote.identity();
        let remote = remote.and_then(|id| estate.network(&id, own, peering.remote.span()).ok());
        let gateway = remote.and_then(|network| estate.gateways_in(network).next());
        let at = &peering.use_remote_gateways;
        needs.extend(gateway.map(|gateway| Need {
            from: own,
            to: &gateway.resource,
            at: at.origin().clone(),
            reference: None,
        }));
    }
    needs
}

/// Whether a value comes from `reference()`, by which a resource waits for the other without saying so.
fn refers_at_runtime(origin: &Origin) -> bool {
    origin
        .trail()
        .iter()
        .any(|step| matches!(step.how, How::Passed(By::Reference(_) | By::Output(_))))
}

/// Whether a resource waits for another one, itself or by those it waits for; none where that can't be told.
fn waits(from: &Resource, to: &Resource, names: &ByName<'_>) -> Option<bool> {
    let wanted = to.identity()?.key();
    // A subnet of a network is there no earlier than the network.
    let child = format!("{wanted}/");
    let mut seen: HashSet<*const Resource> = HashSet::new();
    let mut left = vec![from];
    while let Some(next) = left.pop() {
        if !seen.insert(std::ptr::from_ref(next)) {
            continue;
        }
        if let Some(id) = next.identity()
            && !std::ptr::eq(next, from)
            && (id.key() == wanted || id.key().starts_with(&child))
        {
            return Some(true);
        }
        let Some(waits_for) = next.reader.node().get("dependsOn") else { continue };
        for entry in waits_for.items() {
            // What is not known, or not among the resources that are read, may wait for it in its turn.
            let name = entry.as_str()?.trim().trim_matches('/').to_lowercase();
            if name == wanted || name.starts_with(&child) {
                return Some(true);
            }
            left.extend(names.get(&name)?);
        }
        waits_for.as_array()?;
    }
    Some(false)
}
