#![doc = include_str!("README.md")]

use crate::finding::{Applicability, Severity};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::{Gateway, Sku};

declare_lint! {
    id: "basic-sku-bgp",
    summary: "BGP is set on a gateway of the Basic SKU",
    severity: Severity::Error,
    category: Category::Deployment,
    symptoms: &["BasicSkuVirtualNetworkGatewayDoesNotSupportBgp"],
    since: "0.1.0",
    fix: Fixable::Unsafe,
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if gateway.sku.value().is_some_and(|sku| *sku != Sku::Basic)
        || gateway.is_vpn().is_ok_and(|vpn| !vpn)
    {
        return Ok(());
    }
    let on = gateway.enable_bgp.is_on()?;
    // A GET prints the settings of gateways that have no use for them; only a request is refused because of them.
    let settings = if gateway.resource.is_template() { gateway.bgp_settings.get()? } else { None };
    if !(on || settings.is_some()) || !gateway.is_vpn_of(&Sku::Basic)? {
        return Ok(());
    }
    let remove = settings
        .and_then(|object| context.replace_value(&object.node().origin, &serde_json::Value::Null));
    let finding = if on {
        let turn_off = context.replace_value(gateway.enable_bgp.origin(), &false.into());
        findings
            .add(&gateway.enable_bgp, "BGP on a Basic gateway: the Basic SKU does not have it")
            .fix(
                "turn BGP off and take its settings away",
                Applicability::Unsafe,
                turn_off.into_iter().chain(remove),
            )
    } else {
        findings
            .add(
                &gateway.bgp_settings,
                "bgpSettings on a Basic gateway: they are refused, though enableBgp is false",
            )
            .fix("take bgpSettings away", Applicability::Unsafe, remove)
    };
    finding
        .help("remove enableBgp and bgpSettings, or take a VpnGw1AZ or larger SKU (by a new gateway: Basic can't be upgraded)")
        .related(&gateway.sku, "the SKU");
    Ok(())
}
