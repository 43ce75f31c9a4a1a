#![doc = include_str!("README.md")]

use crate::finding::{Applicability, Severity};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::{Estate, Secret};

declare_lint! {
    id: "secret-in-exported-json",
    summary: "an export contains a secret in plain text",
    severity: Severity::Warning,
    category: Category::Security,
    since: "0.1.0",
    fix: Fixable::Unsafe,
    check: Check::Estate(check),
}

fn check(estate: &Estate, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    for place in estate.secrets().iter().filter(|place| !place.resource.is_template()) {
        let secret = place.value.value::<Secret>();
        if secret.value().is_none_or(|secret| secret.is_stand_in()) {
            continue;
        }
        findings
            .add_about_secret(&secret, format!("the export contains the {} in plain text", place.noun))
            .about(place.resource.subject())
            .help("remove it from this file, and change the secret at both ends: everyone with access to the file may have read it")
            .fix("mask it", Applicability::Unsafe, context.replace_string(secret.origin(), "REDACTED"));
    }
    Ok(())
}
