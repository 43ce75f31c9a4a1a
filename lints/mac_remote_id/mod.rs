#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::ClientProfile;
use vpn_client_files::profile::ProfileKind;

declare_lint! {
    id: "mac-remote-id",
    summary: "the remote ID of a profile for macOS is not its server",
    severity: Severity::Error,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::Profile(check),
}

fn check(profile: &ClientProfile, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let inner = &profile.profile;
    let (ProfileKind::Apple, [server]) = (inner.kind, inner.servers.as_slice()) else {
        return Ok(());
    };
    let name = &server.text;
    match &inner.server_identity {
        Some(identity) if identity.text.eq_ignore_ascii_case(name) => {}
        Some(identity) => {
            findings
                .add(
                    profile.at(identity),
                    format!("the remote ID is '{}', the server '{name}'", identity.text),
                )
                .help("write the gateway's full name in both, as VpnServer of the package has it")
                .related(profile.at(server), "the server");
        }
        None => {
            findings
                .add(profile.at(server), "there is no remote ID for this server")
                .help("write the gateway's full name as RemoteIdentifier too");
        }
    }
    Ok(())
}
