#![doc = include_str!("README.md")]

use crate::facts::{Audience, audience, cloud_of_sign_in};
use crate::finding::{Applicability, Severity};
use crate::lint::entra::host_in;
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::ClientSettings;

declare_lint! {
    id: "entra-audience-cloud-mismatch",
    summary: "the Microsoft Entra audience belongs to another cloud",
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
    let entra = &settings.client.entra;
    let (Some(tenant), Some(text)) = (entra.tenant.get()?, entra.audience.get()?) else {
        return Ok(());
    };
    let of_tenant = host_in(tenant).and_then(cloud_of_sign_in);
    let of_audience = audience(text).and_then(|known| known.cloud);
    let (Some(of_tenant), Some(of_audience)) = (of_tenant, of_audience) else { return Ok(()) };
    if of_tenant == of_audience {
        return Ok(());
    }
    let fitting = Audience::MICROSOFT_REGISTERED;
    findings
        .add(&entra.audience, format!("aadAudience is the Azure VPN Client of {of_audience}, but the tenant is in {of_tenant}"))
        .help(format!("use {fitting}, which is the same in every cloud; then give every client a new profile"))
        .related(&entra.tenant, "the tenant")
        .fix("use the audience that Microsoft registered", Applicability::Safe, context.replace_word(entra.audience.origin(), fitting));
    Ok(())
}
