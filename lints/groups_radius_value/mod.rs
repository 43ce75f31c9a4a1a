#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Field, Gateway, PointToSite, Reader};

declare_lint! {
    id: "groups-radius-value",
    summary: "a user group for RADIUS has a value that the server can not send",
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
            let word = text.trim().to_lowercase();
            let rest = word.strip_prefix("6ad1bd").unwrap_or_default();
            let fits = rest.len() == 2 && rest.bytes().all(|byte| byte.is_ascii_hexdigit());
            if kind.eq_ignore_ascii_case("RadiusAzureGroupId") && !fits {
                findings
                    .add(&value, format!("'{text}' is not 6ad1bd with two more hexadecimal digits"))
                    .help("write 6ad1bd and two digits of your own, such as 6ad1bd01, on the RADIUS server too");
            }
        }
    }
    Ok(())
}
