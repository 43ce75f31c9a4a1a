#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, PointToSite, Protocol};

declare_lint! {
    id: "groups-with-sstp",
    summary: "user groups are set on a gateway that offers SSTP",
    severity: Severity::Error,
    category: Category::Deployment,
    since: "0.1.0",
    check: Check::PointToSite(check),
}

fn check(
    gateway: &Gateway,
    client: &PointToSite,
    _: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    let groups = &gateway.policy_groups;
    if groups.is_not_there() || groups.items()?.is_empty() {
        return Ok(());
    }
    if client.offers(&Protocol::Sstp)? {
        findings
            .add(
                client.place_of_protocol(&Protocol::Sstp),
                "SSTP with user groups, which it does not have",
            )
            .help("take SSTP off the list")
            .related(groups, "the groups");
    }
    Ok(())
}
