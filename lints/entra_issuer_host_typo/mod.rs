#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::entra::{Url, UrlFaultKind, say};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::ClientSettings;

declare_lint! {
    id: "entra-issuer-host-typo",
    summary: "the host of the Microsoft Entra issuer is misspelled",
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
    say(&[(Url::Issuer, UrlFaultKind::HostTypo)], settings, context, findings)
}
