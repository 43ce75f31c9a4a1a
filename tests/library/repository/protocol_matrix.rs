//! Of every combination of tunnel protocols and authentication types, the lints report those that Microsoft's table
//! does not have, each by one name.

use gatelint::facts::protocol_row;
use gatelint::lints;
use gatelint::run::{Request, check};
use gatelint::source::Given;
use serde_json::json;

const LINTS: [&str; 6] = [
    "protocol-combination-invalid",
    "entra-with-sstp",
    "entra-without-openvpn",
    "entra-only-with-ikev2",
    "radius-and-cert-with-ikev2",
    "multi-auth-without-openvpn",
];

/// All subsets but the empty one.
fn subsets(words: [&'static str; 3]) -> Vec<Vec<&'static str>> {
    (1..8)
        .map(|bits: u8| (0..3).filter(|at| bits & (1 << at) != 0).map(|at| words[at]).collect())
        .collect()
}

#[test]
fn what_is_not_in_the_table_is_reported_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut cases = Vec::new();
    for protocols in subsets(["SSTP", "OpenVPN", "IkeV2"]) {
        for authentication in subsets(["AAD", "Radius", "Certificate"]) {
            let name = format!("{} by {}", protocols.join("+"), authentication.join("+"));
            let allowed = protocol_row(&protocols).is_some_and(|row| row.allows(&authentication));
            let gateway = json!({
                "type": "Microsoft.Network/virtualNetworkGateways",
                "name": name,
                "properties": { "vpnClientConfiguration": {
                    "vpnClientAddressPool": { "addressPrefixes": ["172.16.201.0/24"] },
                    "vpnClientProtocols": protocols,
                    "vpnAuthenticationTypes": authentication,
                } },
            });
            std::fs::write(folder.path().join(format!("{name}.json")), gateway.to_string())
                .expect("written");
            cases.push((name, allowed));
        }
    }
    let mut request = Request::new(
        vec![Given::Path(folder.path().to_owned())],
        "2026-11-24".parse().expect("a date"),
    );
    request.lints = LINTS.iter().map(|id| lints::find(id).expect("a lint")).collect();
    let report = check(&request);
    assert!(report.not_evaluated.is_empty());
    assert_eq!(cases.len(), 49);
    assert_eq!(cases.iter().filter(|(_, allowed)| *allowed).count(), 17);
    for (name, allowed) in cases {
        let of_it = report
            .findings
            .iter()
            .filter(|finding| finding.subject.as_ref().is_some_and(|one| one.name == name));
        let said: Vec<_> = of_it.map(|finding| finding.lint).collect();
        assert_eq!(said.len(), usize::from(!allowed), "{name}: {said:?}");
    }
}
