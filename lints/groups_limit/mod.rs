#![doc = include_str!("README.md")]

use crate::facts::{USER_GROUP_MEMBERS, USER_GROUPS};
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{NotEvaluated, UserGroups};

declare_lint! {
    id: "groups-limit",
    summary: "there are more user groups or members than a gateway supports",
    severity: Severity::Error,
    category: Category::Deployment,
    since: "0.1.0",
    check: Check::UserGroups(check),
}

fn check(groups: &UserGroups<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    for (counted, groups_are) in counted(groups)? {
        let mut members_are = 0;
        for at in groups_are.iter().copied() {
            members_are += groups.groups[at].members.items()?.len();
        }
        for (count, limit, what) in [
            (groups_are.len(), USER_GROUPS, "user groups"),
            (members_are, USER_GROUP_MEMBERS, "members of user groups"),
        ] {
            if count > limit {
                findings
                    .add(
                        &groups.at,
                        format!("{count} {what}{counted}, but a gateway supports {limit}"),
                    )
                    .help("merge groups, or use a second gateway for some of the users");
            }
        }
    }
    Ok(())
}

/// The groups that count for each gateway, as places in the list. In Virtual WAN those that the gateway gives pools to,
/// each as often as it does.
fn counted(groups: &UserGroups<'_>) -> Result<Vec<(String, Vec<usize>)>, NotEvaluated> {
    if !groups.virtual_wan {
        return Ok(vec![(String::new(), (0..groups.groups.len()).collect())]);
    }
    let place = |name: &str| {
        groups.groups.iter().position(|group| group.label().eq_ignore_ascii_case(name))
    };
    let mut of_gateways: Vec<(String, Vec<usize>)> = Vec::new();
    for (gateway, group) in groups.assigned()? {
        let of = format!(" of '{}'", gateway.subject().name);
        let Some(at) = place(group) else { continue };
        match of_gateways.iter_mut().find(|(other, _)| *other == of) {
            Some((_, places)) => places.push(at),
            None => of_gateways.push((of, vec![at])),
        }
    }
    Ok(of_gateways)
}
