#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::ClientSettings;

declare_lint! {
    id: "no-auth-configured",
    summary: "clients get addresses, but no authentication is configured",
    severity: Severity::Error,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::ClientSettings(check),
}

fn check(settings: &ClientSettings<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let client = settings.client;
    // A type that is listed without settings is a fault of its own.
    if !client.authentication_types.items()?.is_empty() || !client.types_with_settings()?.is_empty()
    {
        return Ok(());
    }
    if client.virtual_wan {
        findings
            .add(&client.object, "no client authentication is configured")
            .help("add a root certificate, a RADIUS server, or the three Microsoft Entra values");
        return Ok(());
    }
    findings
        .add(&client.object, "there is a client address pool, but no client authentication")
        .help("add a root certificate, a RADIUS server, or the three Microsoft Entra values; or remove the pool")
        .related(&client.pool, "the pool");
    Ok(())
}
