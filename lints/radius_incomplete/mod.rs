#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::ClientSettings;

declare_lint! {
    id: "radius-incomplete",
    summary: "a RADIUS server has no secret, or a secret has no server",
    severity: Severity::Error,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::ClientSettings(check),
}

fn check(settings: &ClientSettings<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if !settings.signs_in_by_radius()? {
        return Ok(());
    }
    if !settings.resource.is_template() {
        return Ok(());
    }
    let (single, secret) = (&settings.client.radius.address, &settings.client.radius.secret);
    let no_address = single.get()?.is_none_or(|text| text.trim().is_empty());
    if no_address
        && secret.value().is_some_and(|secret| !secret.is_empty())
        && settings.client.radius.servers.items()?.is_empty()
    {
        findings
            .add(secret, "a RADIUS secret is set without the address of a server")
            .help("add radiusServerAddress");
    }
    for server in settings.client.radius.all()? {
        let Some(Some(address)) = findings.or_not_evaluated(server.address.get()) else { continue };
        // A secret that the deployment gives is there, whatever it is.
        if server.secret.is_unknown() || server.secret.value().is_some_and(|it| !it.is_empty()) {
            continue;
        }
        findings
            .add(&server.address, format!("RADIUS server {address} has no secret"))
            .help("add radiusServerSecret, from a secure parameter without a default");
    }
    Ok(())
}
