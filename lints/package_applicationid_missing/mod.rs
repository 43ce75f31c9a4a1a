#![doc = include_str!("README.md")]

use crate::facts::audience;
use crate::finding::Severity;
use crate::lint::entra::is_guid;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::ClientProfile;
use vpn_client_files::profile::ProfileKind;

declare_lint! {
    id: "package-applicationid-missing",
    summary: "a profile for a custom audience has no applicationid",
    severity: Severity::Warning,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::Profile(check),
}

fn check(profile: &ClientProfile, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let inner = &profile.profile;
    let Some(text) = inner.audience.as_ref().filter(|_| inner.kind == ProfileKind::AzureVpn) else {
        return Ok(());
    };
    if is_guid(&text.text) && audience(&text.text).is_none() && inner.application.is_none() {
        findings
            .add(profile.at(text), "the audience is a custom application, but the profile has no applicationid")
            .help("add <applicationid> with the id of the Azure VPN Client's app registration to <aad>, as described on the page about custom audiences");
    }
    Ok(())
}
