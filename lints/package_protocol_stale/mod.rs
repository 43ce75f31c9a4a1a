#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::clients::held_against::{AGAIN, serving};
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Authentication, Package, PointToSite, Protocol};
use vpn_client_files::profile::ProfileKind;

declare_lint! {
    id: "package-protocol-stale",
    summary: "a profile package uses a tunnel type or authentication type that the gateway doesn't offer",
    severity: Severity::Error,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::Package(check),
}

fn check(package: &Package, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(gateway) = serving(context, &package.evidence)? else { return Ok(()) };
    let client = gateway.client;
    let label = gateway.label();
    let older = format!("the package is older than the gateway: {AGAIN}");
    if client.protocols.items()?.is_empty() {
        // What an empty list stands for depends on the gateway; another lint speaks of it.
        return Ok(());
    }
    for profile in &package.profiles {
        let inner = &profile.profile;
        match inner.kind {
            ProfileKind::Generic => {
                for text in &inner.protocols {
                    let Some(protocol) = protocol(&text.text) else { continue };
                    if !client.offers(&protocol)? {
                        findings
                            .add(
                                profile.at(text),
                                format!(
                                    "the package is for {}, which '{label}' doesn't offer",
                                    text.text
                                ),
                            )
                            .help(&older)
                            .related(&client.protocols, "the tunnel types that it offers");
                    }
                }
            }
            ProfileKind::AzureVpn | ProfileKind::OpenVpn
                if !client.offers(&Protocol::OpenVpn)? =>
            {
                let at = inner.servers.first().map_or(profile.head(), |server| profile.at(server));
                findings
                    .add(at, format!("this profile requires OpenVPN, which '{label}' doesn't offer"))
                    .help("add OpenVPN to vpnClientProtocols, or set up clients for what the gateway offers")
                    .related(&client.protocols, "the tunnel types that it offers");
            }
            ProfileKind::OpenVpn
                if !client.authenticates_by(&Authentication::Certificate)?
                    && !client.authenticates_by(&Authentication::Radius)? =>
            {
                let at = inner.servers.first().map_or(profile.head(), |server| profile.at(server));
                findings
                    .add(at, format!("OpenVPN clients authenticate with certificates or RADIUS, but '{label}' offers neither"))
                    .help("give these users the Azure VPN Client and the profile from the folder AzureVPN of today's package")
                    .related(&client.authentication_types, "the authentication types that it offers");
            }
            ProfileKind::AzureVpn => {
                for text in &inner.authentication {
                    let Some((wanted, words)) = sign_in(&text.text) else { continue };
                    if !client.authenticates_by(&wanted)? {
                        findings
                            .add(
                                profile.at(text),
                                format!(
                                    "this profile signs in {words}, and '{label}' doesn't take that"
                                ),
                            )
                            .help(&older)
                            .related(
                                &client.authentication_types,
                                "the authentication types that it offers",
                            );
                    }
                }
            }
            _ => {}
        }
    }
    missing(package, client, &label, findings)
}

/// What the gateway offers and the package doesn't have.
fn missing(
    package: &Package,
    client: &PointToSite,
    label: &str,
    findings: &mut Findings<'_>,
) -> Outcome {
    let Some(settings) = package.settings().filter(|_| package.is_whole()) else { return Ok(()) };
    let open = client.offers(&Protocol::OpenVpn)?;
    if open && !package.has_folder("OpenVPN") && !package.has_folder("AzureVPN") {
        findings
            .add(
                settings.head(),
                format!("'{label}' offers OpenVPN, but the package has no profile for it"),
            )
            .severity(Severity::Warning)
            .help(format!("the package is older than the gateway: {AGAIN}"))
            .related(&client.protocols, "the tunnel types that it offers");
    }
    Ok(())
}

fn protocol(name: &str) -> Option<Protocol> {
    match name.to_ascii_lowercase().as_str() {
        "ikev2" => Some(Protocol::IkeV2),
        "openvpn" => Some(Protocol::OpenVpn),
        "sstp" => Some(Protocol::Sstp),
        _ => None,
    }
}

fn sign_in(name: &str) -> Option<(Authentication, &'static str)> {
    match name.to_ascii_lowercase().as_str() {
        "aad" => Some((Authentication::Entra, "to Entra ID")),
        "cert" => Some((Authentication::Certificate, "by certificate")),
        "radius" => Some((Authentication::Radius, "by RADIUS")),
        _ => None,
    }
}
