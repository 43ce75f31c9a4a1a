#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Field, UserGroups};

declare_lint! {
    id: "groups-name-duplicate",
    summary: "two user groups have the same name",
    severity: Severity::Error,
    category: Category::Deployment,
    since: "0.1.0",
    check: Check::UserGroups(check),
}

fn check(groups: &UserGroups<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let mut seen: Vec<&Field<String>> = Vec::new();
    for group in &groups.groups {
        let name = &group.name;
        let Some(Some(text)) = findings.or_not_evaluated(name.get()) else { continue };
        let same =
            |other: &&&Field<String>| other.value().is_some_and(|it| it.eq_ignore_ascii_case(text));
        if let Some(first) = seen.iter().find(same) {
            findings
                .add(name, format!("a second user group '{text}'"))
                .help("use a different name for each group")
                .related(*first, "the first one");
        }
        seen.push(name);
    }
    Ok(())
}
