#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Field, Gateway, Reader};

declare_lint! {
    id: "bgp-apipa-overlap",
    summary: "a custom BGP address of the gateway is used twice",
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
    if entries.is_not_there() {
        return Ok(());
    }
    let mut seen: Vec<(String, Field<String>)> = Vec::new();
    for entry in entries.items()? {
        let custom: Field<Vec<Field<String>>> = entry.field("customBgpIpAddresses");
        for (at, text) in findings.known(custom.elements()) {
            let address = text.trim();
            if let Some((_, first)) = seen.iter().find(|(other, _)| other == address) {
                findings
                    .add(at, format!("custom BGP address {address} is used twice"))
                    .help("use different addresses for each instance")
                    .related(first, "first use");
            } else {
                seen.push((address.to_owned(), at.clone()));
            }
        }
    }
    Ok(())
}
