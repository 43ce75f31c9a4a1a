#![doc = include_str!("README.md")]

use crate::finding::{Applicability, Severity};
use crate::lint::entra::{Url, UrlFaultKind, say};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::ClientSettings;

declare_lint! {
    id: "entra-curly-braces",
    summary: "a Microsoft Entra value contains the curly braces of the documentation",
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
    say(
        &[(Url::Tenant, UrlFaultKind::Braces), (Url::Issuer, UrlFaultKind::Braces)],
        settings,
        context,
        findings,
    )?;
    if !settings.signs_in_by_entra()? {
        return Ok(());
    }
    let field = &settings.client.entra.audience;
    let Some(text) = field.get()? else { return Ok(()) };
    if text.contains(['{', '}']) {
        let bare = text.replace(['{', '}'], "");
        findings
            .add(field, "aadAudience contains the curly braces of the example in the documentation")
            .help(format!("use {bare}; then give every client a new profile"))
            .fix(
                "remove the braces",
                Applicability::Safe,
                context.replace_string(field.origin(), &bare),
            );
    }
    Ok(())
}
