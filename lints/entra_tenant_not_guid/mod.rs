#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::entra::{Url, UrlFaultKind, say};
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::ClientSettings;

declare_lint! {
    id: "entra-tenant-not-guid",
    summary: "the Microsoft Entra tenant is a domain name instead of an id",
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
        &[(Url::Tenant, UrlFaultKind::NotGuid), (Url::Issuer, UrlFaultKind::NotGuid)],
        settings,
        context,
        findings,
    )
}
