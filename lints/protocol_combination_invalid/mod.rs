#![doc = include_str!("README.md")]

use crate::facts::protocol_row;
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Authentication, Gateway, PointToSite, Protocol};

declare_lint! {
    id: "protocol-combination-invalid",
    summary: "SSTP and OpenVPN are both offered",
    severity: Severity::Error,
    category: Category::Deployment,
    symptoms: &["VpnClientOpenVpnProtocolCannotCoexist"],
    since: "0.1.0",
    check: Check::PointToSite(check),
}

fn check(
    _: &Gateway,
    client: &PointToSite,
    _: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    let protocols = client.listed_protocols()?;
    let words: Vec<&str> = protocols.iter().map(Protocol::word).collect();
    let together = protocols.contains(&Protocol::Sstp) && protocols.contains(&Protocol::OpenVpn);
    if !together || protocol_row(&words).is_some() {
        return Ok(());
    }
    // With Entra ID the fault has a name of its own.
    if client.offer().is_ok_and(|offer| offer.by(&Authentication::Entra)) {
        return Ok(());
    }
    findings
        .add(client.place_of_protocol(&Protocol::Sstp), "SSTP can't be offered together with OpenVPN")
        .help("remove SSTP, which Microsoft retires; clients that use it need a new profile package for OpenVPN or IKEv2")
        .related(client.place_of_protocol(&Protocol::OpenVpn), "OpenVPN is offered here");
    Ok(())
}
