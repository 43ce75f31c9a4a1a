#![doc = include_str!("README.md")]

use crate::facts::{Audience, audience};
use crate::finding::Severity;
use crate::lint::entra::{is_guid, nearly_known, tenant_in};
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::ClientSettings;

declare_lint! {
    id: "entra-audience-custom",
    summary: "the Microsoft Entra audience is a custom application",
    severity: Severity::Note,
    category: Category::Connection,
    symptoms: &["AADSTS650057"],
    since: "0.1.0",
    check: Check::ClientSettings(check),
}

fn check(settings: &ClientSettings<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if !settings.signs_in_by_entra()? {
        return Ok(());
    }
    let Some(text) = settings.client.entra.audience.get()? else { return Ok(()) };
    let tenant = settings.client.entra.tenant.value().and_then(|text| tenant_in(text));
    let is_tenant = tenant.is_some_and(|tenant| tenant.eq_ignore_ascii_case(text));
    if !is_guid(text) || is_tenant || audience(text).is_some() || nearly_known(text).is_some() {
        return Ok(());
    }
    findings
        .add(
            &settings.client.entra.audience,
            format!("aadAudience {text} is a custom application"),
        )
        .help(format!(
            "make sure that it authorizes the client {}, and that profiles have this id in applicationid",
            Audience::MICROSOFT_REGISTERED
        ));
    Ok(())
}
