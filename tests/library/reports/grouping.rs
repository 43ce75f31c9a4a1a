//! Groups of findings, equal ones as one, and the list of gateways before them.

use gatelint::console::Look;
use gatelint::report::{self, GroupBy, TextOptions};
use gatelint::{Given, Report, Request, check};
use jiff::civil::date;

/// Gateways of one name in as many subscriptions, of a SKU that was retired.
fn twins(count: usize) -> Report {
    let gateways: Vec<String> = (0..count)
        .map(|at| {
            format!(
                r#"{{ "id": "/subscriptions/{at:08}-1111-4111-8111-111111111111/resourceGroups/rg-{at}/providers/Microsoft.Network/virtualNetworkGateways/vng-hub",
                "name": "vng-hub", "type": "Microsoft.Network/virtualNetworkGateways", "location": "westeurope", "properties": {{
                "gatewayType": "Vpn", "vpnType": "RouteBased", "sku": {{ "name": "VpnGw1", "tier": "VpnGw1" }},
                "vpnClientConfiguration": {{ "vpnClientAddressPool": {{ "addressPrefixes": ["172.16.{at}.0/24"] }},
                "vpnClientProtocols": ["OpenVPN", "SSTP"] }} }} }}"#
            )
        })
        .collect();
    let bytes = format!("[{}]", gateways.join(",")).into_bytes();
    let given = Given::Bytes { name: "gateways.json".to_owned(), bytes };
    check(&Request::new(vec![given], date(2026, 11, 26)))
}

fn text(report: &Report, options: TextOptions) -> String {
    report::text(report, options)
}

#[test]
fn equal_findings_are_one_with_the_names_of_the_others() {
    let report = twins(12);
    let title = "error[sku-non-az-existing]";
    let folded = text(&report, TextOptions::default());
    assert_eq!(folded.matches(title).count(), 1 + 1, "once in the overview, once below: {folded}");
    assert!(
        folded.contains(
            "same: 11 more findings: virtualNetworkGateways vng-hub in resource group rg-1"
        ),
        "{folded}"
    );
    assert!(folded.contains("and 3 more (--verbose shows each)"), "{folded}");
    let whole = text(&report, TextOptions { verbose: true, ..TextOptions::default() });
    assert_eq!(whole.matches(title).count(), 12 + 1);
    // Two of a kind are not folded, and totals are those of all.
    assert_eq!(text(&twins(2), TextOptions::default()).matches(title).count(), 2);
    let total = |text: &str| text.lines().last().map(str::to_owned);
    assert_eq!(total(&folded), total(&whole));
    let lines = text(&report, TextOptions { concise: true, ..TextOptions::default() });
    assert_eq!(lines.matches(title).count(), 12, "a line for each, for programs that read them");
}

#[test]
fn many_gateways_are_listed_first_with_their_next_date() {
    let folded = text(&twins(5), TextOptions::default());
    let lines: Vec<&str> = folded.lines().collect();
    assert_eq!(
        lines[0],
        "errors  warnings  notes  next date   gateway, resource group, subscription"
    );
    for line in &lines[1..6] {
        assert!(line.contains("  2027-03-31  vng-hub, rg-"), "{line}");
    }
    let narrow = Look { width: Some(80), ..Look::default() };
    let narrow = text(&twins(5), TextOptions { look: narrow, ..TextOptions::default() });
    for line in narrow.lines().take(12) {
        assert!(line.len() <= 80, "{line}");
    }
    let few = text(&twins(2), TextOptions::default());
    assert!(!few.contains("next date"), "{few}");
}

#[test]
fn findings_are_grouped_as_asked() {
    let report = twins(3);
    let heads = |group_by: GroupBy| -> Vec<String> {
        let options = TextOptions { group_by: Some(group_by), ..TextOptions::default() };
        let grouped = text(&report, options);
        let head = |line: &&str| {
            !line.starts_with([' ', '|']) && line.contains(": ") && line.contains(" error")
        };
        let lines = grouped.lines().filter(head).filter(|line| !line.contains("; checked "));
        lines.map(str::to_owned).collect()
    };
    let gateways = heads(GroupBy::Gateway);
    assert_eq!(gateways.len(), 3, "{gateways:?}");
    assert!(gateways[0].starts_with("virtualNetworkGateways vng-hub in resource group rg-0"));
    let subscriptions = heads(GroupBy::Subscription);
    assert_eq!(subscriptions.len(), 3, "{subscriptions:?}");
    assert!(subscriptions[0].starts_with("subscription 0000000"), "{subscriptions:?}");
    let lints = heads(GroupBy::Lint);
    assert!(lints.iter().any(|head| head == "sku-non-az-existing: 3 errors"), "{lints:?}");
    let files = heads(GroupBy::File);
    assert_eq!(files.len(), 1, "{files:?}");
    assert!(files[0].starts_with("gateways.json: "));
    let markdown = report::markdown(&report, Some(GroupBy::Lint));
    assert!(markdown.contains("### sku-non-az-existing: 3 errors"), "{markdown}");
    let page = report::html(&report, Some(GroupBy::Subscription));
    assert!(page.contains(r#""group_by":"subscription""#));
}

#[test]
fn twins_have_prints_of_their_own() {
    let (three, two) = (twins(3), twins(2));
    let prints = |report: &Report| {
        let found = report.findings.iter().filter(|finding| finding.lint == "sku-non-az-existing");
        found.map(|finding| finding.fingerprint.clone()).collect::<Vec<_>>()
    };
    assert_eq!(prints(&three)[..2], prints(&two)[..]);
    assert_ne!(prints(&three)[0], prints(&three)[1]);
}
