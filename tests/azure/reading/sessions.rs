//! The clients that are connected.

use gatelint::source::azure::ScanOptions;
use serde_json::Value;

use crate::{
    ears::{listen, names, not_read, scanned},
    mock::{Does, Fault, Mock, Tenant},
};

const HEALTH: &str = "/getVpnClientConnectionHealth";

fn with_sessions(mock: &Mock) -> ScanOptions {
    ScanOptions { sessions: true, ..mock.options() }
}

#[tokio::test]
async fn clients_are_counted_where_the_rights_allow() {
    let mut tenant = Tenant::generated(1, 2);
    tenant.change_gateway(0, 1, |properties| properties["vpnClientConfiguration"] = Value::Null);
    let mock = Mock::start(tenant).await;
    let (result, ears) = listen(&with_sessions(&mock)).await;
    let scan = result.expect("a scan that goes well");
    let sessions = scan.answers.last().expect("answers");
    assert_eq!(
        sessions.name,
        "sessions/00000000-0000-0000-0000-000000000000/rg-0/virtualnetworkgateways/vng-0.json"
    );
    assert_eq!(sessions.resource.as_deref(), Some(Tenant::gateway_id(0, 0).as_str()));
    assert!(sessions.body.contains("OpenVPN_1"));
    assert_eq!(
        mock.seen_at(HEALTH).iter().filter(|seen| seen.method == "POST").count(),
        1,
        "not without clients"
    );
    let told = format!("{:?} {:?}", ears.events(), scan);
    assert!(!told.contains("signed"), "a polling link is signed");
}

#[tokio::test]
async fn a_missing_right_is_said_and_no_failure() {
    let mock = Mock::start(Tenant::generated(1, 1)).await;
    mock.fault(Fault::on("POST", HEALTH, Does::error(403, "AuthorizationFailed", "no action")));
    let scan = scanned(&with_sessions(&mock)).await;
    assert_eq!(scan.coverage.gateways, 1);
    assert!(
        not_read(&scan)[0]
            .starts_with("client sessions of virtual network gateway /subscriptions/")
    );
    assert!(
        not_read(&scan)[0]
            .contains("the permission Microsoft.Network/virtualNetworkGateways/getVpnClientConnectionHealth/action is missing")
    );
}

#[tokio::test]
async fn a_gateway_that_is_busy_is_said() {
    let mock = Mock::start(Tenant::generated(1, 1)).await;
    mock.fault(Fault::on(
        "POST",
        HEALTH,
        Does::error(409, "AnotherOperationInProgress", "another operation is running"),
    ));
    let scan = scanned(&with_sessions(&mock)).await;
    assert_eq!(scan.coverage.not_read[0].status, Some(409));
    assert_eq!(scan.coverage.not_read[0].code.as_deref(), Some("AnotherOperationInProgress"));
}

#[tokio::test]
async fn an_operation_with_a_status_of_its_own() {
    let mock = Mock::start(Tenant::generated(1, 1)).await;
    let accepted = Does::json(202, "")
        .with("azure-asyncoperation", &format!("{}/status?api-version=1", mock.origin))
        .with("location", &format!("{}/operations/second/x?api-version=1", mock.origin))
        .with("retry-after", "0");
    mock.fault(Fault::on("POST", HEALTH, accepted));
    mock.fault(Fault::on("GET", "/status", Does::json(200, r#"{"status":"InProgress"}"#)).times(2));
    mock.fault(Fault::on("GET", "/status", Does::json(200, r#"{"status":"Succeeded"}"#)));
    let scan = scanned(&with_sessions(&mock)).await;
    assert!(
        names(&scan).last().is_some_and(|name| name.starts_with("sessions/")),
        "{:?}",
        not_read(&scan)
    );
    assert_eq!(mock.seen_at("/status").len(), 3);
}

#[tokio::test]
async fn an_operation_that_fails() {
    let mock = Mock::start(Tenant::generated(1, 1)).await;
    let accepted = Does::json(202, "")
        .with("azure-asyncoperation", &format!("{}/status?api-version=1", mock.origin));
    mock.fault(Fault::on("POST", HEALTH, accepted));
    let failed =
        r#"{"status":"Failed","error":{"code":"InternalServerError","message":"try later"}}"#;
    mock.fault(Fault::on("GET", "/status", Does::json(200, failed)));
    let scan = scanned(&with_sessions(&mock)).await;
    assert!(
        not_read(&scan)[0]
            .ends_with("the operation ended as Failed: InternalServerError try later")
    );
}

#[tokio::test]
async fn an_operation_that_is_never_done() {
    let mock = Mock::start(Tenant::generated(1, 1)).await;
    let again = Does::json(202, "")
        .with("location", &format!("{}/never?api-version=1", mock.origin))
        .with("retry-after", "0");
    mock.fault(Fault::on("POST", HEALTH, again.clone()));
    mock.fault(Fault::on("GET", "/never", again));
    let mut options = with_sessions(&mock);
    options.timeouts.operation = std::time::Duration::from_millis(50);
    let scan = scanned(&options).await;
    assert!(not_read(&scan)[0].contains("was not complete after"), "{:?}", not_read(&scan));
}

#[tokio::test]
async fn a_polling_link_to_another_host_is_not_followed() {
    let elsewhere = Mock::start(Tenant::default()).await;
    let mock = Mock::start(Tenant::generated(1, 1)).await;
    let accepted =
        Does::json(202, "").with("location", &format!("{}/operations/1", elsewhere.origin));
    mock.fault(Fault::on("POST", HEALTH, accepted));
    let scan = scanned(&with_sessions(&mock)).await;
    assert!(elsewhere.seen().is_empty(), "the token stays at home");
    assert!(not_read(&scan)[0].contains("was not followed"), "{:?}", not_read(&scan));
}

#[tokio::test]
async fn an_answer_of_null_is_said() {
    let mock = Mock::start(Tenant::generated(1, 1)).await;
    mock.fault(Fault::on("POST", HEALTH, Does::json(200, "null")));
    let scan = scanned(&with_sessions(&mock)).await;
    assert!(not_read(&scan)[0].ends_with("azure returned no list of sessions"));
}
