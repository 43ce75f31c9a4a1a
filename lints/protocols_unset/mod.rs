#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Fixable, Lint, Outcome};
use crate::resource::{Authentication, Gateway, PointToSite};

/// The lint of this room.
pub static LINT: Lint = Lint {
    id: "protocols-unset",
    summary: "no tunnel protocol is named, so Azure chooses one",
    severity: Severity::Warning,
    category: Category::Connection,
    symptoms: &[],
    since: "0.1.0",
    fix: Fixable::No,
    docs: include_str!("README.md"),
    check: Check::PointToSite(check),
};

fn check(
    _: &Gateway,
    client: &PointToSite,
    _: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    if !client.protocols.items()?.is_empty() {
        return Ok(());
    }
    let by_entra = client.offer().is_ok_and(|offer| offer.by(&Authentication::Entra));
    let help = if by_entra {
        "set vpnClientProtocols to [\"OpenVPN\"], the only protocol that Entra ID works with"
    } else {
        "set vpnClientProtocols to what your clients have, such as [\"OpenVPN\"] or [\"OpenVPN\", \"IkeV2\"]"
    };
    findings
        .add(&client.protocols, "vpnClientProtocols names no tunnel protocol, so Azure chooses one")
        .help(help);
    Ok(())
}
