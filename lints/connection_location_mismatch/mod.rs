#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Connection, Reference, Resource};

declare_lint! {
    id: "connection-location-mismatch",
    summary: "a connection is in a different region than its gateway",
    severity: Severity::Error,
    category: Category::Deployment,
    symptoms: &["InvalidResourceReference"],
    since: "0.1.0",
    check: Check::Connection(check),
}

fn check(connection: &Connection, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let own = &connection.resource;
    if own.location.is_absent() {
        return Ok(());
    }
    let Some(Reference::To(id)) = connection.gateway.get()? else { return Ok(()) };
    let gateway = context.estate.gateway(id, own, connection.gateway.span())?;
    if own.part == gateway.resource.part && is_same_expression(own, &gateway.resource) {
        return Ok(());
    }
    let (Some(here), Some(there)) = (own.location.get()?, gateway.resource.location.get()?) else {
        return Ok(());
    };
    if normal(here) != normal(there) {
        let name = gateway.resource.subject().name;
        findings
            .add(
                &own.location,
                format!("the connection is in {here}, but its gateway '{name}' is in {there}"),
            )
            .help(format!("set the location to {there}: a connection must be in the region of its first gateway"))
            .related(&gateway.resource.location, "the region of the gateway");
    }
    Ok(())
}

/// Whether both are what is left of the same expression, such as `resourceGroup().location`.
fn is_same_expression(one: &Resource, other: &Resource) -> bool {
    let left = |resource: &Resource| resource.location.expression().map(str::to_lowercase);
    left(one).is_some_and(|text| left(other) == Some(text))
}

/// `West Europe` and `westeurope` are one region.
fn normal(location: &str) -> String {
    location.chars().filter(|letter| !letter.is_whitespace()).flat_map(char::to_lowercase).collect()
}
