#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Field, Gateway, PointToSite};

declare_lint! {
    id: "groups-name-duplicate",
    summary: "two user groups have the same name",
    severity: Severity::Error,
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
    let mut seen: Vec<Field<String>> = Vec::new();
    for group in groups.items()? {
        let name: Field<String> = group.field("name");
        let Some(Some(text)) = findings.or_not_evaluated(name.get()) else { continue };
        let same =
            |other: &&Field<String>| other.value().is_some_and(|it| it.eq_ignore_ascii_case(text));
        if let Some(first) = seen.iter().find(same) {
            findings
                .add(&name, format!("a second user group '{text}'"))
                .help("give each group a name of its own")
                .related(first, "the first one");
        }
        seen.push(name);
    }
    Ok(())
}
