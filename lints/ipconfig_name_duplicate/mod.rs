#![doc = include_str!("README.md")]

use crate::finding::{Applicability, Severity};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::{Field, Gateway};

declare_lint! {
    id: "ipconfig-name-duplicate",
    summary: "two IP configurations of a gateway have the same name",
    severity: Severity::Error,
    category: Category::Deployment,
    since: "0.1.0",
    fix: Fixable::Unsafe,
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let mut seen: Vec<(&String, &Field<String>)> = Vec::new();
    for configuration in gateway.ip_configurations.items()? {
        let Some(name) = findings.or_not_evaluated(configuration.name.get()).flatten() else {
            continue;
        };
        let Some((_, first)) = seen.iter().find(|(other, _)| other.eq_ignore_ascii_case(name))
        else {
            seen.push((name, &configuration.name));
            continue;
        };
        let apart = first.span() != configuration.name.span();
        let other_name = context
            .replace_string(configuration.name.origin(), &format!("{name}-{}", seen.len() + 1));
        findings
            .add(&configuration.name, format!("two IP configurations are named '{name}'"))
            .help("use a different name for each IP configuration")
            .related(*first, "the other one")
            .fix("rename the second one", Applicability::Unsafe, other_name.filter(|_| apart));
    }
    Ok(())
}
