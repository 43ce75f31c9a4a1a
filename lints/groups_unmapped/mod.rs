#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::UserGroups;

declare_lint! {
    id: "groups-unmapped",
    summary: "a user group has no address pool",
    severity: Severity::Note,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::UserGroups(check),
}

fn check(groups: &UserGroups<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    // Without any the gateway may not be in the input, or have no use for groups yet.
    if groups.assignments.is_empty() {
        return Ok(());
    }
    let assigned = groups.assigned()?;
    for group in &groups.groups {
        let Some(name) = findings.or_not_evaluated(group.name.get()).flatten() else { continue };
        if !assigned.iter().any(|(_, other)| other.eq_ignore_ascii_case(name)) {
            findings
                .add(&group.name, format!("user group '{name}' is in no connection configuration"))
                .help(
                    "add it to a connection configuration, so that its members get an address pool",
                );
        }
    }
    Ok(())
}
