#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::entra::{Url, UrlFaultKind, say};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::ClientSettings;

declare_lint! {
    id: "entra-issuer-url",
    summary: "the Microsoft Entra issuer doesn't have the form of an issuer in tokens",
    severity: Severity::Error,
    category: Category::Connection,
    symptoms: &["Session State: Key Material sent"],
    since: "0.1.0",
    fix: Fixable::Safe,
    check: Check::ClientSettings(check),
}

fn check(
    settings: &ClientSettings<'_>,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    say(&[(Url::Issuer, UrlFaultKind::Form)], settings, context, findings)
}
