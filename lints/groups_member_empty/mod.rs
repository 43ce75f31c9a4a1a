#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Field, Gateway, PointToSite, Reader};

declare_lint! {
    id: "groups-member-empty",
    summary: "a user group has no members, or a member has no value",
    severity: Severity::Warning,
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
    for group in groups.items()? {
        let members: Field<Vec<Reader>> = group.properties().field("policyMembers");
        let Some(list) = findings.or_not_evaluated(members.items()) else { continue };
        let name: Field<String> = group.field("name");
        let name = name.value().map_or("(no name)", String::as_str);
        if list.is_empty() {
            findings
                .add(&members, format!("user group '{name}' has no members"))
                .help("give it a member, or remove it");
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
