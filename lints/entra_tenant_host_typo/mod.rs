#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::entra::{Url, UrlFaultKind, say};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::ClientSettings;

declare_lint! {
    id: "entra-tenant-host-typo",
    summary: "the host of the Microsoft Entra tenant is misspelled",
    severity: Severity::Error,
    category: Category::Connection,
    symptoms: &["87"],
    since: "0.1.0",
    fix: Fixable::Safe,
    check: Check::ClientSettings(check),
}

fn check(
    settings: &ClientSettings<'_>,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    say(&[(Url::Tenant, UrlFaultKind::HostTypo)], settings, context, findings)
}
