#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::UserGroups;

declare_lint! {
    id: "groups-radius-value",
    summary: "a user group for RADIUS has a value that the server can't send",
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
        let word = text.trim().to_lowercase();
        let rest = word.strip_prefix("6ad1bd").unwrap_or_default();
        let fits = rest.len() == 2 && rest.bytes().all(|byte| byte.is_ascii_hexdigit());
        if kind.eq_ignore_ascii_case("RadiusAzureGroupId") && !fits {
            findings
                .add(&member.value, format!("'{text}' is not 6ad1bd followed by two hexadecimal digits"))
                .help("use 6ad1bd and two hexadecimal digits, such as 6ad1bd01, and set the same value on the RADIUS server");
        }
    }
    Ok(())
}
