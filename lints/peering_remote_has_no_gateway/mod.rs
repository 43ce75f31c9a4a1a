#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{NetworkPeering, NotEvaluated, PeeringState};

declare_lint! {
    id: "peering-remote-has-no-gateway",
    summary: "a peering uses the gateway of a network without a gateway",
    severity: Severity::Error,
    category: Category::Deployment,
    symptoms: &["RemoteVnetHasNoGateways"],
    since: "0.1.0",
    check: Check::Peering(check),
}

/// The subnet of Azure Route Server, which the flag stands for as well.
const ROUTE_SERVER: &str = "RouteServerSubnet";

fn check(
    place: &NetworkPeering<'_>,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    let flag = &place.peering.use_remote_gateways;
    if !flag.is_on()? || place.peering.state.value() == Some(&PeeringState::Connected) {
        // Azure accepts the flag only while there is a gateway.
        return Ok(());
    }
    let Some(remote) = context.estate.remote_of(*place)? else { return Ok(()) };
    if remote.subnet(ROUTE_SERVER).is_some() || context.estate.has_gateway(remote)? {
        return Ok(());
    }
    if remote.resource.is_template() && remote.properties.find("subnets").is_none() {
        // Without a list of its own, the template leaves the subnets to others.
        let reason = format!("the template doesn't list the subnets of {}", remote.label());
        return Err(NotEvaluated::new(reason, Some(remote.resource.origin().span())));
    }
    findings
        .add(
            flag,
            format!(
                "peering '{}' uses the gateway of {}, which has no gateway",
                place.peering.label(),
                remote.label()
            ),
        )
        .help(format!(
            "first deploy a gateway to {}, or set useRemoteGateways to false",
            remote.label()
        ))
        .related(remote.resource.origin().clone(), "the other network, without a GatewaySubnet");
    Ok(())
}
