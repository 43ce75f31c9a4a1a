#![doc = include_str!("README.md")]

use std::net::Ipv4Addr;

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::ClientSettings;

declare_lint! {
    id: "radius-address-not-ip",
    summary: "a RADIUS server is not specified by its IPv4 address",
    severity: Severity::Warning,
    category: Category::Connection,
    symptoms: &["812"],
    since: "0.1.0",
    check: Check::ClientSettings(check),
}

fn check(settings: &ClientSettings<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if !settings.signs_in_by_radius()? {
        return Ok(());
    }
    for server in settings.client.radius.all()? {
        let Some(Some(address)) = findings.or_not_evaluated(server.address.get()) else { continue };
        if !address.trim().is_empty() && address.trim().parse::<Ipv4Addr>().is_err() {
            findings
                .add(&server.address, format!("RADIUS server '{address}' is not an IPv4 address"))
                .help("use the IPv4 address of the server, and keep it static");
        }
    }
    Ok(())
}
