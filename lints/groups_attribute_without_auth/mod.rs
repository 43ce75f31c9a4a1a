#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Authentication, UserGroups};

declare_lint! {
    id: "groups-attribute-without-auth",
    summary: "a user group matches an attribute that no client of the gateway has",
    severity: Severity::Warning,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::UserGroups(check),
}

fn check(groups: &UserGroups<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    findings.known(groups.unknown_members().map(Err::<(), _>));
    for member in groups.members() {
        let Some(Some(word)) = findings.or_not_evaluated(member.attribute.get()) else { continue };
        let way = match word.trim().to_lowercase().as_str() {
            "aadgroupid" => Authentication::Entra,
            "certificategroupid" => Authentication::Certificate,
            "radiusazuregroupid" => Authentication::Radius,
            _ => continue,
        };
        if !groups.client.authenticates_by(&way)? {
            findings
                .add(
                    &member.attribute,
                    format!(
                        "a user group matches {word}, but clients don't authenticate with {way}"
                    ),
                )
                .help("choose an attribute that fits the gateway's authentication types")
                .related(&groups.client.authentication_types, "the authentication types");
        }
    }
    Ok(())
}
