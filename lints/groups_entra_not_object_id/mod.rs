#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::entra::is_guid;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::UserGroups;

declare_lint! {
    id: "groups-entra-not-object-id",
    summary: "a user group has a value other than the object id of a Microsoft Entra group",
    severity: Severity::Error,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::UserGroups(check),
}

fn check(groups: &UserGroups<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    findings.known(groups.unknown_members().map(Err::<(), _>));
    for member in groups.members() {
        let (Some(Some(kind)), Some(Some(text))) = (
            findings.or_not_evaluated(member.attribute.get()),
            findings.or_not_evaluated(member.value.get()),
        ) else {
            continue;
        };
        if kind.eq_ignore_ascii_case("AADGroupId") && !is_guid(text.trim()) {
            findings
                .add(
                    &member.value,
                    format!("'{text}' is not the object id of a Microsoft Entra group"),
                )
                .help("use the object id that the portal shows on the page of the group");
        }
    }
    Ok(())
}
