//! What a lint finds does not depend on which others run.

use std::path::{Path, PathBuf};

use gatelint::finding::Report;
use gatelint::lint::{Check, Lint};
use gatelint::lints::ALL;
use gatelint::run::{Request, check};
use gatelint::source::Given;

fn report(path: &Path, lints: Vec<&'static Lint>) -> Report {
    let mut request =
        Request::new(vec![Given::Path(path.to_owned())], "2026-11-24".parse().expect("a date"));
    request.lints = lints;
    check(&request)
}

/// What a lint says in a report: findings with their places, and what it could not evaluate.
fn share(report: &Report, lint: &Lint) -> Vec<String> {
    let findings = report.findings.iter().filter(|finding| finding.lint == lint.id).map(|it| {
        format!(
            "{}: {} at {:?} {:?} {:?}",
            it.severity.word(),
            it.message,
            it.span,
            it.help,
            it.fingerprint
        )
    });
    let unevaluated = report.not_evaluated.iter().filter(|entry| entry.lint == lint.id);
    let mut all: Vec<String> =
        findings.chain(unevaluated.map(|it| format!("{} {:?}", it.reason, it.span))).collect();
    all.sort();
    all
}

fn failing(lint: &Lint) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("lints").join(lint.room()).join("fail");
    let entries = std::fs::read_dir(folder).expect("examples");
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_none_or(|end| end != "snap"));
    paths.sort();
    paths
}

/// Those about suppressions say what the other lints leave of them, so for them the others have to run.
fn depends_on_others(lint: &Lint) -> bool {
    matches!(lint.check, Check::Suppressions)
}

#[test]
fn every_room_says_alone_what_it_says_among_all() {
    for lint in ALL.iter().copied().filter(|lint| !depends_on_others(lint)) {
        for path in failing(lint) {
            let among_all = share(&report(&path, ALL.to_vec()), lint);
            let alone = share(&report(&path, vec![lint]), lint);
            assert_eq!(alone, among_all, "{} on {}", lint.id, path.display());
        }
    }
}

/// Values of the wrong type at every place that some lint reads only when it comes to it.
const MALFORMED: &str = r#"[
  {
    "type": "Microsoft.Network/virtualNetworkGateways",
    "name": "gw",
    "id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworkGateways/gw",
    "properties": {
      "gatewayType": "Vpn",
      "sku": { "name": "Basic", "tier": "Basic" },
      "provisioningState": {},
      "virtualNetworkGatewayMigrationStatus": { "phase": [], "state": {} },
      "ipConfigurations": [ { "name": {}, "properties": { "provisioningState": [] } }, 7 ],
      "virtualNetworkGatewayPolicyGroups": [ { "name": [], "properties": 5 } ],
      "vpnClientConfiguration": {
        "vpnClientAddressPool": { "addressPrefixes": [ "10.1.0.0/24" ] },
        "vpnAuthenticationTypes": [ "Radius" ],
        "vpnClientIpsecPolicies": [ true ],
        "radiusServerSecret": {},
        "radiusServers": [ { "radiusServerAddress": [], "radiusServerSecret": [] } ],
        "vngClientConnectionConfigurations": [ { "name": 1, "properties": [] } ]
      }
    }
  },
  {
    "type": "Microsoft.Network/connections",
    "name": "to-site",
    "properties": {
      "sharedKey": {},
      "ipsecPolicies": {},
      "virtualNetworkGateway1": {
        "id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworkGateways/gw"
      }
    }
  },
  {
    "type": "Microsoft.Network/publicIPAddresses",
    "name": "ip",
    "properties": { "migrationPhase": {} }
  },
  {
    "type": "Microsoft.Network/virtualNetworks",
    "name": "net",
    "properties": {
      "subnets": [
        { "name": "GatewaySubnet", "properties": { "serviceEndpointPolicies": [ { "id": [] } ] } }
      ]
    }
  }
]"#;

#[test]
fn values_of_the_wrong_type_are_the_same_whoever_reads() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("export.json");
    std::fs::write(&path, MALFORMED).expect("written");
    let lint = gatelint::lints::find("malformed-resource").expect("a lint");
    let alone = share(&report(&path, vec![lint]), lint);
    let among_all = share(&report(&path, ALL.to_vec()), lint);
    assert_eq!(alone, among_all);
    let mut reversed = ALL.to_vec();
    reversed.reverse();
    assert_eq!(share(&report(&path, reversed), lint), among_all);
    assert!(alone.len() >= 15, "{}", alone.join("\n"));
}
