#![doc = include_str!("README.md")]

use std::net::Ipv4Addr;

use crate::facts::BGP_APIPA;
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Field, Gateway, Reader};

declare_lint! {
    id: "bgp-apipa-range",
    summary: "a custom BGP address of the gateway is outside Azure's range",
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
    let [first, last] = BGP_APIPA.map(Ipv4Addr::from);
    for entry in entries.items()? {
        let custom: Field<Vec<Field<String>>> = entry.field("customBgpIpAddresses");
        for (at, text) in findings.known(custom.elements()) {
            let address: Option<Ipv4Addr> = text.trim().parse().ok();
            if address.is_some_and(|address| (first..=last).contains(&address)) {
                continue;
            }
            findings
                .add(at, format!("custom BGP address {text} is outside {first} to {last}"))
                .help(format!(
                    "choose an address from {first} to {last}, and configure it on the other device too"
                ));
        }
    }
    Ok(())
}
