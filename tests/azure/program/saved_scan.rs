//! Scans that are checked at once and again from the folder that they were saved to.

use std::{collections::BTreeSet, fs, path::Path, sync::Arc};

use crate::mock::{Does, Fault, Mock, Tenant, recordings};
use gatelint::finding::{Finding, Report};
use gatelint::run::{Request, check, scan};
use gatelint::source::azure::{Answer, ReadBy, Scan, ScanOptions, Scope, Silent};
use gatelint::source::{Answered, Given};
use serde_json::{Value, json};

fn saving(mock: &Mock, folder: &Path) -> ScanOptions {
    ScanOptions { save: Some(folder.to_owned()), sessions: true, ..mock.options() }
}

async fn scanned(options: &ScanOptions) -> Scan {
    scan(options, Arc::new(Silent)).await.expect("a scan that goes well")
}

fn report(inputs: Vec<Given>) -> Report {
    check(&Request::new(inputs, "2026-11-24".parse().expect("a date")))
}

fn at_once(scan: &Scan) -> Report {
    let given = |answer: &Answer| {
        Given::Answer(Answered {
            name: answer.name.clone(),
            resource: answer.resource.clone(),
            text: answer.body.clone(),
        })
    };
    report(scan.answers.iter().map(given).collect())
}

fn from_folder(folder: &Path) -> Report {
    report(vec![Given::Path(folder.to_owned())])
}

/// The whole report, with names as they are inside of the folder.
fn told(report: &Report, folder: &Path) -> Value {
    let text = gatelint::report::json(report);
    let folder = format!("\"{}/", folder.display().to_string().replace('\\', "/"));
    serde_json::from_str(&text.replace(&folder, "\"")).expect("a report in JSON")
}

fn of<'a>(report: &'a Report, lint: &str) -> Vec<&'a Finding> {
    report.findings.iter().filter(|finding| finding.lint == lint).collect()
}

fn place<'a>(report: &'a Report, finding: &Finding) -> (&'a str, &'a str) {
    (report.sources.name(finding.span.source), report.sources.slice(finding.span))
}

/// Clients with the addresses 172.16.0.1 and following.
fn clients(number: u8) -> String {
    let client = |at: u8| json!({ "vpnConnectionId": format!("OpenVPN_{at}"), "privateIpAddress": format!("172.16.0.{at}") });
    json!({ "value": (1..=number).map(client).collect::<Vec<_>>() }).to_string()
}

/// Gateways with one fault or another, and networks with routes and peerings.
fn faulty() -> Tenant {
    let mut tenant = Tenant::generated(3, 7);
    tenant.add_surroundings(1, 1);
    tenant.graph_drops_certificates = true;
    tenant.change_gateway(0, 0, |properties| properties["provisioningState"] = "Failed".into());
    tenant.change_gateway(2, 2, |properties| {
        properties["sku"] = json!({ "name": "Basic", "tier": "VpnGw1" });
    });
    tenant.change_gateway(0, 3, |properties| properties["vpnClientConfiguration"] = Value::Null);
    tenant.change_gateway(1, 4, |properties| {
        properties["vpnClientConfiguration"]["vpnClientAddressPool"]["addressPrefixes"] =
            json!(["172.16.0.0/29"]);
    });
    tenant
}

#[tokio::test]
async fn a_saved_scan_gives_the_same_report_again() {
    let mock = Mock::start(faulty()).await;
    mock.fault(Fault::on("GET", "/operations/second", Does::json(200, &clients(7))));
    let folder = mock.folder().join("saved");
    let scan = scanned(&saving(&mock, &folder)).await;
    let (first, again) = (at_once(&scan), from_folder(&folder));
    let lints = ["gateway-state", "sku-name-tier-differ", "pool-nearly-full"];
    for lint in lints {
        assert_eq!(of(&first, lint).len(), 1, "{lint}: {}", told(&first, &folder));
    }
    assert_eq!(told(&first, &folder), told(&again, &folder));
    assert!(!first.unreadable && !again.unreadable);
    assert_eq!(
        of(&first, "secret-in-exported-json").len(),
        0,
        "what is masked is no secret any more"
    );
    assert!(!told(&first, &folder).to_string().contains("hush-hush"));
}

/// What is said of what, wherever it was read.
fn said(report: &Report) -> BTreeSet<(&'static str, &str, Option<&str>)> {
    fn words(finding: &Finding) -> (&'static str, &str, Option<&str>) {
        let subject = finding.subject.as_ref().map(|subject| subject.name.as_str());
        (finding.lint, finding.message.as_str(), subject)
    }
    report.findings.iter().map(words).collect()
}

#[tokio::test]
async fn lists_and_resource_graph_lead_to_the_same_findings() {
    let mock = Mock::start(faulty()).await;
    let by_graph = at_once(&scanned(&mock.options()).await);
    mock.fault(Fault::on("POST", "/resources", Does::error(403, "AuthorizationFailed", "no")));
    let folder = mock.folder().join("saved");
    let scan = scanned(&saving(&mock, &folder)).await;
    assert_eq!(scan.coverage.read_by, ReadBy::Lists);
    let (by_lists, again) = (at_once(&scan), from_folder(&folder));
    assert!(said(&by_graph).len() > 5);
    assert_eq!(said(&by_graph), said(&by_lists));
    assert_eq!(told(&by_lists, &folder), told(&again, &folder));
}

#[tokio::test]
async fn a_finding_points_into_the_saved_answer() {
    let mock = Mock::start(faulty()).await;
    let folder = mock.folder().join("saved");
    scanned(&saving(&mock, &folder)).await;
    let report = from_folder(&folder);
    let found = of(&report, "gateway-state");
    let [finding] = found[..] else { panic!("{found:?}") };
    let (name, text) = place(&report, finding);
    assert_eq!(text, r#""Failed""#);
    assert!(name.ends_with("/saved/resources/00000000-0000-0000-0000-000000000000/rg-0/virtualnetworkgateways/vng-0.json"), "{name}");

    let position = report.sources.position(finding.span.source, finding.span.start);
    let saved = fs::read_to_string(name).expect("the answer that the finding names");
    let line = saved.lines().nth(position.line - 1).expect("the line that it names");
    let rest: String = line.chars().skip(position.column - 1).collect();
    assert!(rest.starts_with(r#""Failed""#), "{}:{}", position.line, position.column);
    let subject = finding.subject.as_ref().and_then(|subject| subject.id.as_deref());
    assert_eq!(subject, Some(Tenant::gateway_id(0, 0).as_str()));
}

#[tokio::test]
async fn an_answer_by_id_takes_the_place_of_the_row() {
    let mut tenant = Tenant::generated(1, 2);
    tenant.graph_drops_certificates = true;
    tenant.change_gateway(0, 0, |properties| properties["provisioningState"] = "Failed".into());
    let mock = Mock::start(tenant).await;
    let folder = mock.folder().join("saved");
    let scan = scanned(&saving(&mock, &folder)).await;
    let rows = scan
        .answers
        .iter()
        .find(|answer| answer.name.ends_with("gateways-001.json"))
        .expect("rows");
    assert!(
        rows.body.contains("vng-0") && rows.body.contains("Failed") && !rows.body.contains("MIIC")
    );
    for report in [at_once(&scan), from_folder(&folder)] {
        assert_eq!(report.checked.gateways, 2, "each gateway is checked once");
        assert_eq!(of(&report, "gateway-state").len(), 1, "and its fault is said once");
        assert_eq!(
            of(&report, "root-cert-empty").len(),
            0,
            "the row has no certificate, the answer by id has"
        );
        let of_certificates = of(&report, "root-cert-der-corrupt");
        assert_eq!(of_certificates.len(), 2, "{of_certificates:?}");
        assert!(
            of_certificates.iter().all(|finding| place(&report, finding).0.contains("resources/"))
        );
        let in_rows = report
            .findings
            .iter()
            .filter(|finding| place(&report, finding).0.contains("gateways-001"));
        assert_eq!(in_rows.count(), 0, "nothing is said of the rows, which are poorer");
    }
}

#[tokio::test]
async fn what_the_resource_graph_has_not_heard_of_yet_is_read_fresh() {
    let mut tenant = Tenant::generated(1, 1);
    tenant.not_in_graph.insert(Tenant::gateway_id(0, 0).to_lowercase());
    let mock = Mock::start(tenant).await;
    let folder = mock.folder().join("saved");
    let scope =
        Scope { gateways: vec![Tenant::gateway_id(0, 0).to_uppercase()], ..Scope::default() };
    let scan = scanned(&ScanOptions { scope, ..saving(&mock, &folder) }).await;
    let (first, again) = (at_once(&scan), from_folder(&folder));
    assert_eq!((first.checked.gateways, again.checked.gateways), (1, 1));
    assert_eq!(told(&first, &folder), told(&again, &folder));
}

#[tokio::test]
async fn clients_are_those_of_the_gateway_that_was_asked() {
    let mut tenant = Tenant::generated(1, 2);
    for number in 0..2 {
        tenant.change_gateway(0, number, |properties| {
            properties["vpnClientConfiguration"]["vpnClientAddressPool"]["addressPrefixes"] =
                json!(["172.16.0.0/29"]);
        });
    }
    let mock = Mock::start(tenant).await;
    let asked = |path: &str, answer: &str| Fault::on("GET", path, Does::json(200, answer));
    mock.fault(asked("/operations/second/subscriptions/00000000-0000-0000-0000-000000000000/resourcegroups/rg-1/", &clients(7)));
    mock.fault(asked("/operations/second", &clients(2)));
    let folder = mock.folder().join("saved");
    let scan = scanned(&saving(&mock, &folder)).await;
    for report in [at_once(&scan), from_folder(&folder)] {
        let found = of(&report, "pool-nearly-full");
        let [finding] = found[..] else { panic!("{found:?}") };
        assert_eq!(
            finding.message,
            "clients use 7 of the 8 addresses of the client pool 172.16.0.0/29"
        );
        assert_eq!(finding.subject.as_ref().map(|subject| subject.name.as_str()), Some("vng-1"));
        let list = finding.related.last().expect("where the clients are told of");
        let name = report.sources.name(list.span.source);
        assert!(
            name.contains("sessions/") && name.ends_with("rg-1/virtualnetworkgateways/vng-1.json"),
            "{name}"
        );
        assert!(report.sources.slice(list.span).contains("OpenVPN_7"));
    }

    let scan = scanned(&ScanOptions { sessions: false, ..mock.options() }).await;
    let report = at_once(&scan);
    let of_clients = |lint: &str| ["pool-nearly-full", "connections-near-limit"].contains(&lint);
    assert!(report.findings.iter().all(|finding| !of_clients(finding.lint)));
    assert!(
        report.not_evaluated.iter().all(|open| !of_clients(open.lint)),
        "who was not asked is not missed"
    );
}

#[tokio::test]
#[ignore = "reads the collections beside the repository: cargo xtask collections"]
async fn what_azure_once_answered_is_checked_without_a_fall() {
    for recording in recordings() {
        let gateways = recording.gateways.len();
        let mock = Mock::start(recording.tenant).await;
        let folder = mock.folder().join("saved");
        let scan = scanned(&saving(&mock, &folder)).await;
        let (first, again) = (at_once(&scan), from_folder(&folder));
        assert_eq!(first.checked.gateways, gateways, "{}", recording.file);
        assert_eq!(told(&first, &folder), told(&again, &folder), "{}", recording.file);
    }
}
