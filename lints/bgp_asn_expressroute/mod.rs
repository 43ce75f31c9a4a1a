#![doc = include_str!("README.md")]

use crate::facts::DEFAULT_ASN;
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Field, Gateway, GatewayType};

declare_lint! {
    id: "bgp-asn-expressroute",
    summary: "a VPN gateway beside an ExpressRoute gateway has an ASN other than 65515",
    severity: Severity::Warning,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if !gateway.is_vpn()? || !gateway.enable_bgp.is_on()? {
        return Ok(());
    }
    let Some(settings) = gateway.bgp_settings.get()? else { return Ok(()) };
    let asn: Field<i64> = settings.field("asn");
    let Some(number) = asn.get()?.filter(|number| **number != DEFAULT_ASN) else { return Ok(()) };
    let Some(network) = context.estate.network_of(gateway)? else { return Ok(()) };
    let is_express =
        |other: &&Gateway| other.gateway_type.value() == Some(&GatewayType::ExpressRoute);
    let Some(express) = context.estate.gateways_in(network).find(is_express) else { return Ok(()) };
    findings
        .add(
            &asn,
            format!("ASN {number} is set beside an ExpressRoute gateway, which requires {DEFAULT_ASN} here"),
        )
        .help(format!("set the ASN to {DEFAULT_ASN}, and update the devices at the other end of the tunnels"))
        .related(&express.gateway_type, "the ExpressRoute gateway in the same network");
    Ok(())
}
