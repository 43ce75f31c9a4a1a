#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Authentication, ClientSettings};

declare_lint! {
    id: "auth-settings-without-type",
    summary: "there are settings for an authentication type that is not listed",
    severity: Severity::Note,
    category: Category::Hygiene,
    since: "0.1.0",
    check: Check::ClientSettings(check),
}

fn check(settings: &ClientSettings<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let client = settings.client;
    let listed = client.listed_types()?;
    if listed.is_empty() {
        return Ok(());
    }
    for way in [Authentication::Certificate, Authentication::Radius, Authentication::Entra] {
        if listed.contains(&way)
            || findings.or_not_evaluated(client.has_settings_for(&way)) != Some(true)
        {
            continue;
        }
        findings
            .add(
                client.place_of(&way),
                format!(
                    "there are settings for {}, but vpnAuthenticationTypes doesn't list {way}",
                    way.label()
                ),
            )
            .help(format!("add {way} to the list if clients use it, or remove the settings"))
            .related(&client.authentication_types, "the list");
    }
    Ok(())
}
