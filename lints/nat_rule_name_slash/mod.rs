#![doc = include_str!("README.md")]

use crate::finding::{Applicability, Severity};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::{Field, Gateway, Reader};

declare_lint! {
    id: "nat-rule-name-slash",
    summary: "the name of a NAT rule contains a slash",
    severity: Severity::Error,
    category: Category::Deployment,
    since: "0.1.0",
    fix: Fixable::Unsafe,
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let rules: Field<Vec<Reader>> = gateway.properties.field("natRules");
    if rules.is_not_there() || !gateway.is_vpn()? {
        return Ok(());
    }
    for rule in rules.items()? {
        let name: Field<String> = rule.field("name");
        let Some(Some(text)) = findings.or_not_evaluated(name.get()) else { continue };
        if text.contains('/') {
            let meant = text.replace('/', "-");
            findings
                .add(&name, format!("the name of NAT rule '{text}' contains a slash"))
                .help(format!("write {meant}"))
                .fix(
                    format!("write {meant}"),
                    Applicability::Unsafe,
                    context.replace_string(name.origin(), &meant),
                );
        }
    }
    Ok(())
}
