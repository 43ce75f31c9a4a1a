#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Field, Gateway, Reader, Sku};

declare_lint! {
    id: "basic-sku-ipsec-policy",
    summary: "a custom IPsec policy is set on a gateway with the Basic SKU",
    severity: Severity::Error,
    category: Category::Deployment,
    since: "0.1.0",
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if gateway.sku.value().is_some_and(|sku| *sku != Sku::Basic)
        || gateway.is_vpn().is_ok_and(|vpn| !vpn)
    {
        return Ok(());
    }
    let clients = gateway
        .serves_clients()
        .and_then(|serves| Ok(serves && !gateway.vpn_client.ipsec_policies.items()?.is_empty()));
    if findings.or_not_evaluated(clients).unwrap_or_default() && gateway.is_vpn_of(&Sku::Basic)? {
        said(&gateway.vpn_client.ipsec_policies, "for point-to-site clients", gateway, findings);
    }
    for connection in context.estate.connections_of(gateway) {
        let policies: Field<Vec<Reader>> = connection.properties.field("ipsecPolicies");
        let some = policies.items().map(|policies| !policies.is_empty());
        if findings.or_not_evaluated(some).unwrap_or_default() && gateway.is_vpn_of(&Sku::Basic)? {
            said(
                &policies,
                &format!("on connection '{}'", connection.resource.subject().name),
                gateway,
                findings,
            );
        }
    }
    Ok(())
}

fn said(
    policies: &Field<Vec<Reader>>,
    place: &str,
    gateway: &Gateway,
    findings: &mut Findings<'_>,
) {
    findings
        .add(policies, format!("a custom IPsec policy is set {place} of a Basic gateway, but the Basic SKU doesn't support it"))
        .help("use VpnGw1AZ or a larger SKU; a Basic gateway can't be upgraded, so delete it and create a new one")
        .related(&gateway.sku, "the SKU");
}
