#![doc = include_str!("README.md")]

use crate::facts::{USER_GROUP_MEMBERS, USER_GROUPS};
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Field, Gateway, PointToSite, Reader};

declare_lint! {
    id: "groups-limit",
    summary: "there are more user groups, or members of them, than a gateway takes",
    severity: Severity::Error,
    category: Category::Deployment,
    since: "0.1.0",
    check: Check::PointToSite(check),
}

fn check(
    gateway: &Gateway,
    _: &PointToSite,
    _: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    let groups = &gateway.policy_groups;
    if groups.is_not_there() || groups.items()?.is_empty() {
        return Ok(());
    }
    let groups_are = groups.items()?.len();
    let mut members_are = 0;
    for group in groups.items()? {
        let members: Field<Vec<Reader>> = group.properties().field("policyMembers");
        members_are += members.items()?.len();
    }
    for (count, limit, what) in [
        (groups_are, USER_GROUPS, "user groups"),
        (members_are, USER_GROUP_MEMBERS, "members of user groups"),
    ] {
        if count > limit {
            findings
                .add(groups, format!("{count} {what}, a gateway takes {limit}"))
                .help("merge groups, or serve some of the users by a second gateway");
        }
    }
    Ok(())
}
