#![doc = include_str!("README.md")]

use std::collections::BTreeSet;

use crate::facts::{ROUTES_OPENVPN, ROUTES_WINDOWS_IKEV2};
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, PointToSite, Protocol, Range};

declare_lint! {
    id: "routes-over-client-limit",
    summary: "there are more routes than clients support",
    severity: Severity::Warning,
    category: Category::Connection,
    symptoms: &["13834"],
    since: "0.1.0",
    check: Check::PointToSite(check),
}

fn check(
    gateway: &Gateway,
    client: &PointToSite,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    let custom = findings.known(gateway.custom_routes.elements());
    let Some(reach) = context.estate.reach(gateway)? else { return Ok(()) };
    let nets: BTreeSet<_> = reach
        .ranges
        .iter()
        .copied()
        .chain(custom.iter().map(|(_, route)| *route))
        .filter_map(Range::net)
        .collect();
    let count = nets.len();
    let limits = [
        (Protocol::IkeV2, ROUTES_WINDOWS_IKEV2, "IKEv2 clients on Windows accept"),
        (Protocol::OpenVpn, ROUTES_OPENVPN, "OpenVPN clients accept"),
    ];
    for (protocol, limit, words) in limits {
        if count > limit && client.offers(&protocol)? {
            findings
                .add(
                    &gateway.custom_routes,
                    format!("{count} routes are sent to clients, but {words} {limit}"),
                )
                .help("summarize ranges, and remove routes that others contain");
            return Ok(());
        }
    }
    reach.complete()
}
