#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, NotEvaluated, Reference, Resource};

declare_lint! {
    id: "gateway-location-mismatch",
    summary: "the gateway is in a different region than its virtual network or public IP address",
    severity: Severity::Error,
    category: Category::Deployment,
    since: "0.1.0",
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let own = &gateway.resource;
    if own.location.is_absent() {
        return Ok(());
    }
    if let Some(network) = findings.or_not_evaluated(context.estate.network_of(gateway)).flatten()
        && network.declared
        && !network.resource.existing
    {
        let outcome = compare(own, &network.resource, "virtual network", findings);
        findings.or_not_evaluated(outcome);
    }
    for configuration in
        findings.or_not_evaluated(gateway.ip_configurations.items()).unwrap_or_default()
    {
        let Some(Reference::To(id)) =
            findings.or_not_evaluated(configuration.public_ip.get()).flatten()
        else {
            continue;
        };
        let address = context.estate.public_ip(id, own, configuration.public_ip.span());
        let Some(address) = findings.or_not_evaluated(address) else { continue };
        let outcome = compare(own, &address.resource, "public IP address", findings);
        findings.or_not_evaluated(outcome);
    }
    Ok(())
}

fn compare(
    own: &Resource,
    other: &Resource,
    noun: &str,
    findings: &mut Findings<'_>,
) -> Result<(), NotEvaluated> {
    if other.existing || (own.part == other.part && unknown_alike(own, other)) {
        return Ok(());
    }
    let (Some(here), Some(there)) = (own.location.get()?, other.location.get()?) else {
        return Ok(());
    };
    if normal(here) != normal(there) {
        findings
            .add(
                &own.location,
                format!(
                    "the gateway is in {here}, but its {noun} '{}' is in {there}",
                    other.subject().name
                ),
            )
            .help(format!(
                "use the same region for both; a gateway must be in the region of its {noun}"
            ))
            .related(&other.location, format!("the region of the {noun}"));
    }
    Ok(())
}

/// Whether both are what is left of the same expression, such as `resourceGroup().location`.
fn unknown_alike(one: &Resource, other: &Resource) -> bool {
    let residual = |resource: &Resource| {
        let place = resource.reader.find("location")?;
        place.node().as_unknown().map(|unknown| unknown.residual.to_lowercase())
    };
    residual(one).is_some_and(|text| residual(other) == Some(text))
}

/// `West Europe` and `westeurope` are one region.
fn normal(location: &str) -> String {
    location.chars().filter(|letter| !letter.is_whitespace()).flat_map(char::to_lowercase).collect()
}
