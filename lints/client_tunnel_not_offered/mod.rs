#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::clients::held_against::{AGAIN, evidence_of, serving};
use crate::lint::clients::machine::{SignIn, ToAzure, Tunnel, connections_to_azure};
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Authentication, Machine, Protocol};

declare_lint! {
    id: "client-tunnel-not-offered",
    summary: "a connection uses a tunnel type or authentication type that the gateway doesn't offer",
    severity: Severity::Error,
    category: Category::Connection,
    symptoms: &["800"],
    since: "0.1.0",
    check: Check::Machine(check),
}

fn check(machine: &Machine, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(gateway) = serving(context, &evidence_of(machine))? else { return Ok(()) };
    let client = gateway.client;
    let connections = connections_to_azure(machine)?;
    let label = gateway.label();
    let older = format!("the connection is older than the gateway: {AGAIN}");
    let lists_protocols = !client.protocols.items()?.is_empty();
    for connection in &connections {
        let name = connection.name;
        if lists_protocols
            && is_of_windows_alone(connection)
            && !client.offers(&Protocol::IkeV2)?
            && !client.offers(&Protocol::Sstp)?
        {
            findings
                .add(
                    connection.server.span,
                    format!("'{name}' uses the built-in Windows client, but '{label}' offers neither IKEv2 nor SSTP"),
                )
                .help("use OpenVPN or the Azure VPN Client on the client, or add IkeV2 to vpnClientProtocols")
                .related(&client.protocols, "the tunnel types that it offers");
        }
        if let Some((wanted, words)) = protocol(connection).filter(|_| lists_protocols)
            && !client.offers(&wanted)?
        {
            findings
                .add(
                    connection.server.span,
                    format!("'{name}' requires {words}, which '{label}' doesn't offer"),
                )
                .help(&older)
                .related(&client.protocols, "the tunnel types that it offers");
        }
        let by_certificate =
            matches!(connection.sign_in, SignIn::UserCertificate | SignIn::ComputerCertificate);
        if by_certificate && !client.authenticates_by(&Authentication::Certificate)? {
            findings
                .add(
                    connection.at,
                    format!(
                        "'{name}' uses certificate authentication, which '{label}' doesn't offer"
                    ),
                )
                .help(&older)
                .related(&client.authentication_types, "the authentication types that it offers");
        }
    }
    Ok(())
}

/// Whether a connection has Windows' own tunnels to choose from, which OpenVPN isn't one of.
fn is_of_windows_alone(connection: &ToAzure<'_>) -> bool {
    let own = connection.connection.filter(|it| it.plugin.is_none());
    let manager = own.and_then(|it| it.manager.as_ref());
    manager.is_some_and(|manager| manager.value == "Windows") && protocol(connection).is_none()
}

/// The protocol that a connection can't do without.
fn protocol(connection: &ToAzure<'_>) -> Option<(Protocol, &'static str)> {
    let plugin = connection.connection.and_then(|it| it.plugin.as_ref());
    if plugin.is_some_and(|plugin| plugin.value.starts_with("Microsoft.AzureVpn")) {
        return Some((Protocol::OpenVpn, "OpenVPN"));
    }
    match connection.tunnel {
        Tunnel::OnlyIkev2 => Some((Protocol::IkeV2, "IKEv2")),
        Tunnel::OnlySstp => Some((Protocol::Sstp, "SSTP")),
        Tunnel::Ikev2First | Tunnel::Other => None,
    }
}
