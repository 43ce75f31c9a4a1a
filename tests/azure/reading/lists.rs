//! Reading by the lists of Azure Resource Manager, where Resource Graph refuses.

use gatelint::source::azure::{ReadBy, ScanOptions, Scope};
use serde_json::json;

use crate::{
    ears::{all_text, listen, names, not_read, scanned},
    mock::{Does, Fault, Mock, Tenant},
};

const GRAPH: &str = "/providers/Microsoft.ResourceGraph/resources";

fn refuse_graph(mock: &Mock) {
    mock.fault(Fault::on(
        "POST",
        GRAPH,
        Does::error(403, "AuthorizationFailed", "The client has no authorization."),
    ));
}

#[tokio::test]
async fn everything_is_found_without_resource_graph() {
    let mut tenant = Tenant::generated(3, 4);
    tenant.add_surroundings(1, 1);
    tenant.list_page = Some(1);
    let mock = Mock::start(tenant).await;
    refuse_graph(&mock);
    let (result, ears) = listen(&mock.options()).await;
    let scan = result.expect("a scan that goes well");
    assert_eq!(scan.coverage.read_by, ReadBy::Lists);
    assert_eq!((scan.coverage.gateways, scan.coverage.subscriptions.len()), (4, 3));
    assert_eq!(not_read(&scan), Vec::<String>::new());
    let text = all_text(&scan);
    for name in
        ["vng-3", "vnet-1", "pip-1", "rt-1", "nsg-1", "spoke-1", "rt-spoke-1", "cn-1", "lng-1"]
    {
        assert!(text.contains(&format!("\"name\":\"{name}\"")), "{name} was not read");
    }
    assert!(!text.contains("hush-hush"));
    assert!(
        ears.notices().iter().any(|notice| notice.contains("AuthorizationFailed")),
        "{:?}",
        ears.notices()
    );
    assert_eq!(mock.seen_at(GRAPH).len(), 1, "one refusal is enough");
}

#[tokio::test]
async fn every_kind_of_refusal_leads_to_the_lists() {
    for status in [400, 403, 404, 405, 500, 503] {
        let mock = Mock::start(Tenant::generated(1, 1)).await;
        mock.fault(Fault::on("POST", GRAPH, Does::error(status, "No", "no")));
        let scan = scanned(&mock.options()).await;
        assert_eq!((scan.coverage.gateways, scan.coverage.read_by), (1, ReadBy::Lists), "{status}");
    }
}

#[tokio::test]
async fn one_forbidden_subscription_among_many() {
    let mock = Mock::start(Tenant::generated(3, 3)).await;
    refuse_graph(&mock);
    let forbidden = "/subscriptions/00000001-0000-0000-0000-000000000000/resources";
    mock.fault(Fault::on(
        "GET",
        forbidden,
        Does::error(403, "AuthorizationFailed", "no role here"),
    ));
    let scan = scanned(&mock.options()).await;
    assert_eq!(scan.coverage.gateways, 2);
    assert_eq!(
        not_read(&scan),
        [
            "subscription \"Subscription 1\" (00000001-0000-0000-0000-000000000000): 403 AuthorizationFailed: no role here"
        ]
    );
}

#[tokio::test]
async fn lists_that_go_unanswered_are_given_up() {
    let mock = Mock::start(Tenant::generated(30, 30)).await;
    refuse_graph(&mock);
    mock.fault(Fault::on("GET", "/resources", Does::Cut));
    let mut options = mock.options();
    options.concurrency = 1;
    let scan = scanned(&options).await;
    assert_eq!(scan.coverage.not_read.len(), 30);
    assert_eq!(
        mock.seen_at("/resources").iter().filter(|seen| seen.method == "GET").count(),
        3 * 4
    );
}

#[tokio::test]
async fn a_right_on_single_resources_is_enough() {
    let mock = Mock::start(Tenant::generated(1, 1)).await;
    refuse_graph(&mock);
    let of_subscription = "/subscriptions/00000000-0000-0000-0000-000000000000/providers/";
    mock.fault(Fault::on(
        "GET",
        of_subscription,
        Does::error(403, "AuthorizationFailed", "no role here"),
    ));
    let scan = scanned(&mock.options()).await;
    assert_eq!(scan.coverage.resources, 3, "the network and the address were read by id");
    assert_eq!(not_read(&scan), Vec::<String>::new());
}

#[tokio::test]
async fn an_empty_page_with_a_next_link_is_not_the_end() {
    let mock = Mock::start(Tenant::generated(1, 1)).await;
    refuse_graph(&mock);
    let page = json!({ "value": [], "nextLink": format!("{}/subscriptions?api-version=1&$skiptoken=0", mock.origin) });
    let is_first = |seen: &crate::mock::Seen| {
        seen.path == "/subscriptions" && !seen.query.contains("skiptoken")
    };
    mock.fault(Fault::when(is_first, Does::json(200, &page.to_string())));
    let scan = scanned(&mock.options()).await;
    assert_eq!(scan.coverage.gateways, 1);
}

#[tokio::test]
async fn a_next_link_to_another_host_is_not_followed() {
    let elsewhere = Mock::start(Tenant::generated(1, 1)).await;
    let mock = Mock::start(Tenant::generated(1, 1)).await;
    refuse_graph(&mock);
    let page = json!({ "value": [], "nextLink": format!("{}/subscriptions", elsewhere.origin) });
    mock.fault(Fault::on("GET", "/resources", Does::json(200, &page.to_string())));
    let scan = scanned(&mock.options()).await;
    assert!(elsewhere.seen().is_empty(), "the token stays at home");
    assert_eq!(scan.coverage.not_read.len(), 1);
    assert!(
        scan.coverage.not_read[0].why.contains("was not followed"),
        "{}",
        scan.coverage.not_read[0].why
    );
}

#[tokio::test]
async fn links_in_a_circle_end() {
    let mock = Mock::start(Tenant::generated(1, 1)).await;
    refuse_graph(&mock);
    let page = json!({ "value": [], "nextLink": format!("{}/x/resources?a=1", mock.origin) });
    mock.fault(Fault::on("GET", "/resources", Does::json(200, &page.to_string())));
    let scan = scanned(&mock.options()).await;
    assert!(
        scan.coverage.not_read[0].why.contains("refers back"),
        "{}",
        scan.coverage.not_read[0].why
    );
}

#[tokio::test]
async fn a_management_group_is_taken_apart() {
    let mut tenant = Tenant::generated(3, 3);
    tenant
        .management_groups
        .insert("mg-hub".into(), vec!["00000002-0000-0000-0000-000000000000".into()]);
    let mock = Mock::start(tenant).await;
    refuse_graph(&mock);
    let scope = Scope { management_groups: vec!["mg-hub".into()], ..Scope::default() };
    let scan = scanned(&ScanOptions { scope, ..mock.options() }).await;
    assert_eq!((scan.coverage.subscriptions.len(), scan.coverage.gateways), (1, 1));
}

#[tokio::test]
async fn who_names_gateways_needs_no_lists() {
    let mock = Mock::start(Tenant::generated(3, 3)).await;
    refuse_graph(&mock);
    mock.fault(Fault::when(
        |seen| seen.path == "/subscriptions",
        Does::error(403, "AuthorizationFailed", "no"),
    ));
    let scope = Scope { gateways: vec![Tenant::gateway_id(1, 1)], ..Scope::default() };
    let scan = scanned(&ScanOptions { scope, ..mock.options() }).await;
    assert_eq!(scan.coverage.gateways, 1);
    assert_eq!(not_read(&scan), ["the list of subscriptions: 403 AuthorizationFailed: no"]);
}

#[tokio::test]
async fn the_bare_list_of_gateways_is_not_taken_for_gateways() {
    let mock = Mock::start(Tenant::generated(1, 1)).await;
    refuse_graph(&mock);
    let scan = scanned(&mock.options()).await;
    assert!(names(&scan).iter().all(|name| !name.contains("resources-")), "{:?}", names(&scan));
}
