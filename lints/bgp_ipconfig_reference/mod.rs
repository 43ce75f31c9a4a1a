#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Field, Gateway, Reader, Reference};

declare_lint! {
    id: "bgp-ipconfig-reference",
    summary: "BGP addresses are set for an IP configuration that the gateway doesn't have",
    severity: Severity::Error,
    category: Category::Deployment,
    since: "0.1.0",
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if !gateway.is_vpn()? {
        return Ok(());
    }
    let Some(settings) = gateway.bgp_settings.get()? else { return Ok(()) };
    let entries: Field<Vec<Reader>> = settings.field("bgpPeeringAddresses");
    if entries.is_not_there() || entries.items()?.is_empty() {
        return Ok(());
    }
    let mut names = Vec::new();
    for configuration in gateway.ip_configurations.items()? {
        let Some(name) = configuration.name.get()? else { return Ok(()) };
        names.push(name.as_str());
    }
    for entry in entries.items()? {
        let reference: Field<Reference> = entry.field("ipconfigurationId");
        let Some(Some(target)) = findings.or_not_evaluated(reference.get()) else { continue };
        let name = target.name();
        // Azure names what has no name.
        if name.is_empty()
            || names.is_empty()
            || names.iter().any(|own| own.eq_ignore_ascii_case(name))
        {
            continue;
        }
        findings
            .add(&reference, format!("the gateway has no IP configuration '{name}'"))
            .help(format!("use the id of an existing one: {}", names.join(", ")));
    }
    Ok(())
}
