#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::entra::{is_guid, tenant_in};
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::ClientSettings;

declare_lint! {
    id: "entra-tenant-issuer-mismatch",
    summary: "the Microsoft Entra issuer and tenant don't match",
    severity: Severity::Error,
    category: Category::Connection,
    symptoms: &["Session State: Key Material sent"],
    since: "0.1.0",
    check: Check::ClientSettings(check),
}

fn check(settings: &ClientSettings<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if !settings.signs_in_by_entra()? {
        return Ok(());
    }
    let entra = &settings.client.entra;
    let (Some(tenant), Some(issuer)) = (entra.tenant.get()?, entra.issuer.get()?) else {
        return Ok(());
    };
    let id = |text| tenant_in(text).map(|id: &str| id.trim_matches(['{', '}']).to_lowercase());
    let (Some(tenant), Some(issuer)) = (id(tenant), id(issuer)) else { return Ok(()) };
    if tenant == issuer || !is_guid(&tenant) || !is_guid(&issuer) {
        return Ok(());
    }
    findings
        .add(
            &entra.issuer,
            format!("aadIssuer has the tenant {issuer}, but users sign in to {tenant}"),
        )
        .help("use the same tenant id in both; then give every client a new profile")
        .related(&entra.tenant, "the tenant that users sign in to");
    Ok(())
}
