#![doc = include_str!("README.md")]

use crate::finding::{Applicability, Severity};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::{Gateway, Sku};

declare_lint! {
    id: "basic-sku-bgp",
    summary: "BGP is configured on a gateway with the Basic SKU",
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
            .add(
                &gateway.enable_bgp,
                "BGP is enabled on a Basic gateway, but the Basic SKU doesn't support it",
            )
            .fix(
                "set enableBgp to false and remove bgpSettings",
                Applicability::Unsafe,
                turn_off.into_iter().chain(remove),
            )
    } else {
        findings
            .add(
                &gateway.bgp_settings,
                "bgpSettings are set on a Basic gateway: Azure rejects them even though enableBgp is false",
            )
            .fix("remove bgpSettings", Applicability::Unsafe, remove)
    };
    finding
        .help("remove enableBgp and bgpSettings, or create a new gateway with VpnGw1AZ or a larger SKU; Basic can't be upgraded")
        .related(&gateway.sku, "the SKU");
    Ok(())
}
