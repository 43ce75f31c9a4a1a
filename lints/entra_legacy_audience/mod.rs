#![doc = include_str!("README.md")]

use crate::facts::{Audience, EntraCloud, REGISTERED_APPS, REGISTERED_APPS_SOVEREIGN, audience};
use crate::finding::{Applicability, Severity};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::{Authentication, ClientSettings};

declare_lint! {
    id: "entra-legacy-audience",
    summary: "the audience is a retiring Azure VPN Client app registration",
    severity: Severity::Note,
    category: Category::Retirement,
    since: "0.1.0",
    fix: Fixable::Unsafe,
    check: Check::ClientSettings(check),
}

fn check(
    settings: &ClientSettings<'_>,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    let client = settings.client;
    let known = client.entra.audience.get()?.and_then(|text| audience(text));
    let cloud = known.and_then(|known| known.cloud);
    let (Some(known), Some(cloud)) = (known, cloud.filter(|cloud| *cloud != EntraCloud::Germany))
    else {
        return Ok(());
    };
    if !client.authenticates_by(&Authentication::Entra)? {
        return Ok(());
    }
    let end =
        if cloud == EntraCloud::Public { &REGISTERED_APPS } else { &REGISTERED_APPS_SOVEREIGN };
    let (severity, ends) = if end.is_past(context.today) {
        (Severity::Error, "ended")
    } else if end.is_within_a_year(context.today) {
        (Severity::Warning, "ends")
    } else {
        (Severity::Note, "ends")
    };
    let finding = findings.add(
        &client.entra.audience,
        format!(
            "{} is the manually registered Azure VPN Client of {cloud}, which {ends} on {end}",
            known.id
        ),
    );
    finding
        .severity(severity)
        .key(format!("{} ends", known.id))
        .date(end.from)
        .help(format!(
            "plan the change to {} (registered by Microsoft, no consent needed); every client needs a new profile at the same time",
            Audience::MICROSOFT_REGISTERED
        ))
        .fix(
            "use the audience that Microsoft registered",
            Applicability::Unsafe,
            context.replace_word(client.entra.audience.origin(), Audience::MICROSOFT_REGISTERED),
        );
    Ok(())
}
