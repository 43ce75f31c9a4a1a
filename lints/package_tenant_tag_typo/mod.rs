#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::ClientProfile;

declare_lint! {
    id: "package-tenant-tag-typo",
    summary: "an element of a client profile has a misspelling from the documentation",
    severity: Severity::Note,
    category: Category::Hygiene,
    since: "0.1.0",
    check: Check::Profile(check),
}

fn check(profile: &ClientProfile, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    for (text, meant) in &profile.profile.misspelt {
        findings
            .add(
                profile.at(text),
                format!("the element is {}, but clients read {meant}", text.text),
            )
            .help(format!("use {meant}, also in the closing tag"));
    }
    Ok(())
}
