#![doc = include_str!("README.md")]

use arm_template::Origin;

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Field, NotEvaluated, PointToSiteGateway, Reader, Reference};

declare_lint! {
    id: "vwan-gateway-incomplete",
    summary: "a point-to-site gateway of Virtual WAN lacks its hub, its configuration or a pool",
    severity: Severity::Error,
    category: Category::Deployment,
    symptoms: &["InvalidRequestFormat"],
    since: "0.1.0",
    check: Check::HubGateway(check),
}

fn check(gateway: &PointToSiteGateway, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if gateway.properties.is_unknown() {
        return gateway.hub.get().map(|_| ());
    }
    let place = gateway.properties.node().origin.clone();
    for (reference, holder, what, help) in [
        (
            &gateway.hub,
            "virtualHub",
            "virtual hub",
            "set virtualHub.id to the id of a hub; for point-to-site in a virtual network, use a virtualNetworkGateways resource with vpnClientConfiguration",
        ),
        (
            &gateway.configuration,
            "vpnServerConfiguration",
            "VPN server configuration",
            "set vpnServerConfiguration.id to the id of a vpnServerConfigurations resource, which determines how clients authenticate",
        ),
    ] {
        if findings.or_not_evaluated(reference.get()).is_none() || names_something(reference) {
            continue;
        }
        if let Some(why) = left_open(&gateway.properties.object(holder), "id") {
            findings.not_evaluated(why);
        } else {
            findings.add(place.clone(), format!("the gateway has no {what}")).help(help);
        }
    }
    let pools = findings.known(gateway.pool_prefixes());
    let known = gateway.pool_prefixes().iter().all(Result::is_ok);
    let open = gateway.properties.field::<Vec<Reader>>("p2SConnectionConfigurations");
    let open = open.known_items().iter().find_map(|entry| {
        left_open(&entry.properties().object("vpnClientAddressPool"), "addressPrefixes")
    });
    if let (Some(why), true) = (open, pools.is_empty()) {
        findings.not_evaluated(why);
    } else if known && pools.is_empty() {
        findings
            .add(place, "the gateway has no address pool for clients")
            .help("add a connection configuration with vpnClientAddressPool.addressPrefixes to p2SConnectionConfigurations");
    }
    Ok(())
}

/// Why a value that is empty or null says nothing: a parameter whose default it is waits for another.
fn left_open(holder: &Reader, name: &str) -> Option<NotEvaluated> {
    let value = holder.node().get(name)?;
    let origin = holder.node().part(value).origin;
    let why = NotEvaluated::new(format!("a parameter leaves {name} empty"), Some(origin.span()));
    (!matches!(origin, Origin::Written(_)))
        .then(|| why.remedy("set the values of the template's parameters"))
}

fn names_something(reference: &Field<Reference>) -> bool {
    reference.value().is_some_and(|reference| !reference.name().is_empty())
}
