#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::Gateway;

declare_lint! {
    id: "connection-count-over-sku",
    summary: "a gateway has more connections than its SKU supports",
    severity: Severity::Warning,
    category: Category::Deployment,
    since: "0.1.0",
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if !gateway.is_vpn()? {
        return Ok(());
    }
    let Some(sku) = gateway.sku.get()? else { return Ok(()) };
    let Some(limits) = sku.limits() else { return Ok(()) };
    let tunnels = |kind: &String| !kind.eq_ignore_ascii_case("ExpressRoute");
    let count = context
        .estate
        .connections_of(gateway)
        .filter(|connection| connection.connection_type.value().is_none_or(tunnels))
        .count();
    if u32::try_from(count).is_ok_and(|count| count > limits.tunnels) {
        findings
            .add(
                &gateway.sku,
                format!(
                    "{count} connections are configured, but {sku} supports {} tunnels",
                    limits.tunnels
                ),
            )
            .help("use a larger SKU, or connect some sites to a second gateway");
    }
    Ok(())
}
