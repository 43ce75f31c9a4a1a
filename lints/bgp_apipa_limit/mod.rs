#![doc = include_str!("README.md")]

use crate::facts::BGP_APIPA_ADDRESSES;
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Field, Gateway, Reader};

declare_lint! {
    id: "bgp-apipa-limit",
    summary: "there are more custom BGP addresses than a gateway supports",
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
    let mut count = 0;
    for entry in entries.items()? {
        let custom: Field<Vec<Field<String>>> = entry.field("customBgpIpAddresses");
        count += custom.items()?.len();
    }
    if count > BGP_APIPA_ADDRESSES {
        findings
            .add(
                &entries,
                format!("{count} custom BGP addresses are set, but a gateway supports {BGP_APIPA_ADDRESSES}"),
            )
            .help("share an address between connections, or remove addresses that no device uses");
    }
    Ok(())
}
