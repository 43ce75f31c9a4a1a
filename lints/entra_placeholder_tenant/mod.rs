#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::entra::{Url, UrlFaultKind, say};
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::ClientSettings;

declare_lint! {
    id: "entra-placeholder-tenant",
    summary: "the Microsoft Entra tenant is a placeholder from an example",
    severity: Severity::Warning,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::ClientSettings(check),
}

fn check(
    settings: &ClientSettings<'_>,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    say(
        &[(Url::Tenant, UrlFaultKind::Placeholder), (Url::Issuer, UrlFaultKind::Placeholder)],
        settings,
        context,
        findings,
    )
}
