#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::UserGroups;

declare_lint! {
    id: "groups-dangling-reference",
    summary: "a connection configuration refers to a missing user group",
    severity: Severity::Warning,
    category: Category::Deployment,
    since: "0.1.0",
    check: Check::UserGroups(check),
}

fn check(groups: &UserGroups<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let mut names = Vec::new();
    for group in &groups.groups {
        if let Some(name) = group.name.get()? {
            names.push(name);
        }
    }
    let whose = if groups.virtual_wan { "its server configuration" } else { "the gateway" };
    for assignment in &groups.assignments {
        let Some(assignment) = findings.or_not_evaluated(assignment.as_ref().map_err(Clone::clone))
        else {
            continue;
        };
        let Some(Some(target)) = findings.or_not_evaluated(assignment.group.get()) else {
            continue;
        };
        if !names.iter().any(|name| name.eq_ignore_ascii_case(target.name())) {
            findings
                .add(&assignment.group, format!("{whose} has no user group '{}'", target.name()))
                .help("use the id of an existing group")
                .about(assignment.gateway.subject());
        }
    }
    Ok(())
}
