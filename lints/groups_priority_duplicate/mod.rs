#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Field, UserGroups};

declare_lint! {
    id: "groups-priority-duplicate",
    summary: "two user groups have the same priority",
    severity: Severity::Warning,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::UserGroups(check),
}

fn check(groups: &UserGroups<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let mut seen: Vec<Field<i64>> = Vec::new();
    for group in &groups.groups {
        let priority: Field<i64> = group.properties.field("priority");
        let Some(Some(number)) = findings.or_not_evaluated(priority.get()) else { continue };
        if let Some(first) = seen.iter().find(|other| other.value() == Some(number)) {
            findings
                .add(&priority, format!("two user groups have priority {number}"))
                .help("use a different priority for each group; the lowest is tried first")
                .related(first, "the first one");
        }
        seen.push(priority);
    }
    Ok(())
}
