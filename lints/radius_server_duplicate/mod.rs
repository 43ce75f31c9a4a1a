#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{ClientSettings, RadiusServer};

declare_lint! {
    id: "radius-server-duplicate",
    summary: "the same RADIUS server is listed twice",
    severity: Severity::Warning,
    category: Category::Resilience,
    since: "0.1.0",
    check: Check::ClientSettings(check),
}

fn check(settings: &ClientSettings<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if !settings.signs_in_by_radius()? {
        return Ok(());
    }
    let mut seen: Vec<RadiusServer> = Vec::new();
    for server in settings.client.radius.all()?.into_iter().filter(|server| server.listed) {
        let Some(Some(address)) = findings.or_not_evaluated(server.address.get()) else { continue };
        let same = |other: &&RadiusServer| {
            other.address.value().is_some_and(|other| other.trim() == address.trim())
        };
        if let Some(first) = seen.iter().find(same) {
            findings
                .add(&server.address, format!("RADIUS server {address} is listed twice"))
                .help("use the address of the other server, or keep one entry")
                .related(&first.address, "first use");
        }
        seen.push(server);
    }
    Ok(())
}
