#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Field, UserGroups};

declare_lint! {
    id: "groups-member-empty",
    summary: "a user group has no members, or a member has no value",
    severity: Severity::Warning,
    category: Category::Deployment,
    since: "0.1.0",
    check: Check::UserGroups(check),
}

fn check(groups: &UserGroups<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    for group in &groups.groups {
        let Some(list) = findings.or_not_evaluated(group.members.items()) else { continue };
        let name = group.label();
        if list.is_empty() {
            findings
                .add(&group.members, format!("user group '{name}' has no members"))
                .help("add a member, or remove the group");
        }
        for member in list {
            for property in ["attributeType", "attributeValue"] {
                let field: Field<String> = member.field(property);
                let Some(text) = findings.or_not_evaluated(field.get()) else { continue };
                if text.is_none_or(|text| text.trim().is_empty()) {
                    findings
                        .add(&field, format!("a member of user group '{name}' has no {property}"))
                        .help(format!("write {property}"));
                }
            }
        }
    }
    Ok(())
}
