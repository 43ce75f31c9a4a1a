#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::clients::held_against::AGAIN;
use crate::lint::clients::package::{guid_in, is_name_of_gateway};
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{ClientProfile, Package};
use vpn_client_files::profile::{LocatedText, ProfileKind};

declare_lint! {
    id: "package-server-name",
    summary: "the server in a client profile is not the gateway's name",
    severity: Severity::Error,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::Package(check),
}

fn check(package: &Package, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let mut first: Option<(&ClientProfile, &LocatedText)> = None;
    for profile in &package.profiles {
        // A phonebook has connections of every kind, and other clients are for other servers too.
        if !matches!(
            profile.profile.kind,
            ProfileKind::AzureVpn | ProfileKind::Generic | ProfileKind::OpenVpn
        ) {
            continue;
        }
        for server in &profile.profile.servers {
            one(profile, server, findings);
            let Some((before, other)) = first else {
                first = Some((profile, server));
                continue;
            };
            if !other.text.eq_ignore_ascii_case(&server.text) && before.source != profile.source {
                findings
                    .add(
                        profile.at(server),
                        "this profile and another one in the package are for different gateways",
                    )
                    .help(AGAIN)
                    .related(before.at(other), "the other name");
            }
        }
        identity(profile, findings);
    }
    Ok(())
}

fn one(profile: &ClientProfile, server: &LocatedText, findings: &mut Findings<'_>) {
    let name = &server.text;
    if name.parse::<std::net::IpAddr>().is_ok() {
        findings
            .add(
                profile.at(server),
                format!(
                    "the server is the address {name}, but the gateway's certificate has a name"
                ),
            )
            .help("use the gateway's full name, as in VpnServer in the downloaded package");
    } else if !is_name_of_gateway(name) {
        let only_azure = profile.profile.kind == ProfileKind::AzureVpn;
        let finding = findings
            .add(profile.at(server), format!("'{name}' is not the name of an Azure VPN gateway"));
        finding.help(
            "use the name from the downloaded package: azuregateway-<GUID>-<hex>.vpn.azure.com",
        );
        if !only_azure {
            finding.severity(Severity::Warning);
        }
    }
}

/// The name that the gateway's certificate must have holds the GUID of the gateway's name.
fn identity(profile: &ClientProfile, findings: &mut Findings<'_>) {
    let (Some(identity), [server]) =
        (&profile.profile.server_identity, profile.profile.servers.as_slice())
    else {
        return;
    };
    let (Some(wanted), Some(guid)) = (guid_in(&identity.text), guid_in(&server.text)) else {
        return;
    };
    if !wanted.eq_ignore_ascii_case(guid) {
        findings
            .add(
                profile.at(identity),
                format!(
                    "the expected certificate name belongs to {wanted}, but the server is {guid}"
                ),
            )
            .help(AGAIN)
            .related(profile.at(server), "the server");
    }
}
