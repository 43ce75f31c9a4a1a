#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Authentication, Field, Gateway, PointToSite, Reader};

declare_lint! {
    id: "groups-attribute-without-auth",
    summary: "a user group asks for an attribute that no client of the gateway has",
    severity: Severity::Warning,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::PointToSite(check),
}

fn check(
    gateway: &Gateway,
    client: &PointToSite,
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
            let Some(Some(word)) = findings.or_not_evaluated(kind.get()) else { continue };
            let way = match word.trim().to_lowercase().as_str() {
                "aadgroupid" => Authentication::Entra,
                "certificategroupid" => Authentication::Certificate,
                "radiusazuregroupid" => Authentication::Radius,
                _ => continue,
            };
            if !client.authenticates_by(&way)? {
                findings
                    .add(
                        &kind,
                        format!("{word} of a user group, and clients don't authenticate by {way}"),
                    )
                    .help("choose the attribute of a way to authenticate that the gateway has")
                    .related(&client.authentication_types, "the ways to authenticate");
            }
        }
    }
    Ok(())
}
