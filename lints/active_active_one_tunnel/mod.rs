#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Connection, ConnectionStatus, Field, Reader, Reference};

declare_lint! {
    id: "active-active-one-tunnel",
    summary: "a site is connected to only one instance of an active-active gateway",
    severity: Severity::Warning,
    category: Category::Connection,
    since: "0.1.0",
    peers: &["activeactivegatewaysingletunnel (Azure Advisor)"],
    check: Check::Connection(check),
}

fn check(connection: &Connection, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let tunnels: Field<Vec<Reader>> = connection.properties.field("tunnelConnectionStatus");
    if tunnels.is_not_there() || tunnels.items()?.len() < 2 {
        return Ok(());
    }
    let Some(Reference::To(id)) = connection.gateway.get()? else { return Ok(()) };
    let gateway = context.estate.gateway(id, &connection.resource, connection.gateway.span())?;
    if !gateway.active_active.is_on()? {
        return Ok(());
    }
    let mut up = 0;
    let mut down = Vec::new();
    for tunnel in tunnels.items()? {
        let status: Field<ConnectionStatus> = tunnel.field("connectionStatus");
        match status.get()? {
            Some(ConnectionStatus::Connected) => up += 1,
            Some(ConnectionStatus::NotConnected) => down.push(status),
            _ => {}
        }
    }
    if let (1.., [first, ..]) = (up, &down[..]) {
        let finding = findings.add(
            first,
            format!(
                "{up} of {} tunnels of '{}' are up, and the gateway has two instances",
                tunnels.items()?.len(),
                connection.resource.subject().name
            ),
        );
        finding
            .help(
                "configure the site's VPN device with a tunnel to each public IP address of the gateway",
            )
            .related(&gateway.active_active, "the gateway is active-active");
    }
    Ok(())
}
