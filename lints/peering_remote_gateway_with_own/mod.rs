#![doc = include_str!("README.md")]

use serde_json::Value;

use crate::finding::{Applicability, Severity};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::{NetworkPeering, PeeringState};

declare_lint! {
    id: "peering-remote-gateway-with-own",
    summary: "a network with its own gateway uses the gateway of another network",
    severity: Severity::Error,
    category: Category::Deployment,
    since: "0.1.0",
    fix: Fixable::Unsafe,
    check: Check::Peering(check),
}

fn check(
    place: &NetworkPeering<'_>,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    let flag = &place.peering.use_remote_gateways;
    if !flag.is_on()? || place.peering.state.value() == Some(&PeeringState::Connected) {
        // Azure does not let both be.
        return Ok(());
    }
    if !context.estate.has_gateway(place.network)? {
        return Ok(());
    }
    let finding = findings
        .add(
            flag,
            format!(
                "peering '{}' uses a remote gateway, but {} has its own gateway",
                place.peering.label(),
                place.network.label()
            ),
        )
        .help("set useRemoteGateways to false, or remove the network's own gateway");
    if let Some(gateway) = context.estate.gateways_in(place.network).next() {
        finding.related(
            &gateway.ip_configurations,
            format!(
                "gateway '{}' is in the same network",
                gateway.resource.short_name().unwrap_or("(no name)")
            ),
        );
    }
    finding.fix(
        "disable the remote gateway",
        Applicability::Unsafe,
        context.replace_value(flag.origin(), &Value::Bool(false)),
    );
    Ok(())
}
