#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::entra::is_guid;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Field, Gateway, PointToSite, Reader};

declare_lint! {
    id: "groups-entra-not-object-id",
    summary: "a user group names an Entra group by something else than its object id",
    severity: Severity::Error,
    category: Category::Connection,
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
        let Some(members) = findings.or_not_evaluated(members.items()) else { continue };
        for member in members {
            let kind: Field<String> = member.field("attributeType");
            let value: Field<String> = member.field("attributeValue");
            let (Some(Some(kind)), Some(Some(text))) =
                (findings.or_not_evaluated(kind.get()), findings.or_not_evaluated(value.get()))
            else {
                continue;
            };
            if kind.eq_ignore_ascii_case("AADGroupId") && !is_guid(text.trim()) {
                findings
                    .add(&value, format!("'{text}' is no object id of an Entra group"))
                    .help("write the object id that the portal shows on the group's page");
            }
        }
    }
    Ok(())
}
