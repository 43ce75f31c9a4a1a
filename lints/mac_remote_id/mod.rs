#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::ClientProfile;
use vpn_client_files::profile::ProfileKind;

declare_lint! {
    id: "mac-remote-id",
    summary: "the remote ID of a macOS profile is not its server",
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
                    format!("the remote ID is '{}', but the server is '{name}'", identity.text),
                )
                .help("use the gateway's full name for both, as in VpnServer in the package")
                .related(profile.at(server), "the server");
        }
        None => {
            findings
                .add(profile.at(server), "the profile has no remote ID")
                .help("set RemoteIdentifier to the gateway's full name too");
        }
    }
    Ok(())
}
