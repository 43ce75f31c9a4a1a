//! What to read: subscriptions, management groups, a tenant, resource groups, gateways.

use gatelint::source::azure::{ScanError, ScanOptions, Scope};

use crate::{
    ears::{listen, not_read, scanned},
    mock::{Mock, Tenant},
};

const SECOND: &str = "00000001-0000-0000-0000-000000000000";

fn narrowed(mock: &Mock, scope: Scope) -> ScanOptions {
    ScanOptions { scope, ..mock.options() }
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[tokio::test]
async fn a_subscription_by_id_or_by_name() {
    let mock = Mock::start(Tenant::generated(3, 7)).await;
    for name in [SECOND, "Subscription 1", "subscription 1"] {
        let scope = Scope { subscriptions: texts(&[name]), ..Scope::default() };
        let scan = scanned(&narrowed(&mock, scope)).await;
        assert_eq!(scan.coverage.gateways, 2, "{name}");
        assert_eq!(scan.coverage.subscriptions.len(), 1, "{name}");
        assert_eq!(scan.coverage.subscriptions[0].id, SECOND, "{name}");
    }
}

#[tokio::test]
async fn several_subscriptions_by_id_and_by_name() {
    let mock = Mock::start(Tenant::generated(3, 7)).await;
    let scope =
        Scope { subscriptions: texts(&[SECOND, "Subscription 0", "Nowhere"]), ..Scope::default() };
    let scan = scanned(&narrowed(&mock, scope)).await;
    assert_eq!(scan.coverage.gateways, 5);
    assert_eq!(
        not_read(&scan),
        [
            "subscription \"Nowhere\": not visible: it doesn't exist, it is in another tenant, or the identity has no role in it"
        ]
    );
}

#[tokio::test]
async fn more_subscriptions_than_a_request_takes() {
    let mock = Mock::start(Tenant::generated(310, 310)).await;
    let subscriptions = (0..305).map(crate::mock::subscription_id).collect();
    let scan = scanned(&narrowed(&mock, Scope { subscriptions, ..Scope::default() })).await;
    assert_eq!((scan.coverage.subscriptions.len(), scan.coverage.gateways), (305, 305));
    assert_eq!(not_read(&scan), Vec::<String>::new());
}

#[tokio::test]
async fn nothing_of_what_was_asked_for() {
    let mock = Mock::start(Tenant::generated(2, 2)).await;
    let scope = Scope { subscriptions: texts(&["O'Brien \\ Sons"]), ..Scope::default() };
    let (result, _) = listen(&narrowed(&mock, scope)).await;
    let error = result.expect_err("no such subscription");
    assert!(
        matches!(&error, ScanError::NothingInScope { asked, .. } if asked.len() == 1),
        "{error}"
    );
    assert_eq!(
        mock.seen_at("/Microsoft.ResourceGraph/").len(),
        1,
        "without a subscription there is no second question"
    );
}

#[tokio::test]
async fn a_management_group() {
    let mut tenant = Tenant::generated(4, 8);
    tenant.management_groups.insert("mg-hub".into(), texts(&[SECOND]));
    let mock = Mock::start(tenant).await;
    let scope = Scope { management_groups: texts(&["mg-hub"]), ..Scope::default() };
    let scan = scanned(&narrowed(&mock, scope)).await;
    assert_eq!((scan.coverage.subscriptions.len(), scan.coverage.gateways), (1, 2));
}

#[tokio::test]
async fn a_management_group_that_is_out_of_reach() {
    let mock = Mock::start(Tenant::generated(1, 1)).await;
    for path in ["/Microsoft.ResourceGraph/", "/Microsoft.Management/"] {
        let refused = crate::mock::Does::error(403, "AuthorizationFailed", "no role");
        mock.fault(crate::mock::Fault::when(move |seen| seen.path.contains(path), refused));
    }
    let scope = Scope { management_groups: texts(&["mg-hub"]), ..Scope::default() };
    let error = listen(&narrowed(&mock, scope)).await.0.expect_err("no such group");
    assert!(
        error
            .to_string()
            .ends_with("management group \"mg-hub\": 403 AuthorizationFailed: no role"),
        "{error}"
    );
}

#[tokio::test]
async fn a_tenant_by_id() {
    let mock = Mock::start(Tenant::generated(2, 2)).await;
    let of = |tenant: &str| Scope { tenant: Some(tenant.to_owned()), ..Scope::default() };
    let scan = scanned(&narrowed(&mock, of("0000aaaa-0000-0000-0000-00000000aaaa"))).await;
    assert_eq!(scan.coverage.gateways, 2);
    let scan = scanned(&narrowed(&mock, of("0000bbbb-0000-0000-0000-00000000bbbb"))).await;
    assert_eq!((scan.coverage.subscriptions.len(), scan.coverage.gateways), (0, 0));
    assert!(
        mock.seen_at("/0000bbbb-0000-0000-0000-00000000bbbb/oauth2").len() == 1,
        "signed in to that tenant"
    );
}

#[tokio::test]
async fn a_resource_group_narrows_the_gateways_only() {
    let mut tenant = Tenant::generated(2, 4);
    tenant.add_surroundings(1, 1);
    let mock = Mock::start(tenant).await;
    let scope = Scope { resource_groups: texts(&["RG-0"]), ..Scope::default() };
    let scan = scanned(&narrowed(&mock, scope)).await;
    assert_eq!(scan.coverage.gateways, 1);
    assert!(
        scan.answers[0].body.contains("\"cn-1\""),
        "connections may lie in another group than their gateway"
    );
}

#[tokio::test]
async fn one_gateway_by_id() {
    let mock = Mock::start(Tenant::generated(3, 6)).await;
    let scope = Scope { gateways: vec![Tenant::gateway_id(2, 5)], ..Scope::default() };
    let scan = scanned(&narrowed(&mock, scope)).await;
    assert_eq!((scan.coverage.gateways, scan.coverage.resources), (1, 3));
    assert_eq!(scan.coverage.subscriptions.len(), 1);
}

#[tokio::test]
async fn a_gateway_too_new_for_resource_graph() {
    let mut tenant = Tenant::generated(1, 2);
    let id = Tenant::gateway_id(0, 1);
    tenant.not_in_graph.insert(id.to_lowercase());
    let mock = Mock::start(tenant).await;
    let missing = Tenant::gateway_id(0, 9);
    let scan = scanned(&narrowed(
        &mock,
        Scope { gateways: vec![id, missing.clone()], ..Scope::default() },
    ))
    .await;
    assert_eq!(scan.coverage.gateways, 1);
    assert_eq!(scan.coverage.not_read.len(), 1);
    assert_eq!(scan.coverage.not_read[0].what, format!("virtual network gateway {missing}"));
}

#[tokio::test]
async fn settings_that_no_request_can_be_made_of() {
    let mock = Mock::start(Tenant::default()).await;
    let cases = [
        Scope { gateways: texts(&["vng-hub"]), ..Scope::default() },
        Scope {
            gateways: texts(&[
                "/subscriptions/a/resourceGroups/b/providers/Microsoft.Network/virtualNetworks/c",
            ]),
            ..Scope::default()
        },
        Scope { subscriptions: texts(&[" "]), ..Scope::default() },
        Scope {
            subscriptions: texts(&["a"]),
            management_groups: texts(&["b"]),
            ..Scope::default()
        },
        Scope { tenant: Some("a/b".into()), ..Scope::default() },
    ];
    for scope in cases {
        let (result, _) = listen(&narrowed(&mock, scope.clone())).await;
        assert!(matches!(result, Err(ScanError::Setting { .. })), "{scope:?}");
    }
    assert!(mock.seen().is_empty(), "no request was made");
}
