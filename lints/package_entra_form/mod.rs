#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::clients::held_against::AGAIN;
use crate::lint::entra::{Url, fault, is_guid, tenant_in};
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::ClientProfile;

declare_lint! {
    id: "package-entra-form",
    summary: "a Microsoft Entra value in a client profile has the wrong form",
    severity: Severity::Error,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::Profile(check),
}

fn check(profile: &ClientProfile, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let inner = &profile.profile;
    for (url, name, text) in
        [(Url::Tenant, "tenant", &inner.tenant), (Url::Issuer, "issuer", &inner.issuer)]
    {
        let Some(text) = text else { continue };
        // The gateway's own property is judged by lints of its own; here only the value is repeated.
        if let Some(found) = fault(url, &text.text) {
            let help = found.meant.map_or_else(
                || AGAIN.to_owned(),
                |meant| format!("use {meant}, if the gateway has the same value"),
            );
            findings.add(profile.at(text), format!("{name} {}", found.message)).help(help);
        }
    }
    if let Some(audience) = inner.audience.as_ref().filter(|audience| !is_guid(&audience.text)) {
        findings
            .add(
                profile.at(audience),
                format!("audience '{}' is not an application id", audience.text),
            )
            .help("use the gateway's aadAudience, a GUID");
    }
    let id = |text: &vpn_client_files::profile::LocatedText| {
        tenant_in(&text.text).map(str::to_lowercase)
    };
    let (Some(tenant), Some(issuer)) = (&inner.tenant, &inner.issuer) else { return Ok(()) };
    if let (Some(one), Some(other)) = (id(tenant), id(issuer))
        && one != other
        && is_guid(&one)
        && is_guid(&other)
    {
        findings
            .add(
                profile.at(issuer),
                format!("the issuer has the tenant {other}, but users sign in to {one}"),
            )
            .help(AGAIN)
            .related(profile.at(tenant), "the tenant that users sign in to");
    }
    Ok(())
}
