#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Protocol, UserGroups};

declare_lint! {
    id: "groups-with-sstp",
    summary: "user groups are configured on a gateway that offers SSTP",
    severity: Severity::Error,
    category: Category::Deployment,
    since: "0.1.0",
    check: Check::UserGroups(check),
}

fn check(groups: &UserGroups<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if groups.client.offers(&Protocol::Sstp)? {
        findings
            .add(
                groups.client.place_of_protocol(&Protocol::Sstp),
                "SSTP is offered with user groups, which it doesn't support",
            )
            .help("remove SSTP from the list")
            .related(&groups.at, "the groups");
    }
    Ok(())
}
