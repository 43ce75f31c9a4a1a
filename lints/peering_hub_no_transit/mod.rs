#![doc = include_str!("README.md")]

use serde_json::Value;

use crate::finding::{Applicability, Severity};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::{Gateway, NetworkPeering, PointToSite};

declare_lint! {
    id: "peering-hub-no-transit",
    summary: "a peering doesn't offer the point-to-site gateway to the other network",
    severity: Severity::Note,
    category: Category::Connection,
    symptoms: &["you still can't connect to Azure resources"],
    since: "0.1.0",
    fix: Fixable::Unsafe,
    check: Check::PointToSite(check),
}

fn check(
    gateway: &Gateway,
    _: &PointToSite,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    let Some(network) = context.estate.network_of(gateway)? else { return Ok(()) };
    for peering in &network.peerings {
        let place = NetworkPeering { network, peering };
        let Some(false) = findings.or_not_evaluated(peering.allow_gateway_transit.is_on()) else {
            continue;
        };
        let Some(Some(remote)) = findings.or_not_evaluated(context.estate.remote_of(place)) else {
            continue;
        };
        let Some(true) =
            findings.or_not_evaluated(context.estate.may_use_gateway_of(place, remote))
        else {
            continue;
        };
        let Some(back) = findings.or_not_evaluated(context.estate.way_back(place)) else {
            continue;
        };
        let asks = back.filter(|back| back.use_remote_gateways.value() == Some(&true));
        let other = remote.label();
        let message = match asks {
            Some(_) => format!(
                "peering '{}' doesn't offer the gateway that {other} requires",
                peering.label()
            ),
            None => format!(
                "peering '{}' doesn't offer the gateway, so clients can't reach {other}",
                peering.label()
            ),
        };
        let help = match asks {
            Some(_) => "set allowGatewayTransit to true here".to_owned(),
            None => format!(
                "if clients must reach {other}, set allowGatewayTransit to true here, and useRemoteGateways to true on the peering back"
            ),
        };
        let finding = findings
            .add(&peering.allow_gateway_transit, message)
            .help(help)
            .about(network.resource.subject());
        if let Some(back) = back {
            finding.related(&back.use_remote_gateways, format!("the peering back from {other}"));
        }
        let flag = &peering.allow_gateway_transit;
        let edit = context.set_member(flag, "allowGatewayTransit", &Value::Bool(true));
        if asks.is_some() {
            // The other network says that it is meant to be reached.
            finding.severity(Severity::Warning);
        }
        finding.fix(
            "offer the gateway over this peering",
            Applicability::Unsafe,
            edit.filter(|_| asks.is_some()),
        );
    }
    Ok(())
}
