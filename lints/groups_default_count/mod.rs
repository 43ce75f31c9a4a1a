#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Field, NotEvaluated, UserGroups};

declare_lint! {
    id: "groups-default-count",
    summary: "there isn't exactly one default user group",
    severity: Severity::Error,
    category: Category::Deployment,
    since: "0.1.0",
    check: Check::UserGroups(check),
}

fn check(groups: &UserGroups<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let mut defaults: Vec<(&str, Field<bool>)> = Vec::new();
    for group in &groups.groups {
        let default: Field<bool> = group.properties.field("isDefault");
        if default.is_on()? {
            defaults.push((group.label(), default));
        }
    }
    if groups.virtual_wan && defaults.len() > 1 {
        defaults = of_one_gateway(groups, defaults)?;
    }
    match &defaults[..] {
        [_] => {}
        [] => {
            let finding = findings.add(
                &groups.at,
                "no user group is the default, so users outside all groups have no group",
            );
            finding.help("set isDefault to true on one group");
            if groups.virtual_wan {
                // A configuration without one is accepted.
                finding.severity(Severity::Warning);
            }
        }
        [(_, first), (_, second), ..] => {
            findings
                .add(
                    second,
                    format!("{} user groups are the default, but only one can be", defaults.len()),
                )
                .help("set isDefault to true on one group only")
                .related(first, "the first one");
        }
    }
    Ok(())
}

/// Several groups of a configuration of Virtual WAN may be defaults, as long as no gateway has more than one of them:
/// those of the gateway that has most.
fn of_one_gateway<'a>(
    groups: &UserGroups<'_>,
    defaults: Vec<(&'a str, Field<bool>)>,
) -> Result<Vec<(&'a str, Field<bool>)>, NotEvaluated> {
    let assigned = groups.assigned()?;
    let mut most = Vec::new();
    for (gateway, _) in &assigned {
        let has = |name: &str| {
            let own = assigned.iter().filter(|(other, _)| std::ptr::eq(*other, *gateway));
            own.into_iter().any(|(_, group)| group.eq_ignore_ascii_case(name))
        };
        let own: Vec<_> = defaults.iter().filter(|(name, _)| has(name)).cloned().collect();
        if own.len() > most.len() {
            most = own;
        }
    }
    Ok(if most.is_empty() { defaults.into_iter().take(1).collect() } else { most })
}
