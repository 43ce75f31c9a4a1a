#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Field, Gateway, PointToSite};

declare_lint! {
    id: "groups-default-count",
    summary: "not exactly one user group is the default",
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
    let mut defaults: Vec<Field<bool>> = Vec::new();
    for group in groups.items()? {
        let default: Field<bool> = group.properties().field("isDefault");
        if default.is_on()? {
            defaults.push(default);
        }
    }
    match &defaults[..] {
        [_] => {}
        [] => {
            findings
                .add(groups, "no user group is the default, and users in no group belong nowhere")
                .help("set isDefault to true on one group");
        }
        [first, second, ..] => {
            findings
                .add(second, format!("{} user groups are the default, one can be", defaults.len()))
                .help("set isDefault to true on one group only")
                .related(first, "the first one");
        }
    }
    Ok(())
}
