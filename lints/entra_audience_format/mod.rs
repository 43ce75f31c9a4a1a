#![doc = include_str!("README.md")]

use crate::facts::Audience;
use crate::finding::{Applicability, Severity};
use crate::lint::entra::{is_guid, tenant_in};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::ClientSettings;

declare_lint! {
    id: "entra-audience-format",
    summary: "the Microsoft Entra audience is not an application id",
    severity: Severity::Error,
    category: Category::Connection,
    symptoms: &["AADSTS700016"],
    since: "0.1.0",
    fix: Fixable::Safe,
    check: Check::ClientSettings(check),
}

fn check(
    settings: &ClientSettings<'_>,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    if !settings.signs_in_by_entra()? {
        return Ok(());
    }
    let field = &settings.client.entra.audience;
    let Some(text) = field.get()? else { return Ok(()) };
    let fitting = Audience::MICROSOFT_REGISTERED;
    // An empty one is incomplete, and braces have a lint of their own.
    if text.trim().is_empty() || text.contains(['{', '}']) {
        return Ok(());
    }
    if !is_guid(text) {
        let bare = text.trim_matches(|edge: char| !edge.is_ascii_hexdigit());
        let meant = is_guid(bare).then_some(bare);
        findings
            .add(field, format!("aadAudience '{text}' is not an application id"))
            .help(match meant {
                Some(bare) => format!("write {bare}"),
                None => format!(
                    "use {fitting}, which Microsoft registered, or the id of your custom application"
                ),
            })
            .fix(
                "use the id alone",
                Applicability::Safe,
                meant.and_then(|bare| context.replace_string(field.origin(), bare)),
            );
        return Ok(());
    }
    let tenant = settings.client.entra.tenant.get()?.and_then(|text| tenant_in(text));
    if tenant.is_some_and(|tenant| tenant.eq_ignore_ascii_case(text)) {
        findings
            .add(field, "aadAudience is the id of the tenant, not of an application")
            .help(format!(
                "use {fitting}, which Microsoft registered, or the id of your custom application"
            ))
            .related(&settings.client.entra.tenant, "the tenant");
    }
    Ok(())
}
