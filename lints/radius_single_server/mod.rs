#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::ClientSettings;

declare_lint! {
    id: "radius-single-server",
    summary: "users authenticate through a single RADIUS server",
    severity: Severity::Note,
    category: Category::Resilience,
    since: "0.1.0",
    check: Check::ClientSettings(check),
}

fn check(settings: &ClientSettings<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if !settings.signs_in_by_radius()? {
        return Ok(());
    }
    let servers = settings.client.radius.all()?;
    let mut addresses = Vec::new();
    for server in &servers {
        let Some(address) = server.address.get()? else { continue };
        if !addresses.contains(&address.trim()) {
            addresses.push(address.trim());
        }
    }
    if let ([address], [server, ..]) = (&addresses[..], &servers[..]) {
        findings
            .add(
                &server.address,
                format!("users authenticate through a single RADIUS server, {address}"),
            )
            .help("add a second server to radiusServers");
    }
    Ok(())
}
