#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::Gateway;

declare_lint! {
    id: "expressroute-only-property",
    summary: "a VPN gateway has settings that only ExpressRoute gateways use",
    severity: Severity::Note,
    category: Category::Hygiene,
    since: "0.1.0",
    check: Check::Gateway(check),
}

/// What only ExpressRoute gateways use.
const NAMES: [&str; 3] = ["enableDnsForwarding", "adminState", "resiliencyModel"];

fn check(gateway: &Gateway, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if !gateway.resource.is_template() || gateway.gateway_type.is_absent() {
        return Ok(());
    }
    for name in NAMES {
        let Some(set) = gateway.properties.find(name) else { continue };
        let off = set.node().as_bool() == Some(false)
            || set.node().as_str().is_some_and(|text| text.eq_ignore_ascii_case("false"));
        if !off && gateway.is_vpn()? {
            findings
                .add(
                    set.node().origin.clone(),
                    format!("{name} has no effect on a VPN gateway, only on ExpressRoute gateways"),
                )
                .help(format!("remove {name}"))
                .related(&gateway.gateway_type, "the type");
        }
    }
    Ok(())
}
