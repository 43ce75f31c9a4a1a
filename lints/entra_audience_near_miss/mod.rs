#![doc = include_str!("README.md")]

use crate::finding::{Applicability, Severity};
use crate::lint::entra::{is_guid, nearly_known};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::ClientSettings;

declare_lint! {
    id: "entra-audience-near-miss",
    summary: "the Microsoft Entra audience is a misspelled application id of the Azure VPN Client",
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
    if !is_guid(text) {
        return Ok(());
    }
    let Some(meant) = nearly_known(text) else { return Ok(()) };
    findings
        .add(
            field,
            format!("aadAudience {text} looks like a misspelled {meant}, the Azure VPN Client"),
        )
        .help(format!("use {meant}; then give every client a new profile"))
        .fix(
            "use the id of the Azure VPN Client",
            Applicability::Safe,
            context.replace_string(field.origin(), meant),
        );
    Ok(())
}
