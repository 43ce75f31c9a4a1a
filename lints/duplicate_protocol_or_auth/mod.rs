#![doc = include_str!("README.md")]

use crate::finding::{Applicability, Severity};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::{ClientSettings, Field};

declare_lint! {
    id: "duplicate-protocol-or-auth",
    summary: "a tunnel protocol or authentication type is listed twice",
    severity: Severity::Warning,
    category: Category::Hygiene,
    since: "0.1.0",
    fix: Fixable::Safe,
    check: Check::ClientSettings(check),
}

fn check(
    settings: &ClientSettings<'_>,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    let client = settings.client;
    repeated(&client.protocols, client.protocols_property(), context, findings);
    repeated(&client.authentication_types, "vpnAuthenticationTypes", context, findings);
    Ok(())
}

fn repeated<T: PartialEq + std::fmt::Display>(
    list: &Field<Vec<Field<T>>>,
    name: &str,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) {
    let entries = findings.known(list.elements());
    for (number, (at, word)) in entries.iter().enumerate() {
        let Some((first, _)) = entries[..number].iter().find(|(_, earlier)| earlier == word) else {
            continue;
        };
        let (before, _) = entries[number - 1];
        findings
            .add(*at, format!("{name} lists {word} twice"))
            .help("remove one of the two")
            .related(*first, "the first")
            .fix(
                "remove the repeated entry",
                Applicability::Safe,
                context.remove_element(before.origin(), at.origin()),
            );
    }
}
