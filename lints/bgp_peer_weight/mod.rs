#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Field, Gateway};

declare_lint! {
    id: "bgp-peer-weight",
    summary: "the BGP weight of the gateway is out of range",
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
    let weight: Field<i64> = settings.field("peerWeight");
    let Some(number) = weight.get()? else { return Ok(()) };
    if !(0..=100).contains(number) {
        findings
            .add(&weight, format!("peerWeight {number} is outside 0 to 100"))
            .help("choose a weight from 0 to 100");
    }
    Ok(())
}
