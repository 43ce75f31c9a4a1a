//! The reports of a scan: which gateway, what was looked at, what was not.

use std::path::Path;
use std::process::Output;

use serde_json::Value;

use crate::mock::{Does, Fault, Mock, SECRET, TENANT_ID, Tenant};

const NETWORK: &str = "/subscriptions/00000001-0000-0000-0000-000000000000/resourcegroups/rg-1/providers/microsoft.network/virtualnetworks/vnet-1";

async fn scan(mock: &Mock, arguments: &[&str]) -> (i32, String, String) {
    let Output { status, stdout, stderr } =
        tokio::process::Command::new(env!("CARGO_BIN_EXE_gatelint"))
            .env_clear()
            .args(["scan", "--today", "2026-11-24", "--arm-endpoint", &mock.origin])
            .args(arguments)
            .env("SSL_CERT_FILE", &mock.ca_file)
            .env("AZURE_AUTHORITY_HOST", &mock.origin)
            .env("AZURE_TENANT_ID", TENANT_ID)
            .env("AZURE_CLIENT_ID", "11111111-0000-0000-0000-000000000000")
            .env("AZURE_CLIENT_SECRET", SECRET)
            .output()
            .await
            .expect("the program runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (status.code().expect("an exit code"), text(stdout), text(stderr))
}

/// Two subscriptions with gateways in a failed state, of which one network can't be read.
async fn with_a_gap() -> Mock {
    let mut tenant = Tenant::generated(2, 3);
    for number in 0..3 {
        let failed = |properties: &mut Value| properties["provisioningState"] = "Failed".into();
        tenant.change_gateway(number % 2, number, failed);
    }
    tenant.not_in_graph.insert(NETWORK.to_owned());
    let mock = Mock::start(tenant).await;
    mock.fault(Fault::on("GET", NETWORK, Does::error(403, "AuthorizationFailed", "no role")));
    mock
}

#[tokio::test(flavor = "multi_thread")]
async fn every_format_says_what_was_not_read() {
    let mock = with_a_gap().await;
    for format in ["text", "json", "sarif", "junit", "markdown", "csv", "html"] {
        let (exit, out, err) = scan(&mock, &["--format", format]).await;
        assert_eq!(exit, 3, "{format}: {err}");
        let said = ["not read", "Not read", "not_read"].iter().any(|words| out.contains(words));
        assert!(said && out.contains("AuthorizationFailed"), "{format}: {out}");
    }
    // Annotations are of no line of a file.
    for (format, command) in
        [("github", "::error title="), ("azure", "gatelint: ##vso[task.logissue type=error;code=")]
    {
        let (_, out, _) = scan(&mock, &["--format", format]).await;
        assert!(out.contains(command) && !out.contains("resource-graph/"), "{out}");
        assert!(out.contains("in resource group rg-"), "{out}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_live_resource_can_not_be_mistaken() {
    let mock = with_a_gap().await;
    let (_, out, _) = scan(&mock, &["--only", "gateway-state"]).await;
    assert!(out.starts_with("Scanned: "), "{out}");
    assert!(
        out.contains("virtualNetworkGateways vng-0 in resource group rg-0, subscription "),
        "{out}"
    );
    assert!(out.contains("--> vng-0 properties.provisioningState\n"), "{out}");
    assert!(out.contains("error[gateway-state]: 3 findings"), "{out}");
    assert!(!out.contains("resource-graph/gateways"), "no file that isn't there: {out}");
    let folder = mock.folder().join("saved");
    let saved = folder.display().to_string();
    let (_, out, _) = scan(&mock, &["--only", "gateway-state", "--save", &saved]).await;
    let place =
        format!("vng-0 properties.provisioningState ({saved}/resource-graph/gateways-001.json:");
    assert!(out.contains(&place), "{out}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_json_report_of_a_scan_fits_its_schema() {
    let mock = with_a_gap().await;
    let (_, out, _) = scan(&mock, &["--format", "json"]).await;
    let report: Value = serde_json::from_str(&out).expect("JSON");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/report.schema.json");
    let schema = std::fs::read_to_string(path).expect("the schema");
    let schema: Value = serde_json::from_str(&schema).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let faults: Vec<String> = validator.iter_errors(&report).map(|it| it.to_string()).collect();
    assert!(faults.is_empty(), "{faults:?}");
    assert_eq!(report["scan"]["gateways"].as_array().map(Vec::len), Some(3));
    assert_eq!(report["scan"]["not_read"][0]["kind"], "virtual network");
    assert_eq!(report["scan"]["not_read"][0]["accepted"], false);
}

#[tokio::test(flavor = "multi_thread")]
async fn gaps_are_accepted_by_name_by_count_and_where_nothing_missed_them() {
    let mock = with_a_gap().await;
    for accepted in ["virtual network", "rg-1", "1"] {
        let (exit, _, err) =
            scan(&mock, &["--only", "gateway-state", "--allow-unread", accepted]).await;
        assert_eq!(exit, 1, "{accepted}: {err}");
    }
    // This lint looks at the gateway alone.
    let (exit, ..) = scan(&mock, &["--only", "gateway-state"]).await;
    assert_eq!(exit, 1);
    let (exit, out, _) = scan(&mock, &["--allow-unread", "public ip address"]).await;
    assert_eq!(exit, 3, "{out}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clean_scan_names_what_it_calls_clean() {
    let mock = Mock::start(Tenant::generated(1, 2)).await;
    let (exit, out, err) = scan(&mock, &["--only", "migration-running"]).await;
    assert_eq!((exit, err.as_str()), (0, ""));
    assert!(
        out.contains("virtualNetworkGateways vng-1 in resource group rg-1, subscription "),
        "{out}"
    );
    assert!(out.contains(": clean\n"), "{out}");
    let (exit, out, err) = scan(&mock, &["--only", "migration-running", "-q"]).await;
    assert_eq!((exit, out.as_str(), err.as_str()), (0, "", ""));
}
