#![doc = include_str!("README.md")]

use crate::facts::{DEFAULT_ASN, reserved_asn};
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Field, Gateway};

declare_lint! {
    id: "bgp-asn-reserved",
    summary: "the ASN of the gateway is reserved",
    severity: Severity::Error,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if !gateway.is_vpn()? || !gateway.enable_bgp.is_on()? {
        return Ok(());
    }
    let Some(settings) = gateway.bgp_settings.get()? else { return Ok(()) };
    let asn: Field<i64> = settings.field("asn");
    let Some(number) = asn.get()? else { return Ok(()) };
    if let Some(meaning) = reserved_asn(*number) {
        findings
            .add(&asn, format!("ASN {number} of the gateway is {meaning}"))
            .help(format!("use {DEFAULT_ASN}, the default, or another private ASN, and update the devices at the other end"));
    }
    Ok(())
}
