//! Everything that can go wrong between here and Azure.

use std::time::Duration;

use gatelint::source::azure::{CloudChoice, ScanError};

use crate::{
    ears::{listen, not_read, scanned},
    mock::{Does, Fault, Mock, Tenant},
};

const GRAPH: &str = "/providers/Microsoft.ResourceGraph/resources";
const GATEWAY: &str = "/virtualNetworkGateways/";

/// A tenant whose two gateways must be read by id, so that one of the requests can fail.
async fn two_by_id() -> Mock {
    let mut tenant = Tenant::generated(1, 2);
    tenant.graph_drops_certificates = true;
    Mock::start(tenant).await
}

/// Scans while the request for the second gateway fails, and gives why it was not read.
async fn second_fails(does: Does) -> (String, Option<u16>) {
    let mock = two_by_id().await;
    mock.fault(Fault::on("GET", "/virtualNetworkGateways/vng-1", does));
    let mut options = mock.options();
    options.timeouts.request = Duration::from_secs(1);
    let scan = scanned(&options).await;
    assert_eq!(scan.coverage.gateways, 2, "the row is kept");
    assert!(
        scan.answers.iter().any(|answer| answer.name.ends_with("vng-0.json")),
        "the rest is kept"
    );
    assert_eq!(scan.coverage.not_read.len(), 1, "{:?}", not_read(&scan));
    (scan.coverage.not_read[0].why.clone(), scan.coverage.not_read[0].status)
}

#[tokio::test]
async fn refusals_of_one_request_leave_the_rest() {
    for (status, code) in [
        (401, "InvalidAuthenticationTokenTenant"),
        (403, "AuthorizationFailed"),
        (404, "ResourceNotFound"),
        (409, "AnotherOperationInProgress"),
        (429, "TooManyRequests"),
        (500, "InternalServerError"),
        (503, "ServiceUnavailable"),
    ] {
        let (why, seen) = second_fails(Does::error(status, code, "the reason")).await;
        assert_eq!(why, format!("{status} {code}: the reason"));
        assert_eq!(seen, Some(status));
    }
}

#[tokio::test]
async fn a_page_of_html_is_named() {
    let page = "<html><head><title>502 Bad Gateway</title></head></html>";
    let html = |status| Does::Answer { status, headers: vec![], body: page.into() };
    assert_eq!(second_fails(html(502)).await.0, r#"502: an HTML page titled "502 Bad Gateway""#);
    assert_eq!(
        second_fails(html(200)).await.0,
        r#"200 with an HTML page titled "502 Bad Gateway" instead of JSON"#
    );
}

#[tokio::test]
async fn bad_json_is_named() {
    assert_eq!(
        second_fails(Does::json(200, "{\"id\": ")).await.0,
        "200 with damaged or unexpected JSON instead of JSON"
    );
    assert_eq!(second_fails(Does::json(200, "")).await.0, "200 with an empty body instead of JSON");
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = Mock::start(Tenant::default()).await;
    let (why, status) = second_fails(Does::json(302, "").with("location", &elsewhere.origin)).await;
    assert_eq!((why.as_str(), status), ("302: an empty body", Some(302)));
    assert!(elsewhere.seen().is_empty(), "the token stays at home");
}

#[tokio::test]
async fn a_cut_connection_leaves_the_rest() {
    let (why, status) = second_fails(Does::Cut).await;
    assert!(why.contains("the connection was interrupted"), "{why}");
    assert_eq!(status, None);
}

#[tokio::test]
async fn a_slow_answer_is_given_up() {
    let (why, _) = second_fails(Does::Hang).await;
    assert!(why.ends_with("no response within the time limit"), "{why}");
}

#[tokio::test]
async fn an_answer_without_end_does_not_fill_the_memory() {
    let mock = two_by_id().await;
    mock.fault(Fault::on("GET", "/virtualNetworkGateways/vng-1", Does::Endless));
    let scan = scanned(&mock.options()).await;
    assert_eq!(scan.coverage.not_read[0].why, "200 with more than 64 MiB instead of JSON");
}

#[tokio::test]
async fn passing_faults_pass() {
    for does in [
        Does::error(429, "TooManyRequests", "slow down").with("retry-after", "1"),
        Does::error(500, "InternalServerError", "oops"),
        Does::Answer { status: 502, headers: vec![], body: "<html></html>".into() },
        Does::error(503, "ServiceUnavailable", "busy"),
        Does::Cut,
    ] {
        let mock = Mock::start(Tenant::generated(1, 1)).await;
        mock.fault(Fault::on("POST", GRAPH, does).times(2));
        let (result, ears) = listen(&mock.options()).await;
        assert_eq!(result.expect("a scan that goes well").coverage.gateways, 1);
        assert_eq!(ears.waits().len(), 2, "every wait is said");
    }
}

#[tokio::test]
async fn a_throttle_is_said_with_its_length_and_capped() {
    let mock = Mock::start(Tenant::generated(1, 1)).await;
    mock.fault(
        Fault::on(
            "POST",
            GRAPH,
            Does::error(429, "RateLimiting", "slow down").with("retry-after", "3600"),
        )
        .times(1),
    );
    let (result, ears) = listen(&mock.options()).await;
    assert_eq!(result.expect("a scan that goes well").coverage.gateways, 1);
    let waits = ears.waits();
    assert_eq!(waits.len(), 1);
    assert_eq!(waits[0].why, "429 Too Many Requests");
    assert_eq!(waits[0].asked, Some(Duration::from_secs(3600)));
    assert_eq!(waits[0].waits, mock.options().timeouts.longest_wait);
    assert!(waits[0].path.starts_with(GRAPH));
}

#[tokio::test]
async fn resource_graphs_own_throttle_header_is_read() {
    let mock = Mock::start(Tenant::generated(1, 1)).await;
    let throttled = Does::error(429, "RateLimiting", "slow down")
        .with("x-ms-user-quota-resets-after", "00:00:04");
    mock.fault(Fault::on("POST", GRAPH, throttled).times(1));
    let (_, ears) = listen(&mock.options()).await;
    assert_eq!(ears.waits()[0].asked, Some(Duration::from_secs(4)));
}

#[tokio::test]
async fn a_token_that_is_refused_everywhere_is_an_error() {
    let mock = Mock::start(Tenant::generated(1, 1)).await;
    let refused =
        Does::error(401, "InvalidAuthenticationTokenTenant", "the token is from the wrong issuer");
    mock.fault(Fault::when(|seen| seen.authorization.is_some(), refused));
    let error = listen(&mock.options()).await.0.expect_err("401");
    assert!(
        matches!(&error, ScanError::Refused { status: 401, reason } if reason.contains("wrong issuer")),
        "{error}"
    );
    assert!(error.help().is_some_and(|help| help.contains("--tenant")));
    assert_eq!(mock.seen_at(GRAPH).len(), 1, "asking again with the same token is no use");
}

#[tokio::test]
async fn no_rights_at_all_are_an_error() {
    let mock = Mock::start(Tenant::generated(1, 1)).await;
    let refused = Does::error(403, "AuthorizationFailed", "no role");
    mock.fault(Fault::when(|seen| seen.authorization.is_some(), refused));
    let error = listen(&mock.options()).await.0.expect_err("403");
    assert!(matches!(&error, ScanError::Refused { status: 403, .. }), "{error}");
}

#[tokio::test]
async fn an_azure_that_is_down_is_an_error() {
    let mock = Mock::start(Tenant::generated(1, 1)).await;
    mock.fault(Fault::when(
        |seen| seen.authorization.is_some(),
        Does::error(503, "ServiceUnavailable", "down"),
    ));
    let error = listen(&mock.options()).await.0.expect_err("503");
    assert!(matches!(&error, ScanError::Service { reason } if reason.contains("503")), "{error}");
}

#[tokio::test]
async fn nobody_at_the_other_end() {
    let mock = Mock::start(Tenant::default()).await;
    let mut options = mock.options();
    let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = free.local_addr().expect("an address").port();
    drop(free);
    options.cloud = CloudChoice::Custom { arm_endpoint: format!("https://localhost:{port}") };
    let error = listen(&options).await.0.expect_err("nobody there");
    assert!(
        matches!(&error, ScanError::Unreachable { host, .. } if *host == format!("localhost:{port}")),
        "{error}"
    );
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for() {
    let mock = Mock::start(Tenant::default()).await;
    let mut options = mock.options();
    options.ca_file = None;
    let error = listen(&options).await.0.expect_err("an unknown authority");
    assert!(matches!(&error, ScanError::Unreachable { .. }), "{error}");
    assert!(error.help().is_some_and(|help| help.contains("--ca-file")));
}

#[tokio::test]
async fn a_ca_file_without_certificates() {
    let mock = Mock::start(Tenant::default()).await;
    for (name, text) in [("empty.pem", ""), ("not.pem", "hello"), ("missing.pem", "")] {
        let mut options = mock.options();
        let file = mock.folder().join(name);
        if name != "missing.pem" {
            std::fs::write(&file, text).expect("a file");
        }
        options.ca_file = Some(file);
        let error = listen(&options).await.0.expect_err("no certificates");
        assert!(
            matches!(&error, ScanError::Setting { setting: "--ca-file", .. }),
            "{name}: {error}"
        );
    }
}

#[tokio::test]
async fn an_endpoint_that_is_no_cloud() {
    for does in [
        Does::json(200, "{}"),
        Does::error(404, "NotFound", "no metadata"),
        Does::json(
            200,
            r#"{"authentication":{"loginEndpoint":"http://login.example","audiences":[]}}"#,
        ),
        Does::json(
            200,
            r#"{"authentication":{"loginEndpoint":"https://adfs.example/adfs","identityProvider":"ADFS"}}"#,
        ),
        Does::Answer { status: 200, headers: vec![], body: "<html></html>".into() },
    ] {
        let mock = Mock::start(Tenant::default()).await;
        mock.fault(Fault::on("GET", "/metadata/endpoints", does));
        let error = listen(&mock.options()).await.0.expect_err("no cloud");
        assert!(matches!(&error, ScanError::Cloud { .. }), "{error}");
    }
}

#[tokio::test]
async fn a_network_that_dies_half_way_costs_no_endless_waiting() {
    let mut tenant = Tenant::generated(1, 40);
    tenant.graph_drops_certificates = true;
    let mock = Mock::start(tenant).await;
    mock.fault(Fault::on("GET", GATEWAY, Does::Cut));
    let mut options = mock.options();
    options.concurrency = 1;
    let scan = scanned(&options).await;
    assert_eq!(scan.coverage.not_read.len(), 40);
    assert!(
        scan.coverage.not_read[39].why.contains("not tried"),
        "{}",
        scan.coverage.not_read[39].why
    );
    assert_eq!(mock.seen_at(GATEWAY).len(), 3 * 4, "three requests, each repeated three times");
}

#[tokio::test]
async fn every_request_is_traced_without_secrets() {
    let mock = Mock::start(Tenant::generated(1, 1)).await;
    let (result, ears) = listen(&mock.options()).await;
    let scan = result.expect("a scan that goes well");
    let traces = ears.requests();
    assert_eq!(traces.len(), scan.coverage.requests);
    let graph = traces
        .iter()
        .find(|trace| trace.path.starts_with(GRAPH))
        .expect("a request to Resource Graph");
    assert_eq!((graph.method, graph.status), ("POST", Some(200)));
    assert!(graph.request_id.is_some());
    assert!(graph.to_string().contains("POST https://localhost:"), "{graph}");
    let encoding = mock.seen_at(GRAPH).remove(0).accept_encoding;
    assert!(
        encoding.is_some_and(|encoding| encoding.contains("gzip")),
        "answers may be compressed"
    );
}

#[tokio::test]
async fn a_cloud_with_older_versions_is_asked_for_its_own() {
    let mock = Mock::start(Tenant::generated(1, 1)).await;
    let is_new = |seen: &crate::mock::Seen| seen.query.contains("2024-05-01");
    let message = "No registered resource provider found for location 'local' and API version '2024-05-01'. \
        The supported api-versions are '2015-06-15, 2018-11-01'.";
    mock.fault(Fault::when(is_new, Does::error(400, "NoRegisteredProviderFound", message)));
    let mut options = mock.options();
    options.fresh = true;
    let scan = scanned(&options).await;
    assert_eq!(not_read(&scan), Vec::<String>::new());
    let answer = scan.answers.last().expect("answers");
    assert!(answer.path.ends_with("api-version=2018-11-01"), "{}", answer.path);
}

#[tokio::test]
async fn resource_graph_giving_up_half_way_leaves_the_ids() {
    let mock = Mock::start(Tenant::generated(1, 2)).await;
    let by_id = |seen: &crate::mock::Seen| seen.body.contains("id in~");
    mock.fault(Fault::when(by_id, Does::error(429, "RateLimiting", "slow down")));
    let scan = scanned(&mock.options()).await;
    assert_eq!((scan.coverage.gateways, scan.coverage.resources), (2, 6));
    assert_eq!(not_read(&scan), Vec::<String>::new());
}

#[test]
fn a_caller_without_a_runtime() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime for the mock");
    let mock = runtime.block_on(Mock::start(Tenant::generated(1, 1)));
    let scan = gatelint::run::scan_blocking(
        &mock.options(),
        std::sync::Arc::new(gatelint::source::azure::Silent),
    );
    assert_eq!(scan.expect("a scan that goes well").coverage.gateways, 1);
}

#[tokio::test]
async fn a_scan_that_takes_too_long_reports_what_it_read() {
    let mock = two_by_id().await;
    mock.fault(Fault::on("GET", "/virtualNetworkGateways/vng-1", Does::Hang));
    let mut options = mock.options();
    options.timeouts.request = Duration::from_secs(60);
    options.timeouts.scan = Duration::from_secs(3);
    let scan = scanned(&options).await;
    assert_eq!(scan.coverage.gateways, 2, "the rows are kept");
    assert!(scan.answers.iter().any(|answer| answer.name.ends_with("vng-0.json")));
    let why = not_read(&scan);
    assert!(why.iter().any(|why| why.contains("its time limit of 3 s")), "{why:?}");
}

#[tokio::test]
async fn answers_without_end_fill_no_memory() {
    let mock = two_by_id().await;
    let mut options = mock.options();
    options.largest = 1;
    let error = listen(&options).await.0;
    // The first answer is larger: everything else is missing, and that is said.
    let told = match error {
        Ok(scan) => not_read(&scan).join("\n"),
        Err(error) => error.to_string(),
    };
    assert!(told.contains("reached the limit"), "{told}");
}

#[tokio::test]
async fn a_refusal_that_repeats_a_secret_is_masked() {
    let message = "radiusServerSecret 'hush-hush' is not allowed; sharedKey=hush-hush";
    let (why, _) = second_fails(Does::error(400, "BadRequest", message)).await;
    assert!(!why.contains("hush") && why.contains("radiusServerSecret '(masked)'"), "{why}");
}
