//! Reading by Resource Graph.

use gatelint::source::azure::ReadBy;
use serde_json::{Value, json};

use crate::{
    ears::{all_text, listen, names, not_read, scanned},
    mock::{Does, Fault, Mock, Tenant},
};

const GRAPH: &str = "/providers/Microsoft.ResourceGraph/resources";

#[tokio::test]
async fn a_big_tenant_takes_a_dozen_requests() {
    let mock = Mock::start(Tenant::generated(300, 2500)).await;
    let scan = scanned(&mock.options()).await;
    assert_eq!(scan.coverage.gateways, 2500);
    assert_eq!(scan.coverage.subscriptions.len(), 300);
    assert_eq!(scan.coverage.resources, 7500);
    assert_eq!(not_read(&scan), Vec::<String>::new());
    assert!(scan.coverage.requests <= 12, "{} requests", scan.coverage.requests);
    assert_eq!(scan.coverage.requests, mock.seen().len());
}

#[tokio::test]
async fn more_subscriptions_take_no_more_requests() {
    let few = Mock::start(Tenant::generated(1, 3)).await;
    let many = Mock::start(Tenant::generated(300, 300)).await;
    let few = scanned(&few.options()).await;
    let many = scanned(&many.options()).await;
    assert_eq!(few.coverage.requests, many.coverage.requests);
}

#[tokio::test]
async fn all_that_a_gateway_hangs_on_is_read() {
    let mut tenant = Tenant::generated(2, 2);
    tenant.add_surroundings(1, 1);
    let mock = Mock::start(tenant).await;
    let scan = scanned(&mock.options()).await;
    let text = all_text(&scan);
    for name in ["vnet-1", "pip-1", "rt-1", "nsg-1", "spoke-1", "rt-spoke-1", "cn-1", "lng-1"] {
        assert!(text.contains(&format!("\"name\":\"{name}\"")), "{name} was not read");
    }
    assert_eq!(not_read(&scan), Vec::<String>::new());
    assert_eq!(
        names(&scan),
        [
            "resource-graph/gateways-001.json",
            "resource-graph/networks-001.json",
            "resource-graph/networks-002.json",
            "resource-graph/networks-003.json",
            "resource-graph/subscriptions-001.json",
        ]
    );
    let gateways: Vec<usize> =
        scan.coverage.subscriptions.iter().map(|subscription| subscription.gateways).collect();
    assert_eq!(gateways, [1, 1]);
}

#[tokio::test]
async fn virtual_wan_takes_one_request_for_each_hub_and_no_more() {
    let mut tenant = Tenant::generated(2, 2);
    let without = Mock::start(tenant.clone()).await;
    let without = scanned(&without.options()).await;
    tenant.add_virtual_wan(1, 3, 40);
    let mock = Mock::start(tenant.clone()).await;
    let scan = scanned(&mock.options()).await;
    assert_eq!(not_read(&scan), Vec::<String>::new());
    assert_eq!(scan.coverage.gateways, 2 + 3);
    let text = all_text(&scan);
    for name in ["p2s-2", "hub-2", "users", "spoke-2-39"] {
        assert!(text.contains(&format!("\"name\":\"{name}\"")), "{name} was not read");
    }
    // The lists of three hubs: the networks that are connected to them are asked for together with those of gateways.
    assert_eq!(scan.coverage.requests, without.coverage.requests + 3);

    tenant.not_in_graph =
        tenant.resources.keys().filter(|id| id.contains("/virtualhubs/")).cloned().collect();
    let mock = Mock::start(tenant).await;
    let scan = scanned(&mock.options()).await;
    assert_eq!(not_read(&scan), Vec::<String>::new());
    assert!(all_text(&scan).contains("\"name\":\"spoke-2-39\""), "hubs are read by id as well");
}

#[tokio::test]
async fn an_answer_is_kept_as_it_came_but_for_its_secrets() {
    let mut tenant = Tenant::generated(1, 1);
    tenant.add_surroundings(0, 0);
    let mock = Mock::start(tenant).await;
    let (result, ears) = listen(&mock.options()).await;
    let scan = result.expect("a scan that goes well");
    let gateways = &scan.answers[0];
    assert_eq!(gateways.name, "resource-graph/gateways-001.json");
    assert_eq!((gateways.method, gateways.status), ("POST", 200));
    assert_eq!(gateways.path, format!("{GRAPH}?api-version=2024-04-01"));
    assert!(gateways.request_id.as_deref().is_some_and(|id| id.starts_with("request-")));
    assert!(gateways.body.contains(r#""sharedKey":"(masked)""#));
    let everything = format!("{}{:?}{:?}", all_text(&scan), scan, ears.events());
    for secret in ["hush-hush", "secret-of-the-mock", "token-of-the-mock"] {
        assert!(!everything.contains(secret), "{secret} leaked");
    }
}

#[tokio::test]
async fn missing_certificates_are_fetched_by_id() {
    let mut tenant = Tenant::generated(1, 2);
    tenant.graph_drops_certificates = true;
    tenant.change_gateway(0, 1, |properties| properties["vpnClientConfiguration"] = Value::Null);
    let mock = Mock::start(tenant).await;
    let scan = scanned(&mock.options()).await;
    let by_id: Vec<&str> =
        names(&scan).into_iter().filter(|name| name.starts_with("resources/")).collect();
    assert_eq!(
        by_id,
        ["resources/00000000-0000-0000-0000-000000000000/rg-0/virtualnetworkgateways/vng-0.json"]
    );
    let last = scan.answers.last().expect("answers");
    assert!(last.body.contains("MIIC"), "the better answer sorts last: {}", last.name);
}

#[tokio::test]
async fn fresh_means_by_id() {
    let mut tenant = Tenant::generated(1, 1);
    tenant.add_surroundings(0, 0);
    let mock = Mock::start(tenant).await;
    let scan =
        scanned(&gatelint::source::azure::ScanOptions { fresh: true, ..mock.options() }).await;
    let by_id = names(&scan).into_iter().filter(|name| name.starts_with("resources/")).count();
    assert_eq!(
        by_id, 8,
        "gateway, network, address, two route tables, security group, spoke, local network gateway"
    );
    assert_eq!(mock.seen_at(GRAPH).len(), 2);
}

#[tokio::test]
async fn too_large_an_answer_is_asked_for_in_halves() {
    let mut tenant = Tenant::generated(1, 20);
    tenant.payload_limit = Some(6);
    let mock = Mock::start(tenant).await;
    let (result, ears) = listen(&mock.options()).await;
    let scan = result.expect("a scan that goes well");
    assert_eq!((scan.coverage.gateways, scan.coverage.resources), (20, 60));
    assert_eq!(not_read(&scan), Vec::<String>::new());
    assert!(
        ears.notices().iter().any(|notice| notice.contains("rows per page")),
        "{:?}",
        ears.notices()
    );
}

#[tokio::test]
async fn too_long_a_question_is_asked_in_halves() {
    let mut tenant = Tenant::generated(1, 300);
    tenant.ids_limit = Some(170);
    let mock = Mock::start(tenant).await;
    let scan = scanned(&mock.options()).await;
    assert_eq!(scan.coverage.resources, 900);
    assert_eq!(not_read(&scan), Vec::<String>::new());
    assert_eq!(names(&scan).iter().filter(|name| name.contains("networks-")).count(), 4);
}

#[tokio::test]
async fn a_used_up_quota_is_waited_for_before_the_next_question() {
    let mock = Mock::start(Tenant::generated(1, 1)).await;
    mock.graph_header("x-ms-user-quota-remaining", "0");
    mock.graph_header("x-ms-user-quota-resets-after", "00:00:05");
    let (result, ears) = listen(&mock.options()).await;
    assert_eq!(result.expect("a scan that goes well").coverage.gateways, 1);
    let waits = ears.waits();
    assert_eq!(waits.len(), 2, "between three questions: {waits:?}");
    assert!(
        waits.iter().all(
            |wait| wait.why.contains("quota") && wait.waits < std::time::Duration::from_secs(1)
        )
    );
}

#[tokio::test]
async fn a_truncated_result_is_said() {
    let mock = Mock::start(Tenant::generated(1, 1)).await;
    let cut_off =
        json!({ "totalRecords": 5000, "count": 0, "resultTruncated": "true", "data": [] })
            .to_string();
    mock.fault(Fault::when(
        |seen| seen.body.contains("virtualnetworkgateways"),
        Does::json(200, &cut_off),
    ));
    let scan = scanned(&mock.options()).await;
    assert_eq!(
        not_read(&scan),
        [
            "the rest of the gateways and connections: resource graph truncated the result without a link to the rest"
        ]
    );
}

#[tokio::test]
async fn a_loop_of_pages_ends() {
    let mock = Mock::start(Tenant::generated(1, 1)).await;
    let page = json!({ "count": 0, "resultTruncated": "false", "data": [], "$skipToken": "again" })
        .to_string();
    mock.fault(Fault::when(
        |seen| seen.body.contains("virtualnetworkgateways"),
        Does::json(200, &page),
    ));
    let scan = scanned(&mock.options()).await;
    assert_eq!(
        not_read(&scan),
        [
            "the rest of the gateways and connections: resource graph refers back to a page already read"
        ]
    );
}

#[tokio::test]
async fn an_empty_page_with_a_next_one_is_not_the_end() {
    let mock = Mock::start(Tenant::generated(1, 2)).await;
    let page = json!({ "count": 0, "resultTruncated": "false", "data": [], "$skipToken": "row-0" })
        .to_string();
    let is_first = |seen: &crate::mock::Seen| {
        seen.body.contains("virtualnetworkgateways") && !seen.body.contains("$skipToken")
    };
    mock.fault(Fault::when(is_first, Does::json(200, &page)));
    let scan = scanned(&mock.options()).await;
    assert_eq!(scan.coverage.gateways, 2);
}

#[tokio::test]
async fn too_many_subscriptions_are_said() {
    let mock = Mock::start(Tenant::generated(1, 1)).await;
    mock.graph_header("x-ms-tenant-subscription-limit-hit", "true");
    let scan = scanned(&mock.options()).await;
    assert_eq!(scan.coverage.not_read[0].what, "subscriptions beyond Resource Graph's limit");
}

#[tokio::test]
async fn what_resource_graph_lacks_is_tried_by_id() {
    let mut tenant = Tenant::generated(1, 2);
    let network = |number: usize| {
        format!(
            "/subscriptions/00000000-0000-0000-0000-000000000000/resourcegroups/rg-{number}/providers/microsoft.network/virtualnetworks/vnet-{number}"
        )
    };
    tenant.not_in_graph.insert(network(0));
    tenant.resources.remove(&network(1));
    let mock = Mock::start(tenant).await;
    let scan = scanned(&mock.options()).await;
    assert!(names(&scan).iter().any(|name| name.ends_with("virtualnetworks/vnet-0.json")));
    assert_eq!(scan.coverage.not_read.len(), 1);
    assert_eq!(scan.coverage.not_read[0].status, Some(404));
    assert_eq!(scan.coverage.not_read[0].code.as_deref(), Some("ResourceNotFound"));
    assert!(scan.coverage.not_read[0].what.starts_with("virtual network /subscriptions/"));
}

#[tokio::test]
async fn no_rights_look_like_no_gateways_but_for_the_coverage() {
    let mock = Mock::start(Tenant::default()).await;
    let scan = scanned(&mock.options()).await;
    assert_eq!((scan.coverage.gateways, scan.coverage.subscriptions.len()), (0, 0));
    assert_eq!(scan.coverage.read_by, ReadBy::ResourceGraph);
}
