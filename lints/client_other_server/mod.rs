#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::clients::machine::connections_to_azure;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{ClientProfile, Machine, Package};
use vpn_client_files::profile::LocatedText;

declare_lint! {
    id: "client-other-server",
    summary: "the computer's connections use another server than the profile package",
    severity: Severity::Warning,
    category: Category::Connection,
    symptoms: &["0x800b0109"],
    since: "0.1.0",
    check: Check::Machine(check),
}

fn check(machine: &Machine, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let packages = context.packages.iter().chain(context.current_packages);
    let servers: Vec<(&ClientProfile, &LocatedText)> =
        packages.flat_map(Package::servers).collect();
    let Some((profile, wanted)) = servers.first() else { return Ok(()) };
    let connections = connections_to_azure(machine)?;
    let is_there = |server: &str| {
        servers.iter().any(|(_, other)| other.text.trim().eq_ignore_ascii_case(server.trim()))
    };
    if connections.iter().any(|connection| is_there(&connection.server.value)) {
        return Ok(());
    }
    if let Some(connection) = connections.first() {
        findings
            .add(
                connection.server.span,
                format!("'{}' connects to another server than the package", connection.name),
            )
            .help("remove the connection, and install the package")
            .related(profile.at(wanted), "the server of the package");
    }
    Ok(())
}
