#![doc = include_str!("README.md")]

use crate::facts::{SKUS, SkuLimits};
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, NotEvaluated, Occupancy, PointToSite};

declare_lint! {
    id: "connections-near-limit",
    summary: "the number of connected clients is near the limit of the SKU",
    severity: Severity::Warning,
    category: Category::Connection,
    since: "0.1.0",
    peers: &["P2S gateway with high connection count (Azure Advisor)"],
    check: Check::PointToSite(check),
}

fn check(
    gateway: &Gateway,
    _: &PointToSite,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    let Some(sessions) = context.estate.sessions_of(gateway) else { return Ok(()) };
    let Some(sku) = gateway.sku.get()? else { return Ok(()) };
    let own = sku.limits();
    let Some(limit) = own.and_then(|limits| limits.ikev2_and_openvpn_clients) else {
        let reason =
            format!("Microsoft publishes no limit of IKEv2 and OpenVPN clients for SKU {sku}");
        return Err(NotEvaluated::new(reason, Some(gateway.sku.span())));
    };
    let used = sessions.ikev2_and_openvpn_clients();
    if !(Occupancy { used, of: limit.into() }).is_nearly_full() {
        return Ok(());
    }
    let larger = match own.and_then(next) {
        Some((larger, limit)) => format!("use a larger SKU: {} supports {limit}", larger.sku),
        None => "there is no larger SKU: use a second gateway for some of the users".to_owned(),
    };
    findings
        .add(
            &gateway.sku,
            format!(
                "{used} of the {limit} IKEv2 and OpenVPN clients that {sku} supports are connected"
            ),
        )
        .help(format!("at the limit, new clients can't connect; {larger}"))
        .key(format!("clients of {sku} near the limit"))
        .related(&sessions.list.origin, "the connected clients");
    Ok(())
}

/// The next SKU of the same family that serves more clients.
fn next(own: &SkuLimits) -> Option<(&'static SkuLimits, u32)> {
    let zonal = |sku: &SkuLimits| sku.sku.ends_with("AZ");
    let clients = own.ikev2_and_openvpn_clients?;
    let larger = SKUS.iter().filter(|sku| zonal(sku) == zonal(own));
    larger
        .filter_map(|sku| Some((sku, sku.ikev2_and_openvpn_clients?)))
        .find(|(_, limit)| *limit > clients)
}
