#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Estate, Field, Hub, NotEvaluated, PointToSiteGateway};

declare_lint! {
    id: "vwan-basic",
    summary: "a point-to-site gateway is in a Basic Virtual WAN, which supports only site-to-site",
    severity: Severity::Error,
    category: Category::Deployment,
    since: "0.1.0",
    check: Check::HubGateway(check),
}

fn check(
    gateway: &PointToSiteGateway,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    let Some(hub) = context.estate.hub_of(gateway)? else { return Ok(()) };
    let name = hub.resource.subject().name;
    if !hub.declared {
        let reason = format!("the virtual hub {name} is not in the input");
        return Err(NotEvaluated::new(reason, Some(hub.resource.origin().span()))
            .remedy("add the virtual hub to the input"));
    }
    let (place, what) = if is_basic(&hub.sku) {
        (hub.sku.clone(), format!("hub '{name}'"))
    } else {
        match type_of_virtual_wan(hub, context.estate) {
            Ok(Some((kind, wan))) if is_basic(&kind) => (kind, format!("the Virtual WAN '{wan}'")),
            // A hub of type Standard says what its Virtual WAN is.
            Err(why) if hub.sku.value().is_none() => return Err(why),
            Ok(_) | Err(_) => return Ok(()),
        }
    };
    let finding = findings.add(
        &place,
        format!("{what} is of type Basic, which supports only site-to-site, not point-to-site"),
    );
    finding
        .help("set type of the Virtual WAN to Standard, and also sku of its hubs if it is set; you can't change back to Basic")
        .related(&gateway.hub, "the point-to-site gateway is in this hub");
    if gateway.is_accepted() {
        finding.severity(Severity::Warning);
    }
    Ok(())
}

fn is_basic(kind: &Field<String>) -> bool {
    kind.value().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("Basic"))
}

/// The type of the Virtual WAN of a hub, with its name; none where the hub is in none, as that of a Route Server.
fn type_of_virtual_wan(
    hub: &Hub,
    estate: &Estate,
) -> Result<Option<(Field<String>, String)>, NotEvaluated> {
    let Some(wan) = estate.virtual_wan_of(hub)? else { return Ok(None) };
    let name = wan.subject().name;
    let kind: Field<String> = wan.reader.properties().field("type");
    if kind.get()?.is_none() {
        let reason = format!("the type of Virtual WAN {name} is not in the input");
        return Err(NotEvaluated::new(reason, Some(kind.span()))
            .remedy("set type to Standard, or add an export of the Virtual WAN to the input"));
    }
    Ok(Some((kind, name)))
}
