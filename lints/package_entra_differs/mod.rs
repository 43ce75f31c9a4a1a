#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::clients::held_against::{AGAIN, serving};
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Authentication, ClientProfile};

declare_lint! {
    id: "package-entra-differs",
    summary: "a client profile has different Microsoft Entra values than the gateway",
    severity: Severity::Error,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::Profile(check),
}

fn check(profile: &ClientProfile, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let inner = &profile.profile;
    if inner.audience.is_none() && inner.tenant.is_none() {
        return Ok(());
    }
    let Some(gateway) = serving(context, &profile.evidence)? else { return Ok(()) };
    let client = gateway.client;
    if !client.authenticates_by(&Authentication::Entra)? {
        return Ok(());
    }
    let entra = &client.entra;
    let values = [
        ("tenant", &inner.tenant, &entra.tenant),
        ("audience", &inner.audience, &entra.audience),
        ("issuer", &inner.issuer, &entra.issuer),
    ];
    for (name, here, there) in values {
        let (Some(here), Some(wanted)) = (here, there.get()?) else { continue };
        // The gateway compares the issuer to the letter; of the tenant's address only the tenant counts.
        let plain = |text: &str| {
            let text = text.trim().to_lowercase();
            if name == "issuer" { text } else { text.trim_end_matches('/').to_owned() }
        };
        if plain(&here.text) != plain(wanted) {
            findings
                .add(
                    profile.at(here),
                    format!(
                        "{name} is '{}', but on the gateway '{}' it is '{wanted}'",
                        here.text,
                        gateway.label()
                    ),
                )
                .help(format!("the package is older than the gateway: {AGAIN}"))
                .related(there, "on the gateway");
        }
    }
    Ok(())
}
