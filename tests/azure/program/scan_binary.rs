//! The program itself scans a tenant, with nothing but what it and its surroundings are told.

use std::{path::Path, process::Output};

use crate::mock::{Does, Fault, Mock, SECRET, TENANT_ID, TOKEN, Tenant};
use serde_json::{Value, json};
use tokio::process::Command;

const GRAPH: &str = "/providers/Microsoft.ResourceGraph/resources";
const HEALTH: &str = "/getVpnClientConnectionHealth";

/// `gatelint scan` of the mock, whose authority it is told to trust.
fn scan(mock: &Mock) -> Command {
    let mut command = scan_without_trust(mock);
    command.arg("--ca-file").arg(&mock.ca_file);
    command
}

fn scan_without_trust(mock: &Mock) -> Command {
    let mut command = gatelint();
    command
        .args(["scan", "--today", "2026-11-24", "--arm-endpoint", &mock.origin])
        .env("AZURE_AUTHORITY_HOST", &mock.origin)
        .env("AZURE_TENANT_ID", TENANT_ID)
        .env("AZURE_CLIENT_ID", "11111111-0000-0000-0000-000000000000")
        .env("AZURE_CLIENT_SECRET", SECRET);
    command
}

/// The program, without what the surroundings of this test say.
fn gatelint() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gatelint"));
    command.env_clear().kill_on_drop(true);
    // Without it Windows opens no socket.
    if let Some(root) = std::env::var_os("SystemRoot") {
        command.env("SystemRoot", root);
    }
    command
}

async fn run(command: &mut Command) -> (i32, String, String) {
    let Output { status, stdout, stderr } = command.output().await.expect("the program runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (status.code().expect("an exit code"), text(stdout), text(stderr))
}

/// The report in JSON, with names as they are inside of the folder.
fn report(stdout: &str, folder: &Path) -> Value {
    let folder = gatelint::files::display(folder);
    let text = stdout.replace(&format!("\"{folder}/"), "\"");
    serde_json::from_str(&text).expect("a report in JSON")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_big_tenant_is_read_with_a_dozen_requests_and_checked_again_from_its_folder() {
    // More gateways than one answer of Resource Graph holds.
    let mut tenant = Tenant::generated(300, 1100);
    tenant.add_surroundings(7, 7);
    let mock = Mock::start(tenant).await;
    let folder = mock.folder().join("saved");
    let (exit, stdout, stderr) =
        run(scan(&mock).args(["--format", "json", "--save"]).arg(&folder)).await;
    assert_eq!(exit, 1, "{stderr}");
    assert!(stderr.contains(": 300 subscriptions, 1,100 gateways, "), "{stderr}");
    assert!(mock.seen_at(GRAPH).len() <= 12, "{} requests", mock.seen_at(GRAPH).len());
    let mut first = report(&stdout, &folder);
    assert_eq!(first["checked"]["gateways"], 1100);

    let mut check = gatelint();
    check.args(["check", "--today", "2026-11-24", "--format", "json"]).arg(&folder);
    let (exit, stdout, stderr) = run(&mut check).await;
    assert_eq!((exit, stderr.as_str()), (1, ""));
    let again = report(&stdout, &folder);
    assert_eq!(first["summary"], again["summary"]);
    let scanned = first.as_object_mut().and_then(|report| report.remove("scan"));
    assert_eq!(scanned.expect("what was scanned")["gateways"].as_array().map(Vec::len), Some(1100));
    assert!(first == again, "the reports differ");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_exit_code_tells_how_it_went() {
    let mut tenant = Tenant::generated(1, 2);
    tenant.change_gateway(0, 1, |properties| properties["provisioningState"] = "Failed".into());
    let mock = Mock::start(tenant).await;
    let (exit, _, stderr) = run(scan(&mock).args(["--select", "migration-running"])).await;
    assert_eq!(exit, 0, "nothing is found: {stderr}");
    let (exit, stdout, _) = run(scan(&mock).args(["--select", "gateway-state"])).await;
    assert_eq!(exit, 1, "something is found");
    assert!(stdout.contains("error[gateway-state]: the gateway's last update failed"), "{stdout}");
    assert!(stdout.contains("--> vng-1 properties.provisioningState\n"), "{stdout}");

    let (exit, _, stderr) = run(scan(&mock).args(["--select", "no-such-lint"])).await;
    assert_eq!(exit, 2, "wrong use: {stderr}");
    let (exit, _, stderr) = run(scan(&mock).env_remove("AZURE_CLIENT_SECRET")).await;
    assert_eq!(exit, 2, "no identity: {stderr}");
    assert!(stderr.contains("AZURE_CLIENT_SECRET"), "{stderr}");
    let (exit, _, stderr) = run(scan(&mock).env("AZURE_CLIENT_SECRET", "a wrong one")).await;
    assert_eq!(exit, 3, "nothing can be read: {stderr}");
    assert!(stderr.contains("AADSTS7000215"), "{stderr}");
    let (exit, _, stderr) = run(&mut scan_without_trust(&mock)).await;
    assert_eq!(exit, 3, "who answers is not trusted: {stderr}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scan_that_finds_nothing_to_check_is_not_clean() {
    let mut tenant = Tenant::generated(2, 0);
    let mock = Mock::start(tenant.clone()).await;
    let (exit, _, stderr) = run(&mut scan(&mock)).await;
    assert_eq!(exit, 3, "{stderr}");
    assert!(
        stderr.contains("there is no virtual network gateway in the 2 subscriptions"),
        "{stderr}"
    );
    let (exit, _, stderr) = run(scan(&mock).args(["--resource-group", "no-such-group"])).await;
    assert_eq!(exit, 3, "{stderr}");
    assert!(stderr.contains("in resource group no-such-group; is the name correct"), "{stderr}");
    tenant.subscriptions.clear();
    let mock = Mock::start(tenant).await;
    let (exit, _, stderr) = run(&mut scan(&mock)).await;
    assert_eq!(exit, 3, "{stderr}");
    assert!(stderr.contains("no subscription is visible"), "{stderr}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_forbidden_is_said_and_the_rest_is_checked() {
    let mut tenant = Tenant::generated(2, 3);
    for number in 0..3 {
        let failed = |properties: &mut Value| properties["provisioningState"] = "Failed".into();
        tenant.change_gateway(number % 2, number, failed);
    }
    let network = "/subscriptions/00000001-0000-0000-0000-000000000000/resourcegroups/rg-1/providers/microsoft.network/virtualnetworks/vnet-1";
    tenant.not_in_graph.insert(network.to_owned());
    let mock = Mock::start(tenant).await;
    mock.fault(Fault::on("GET", network, Does::error(403, "AuthorizationFailed", "no role")));
    let (exit, stdout, stderr) = run(scan(&mock).args(["--format", "json"])).await;
    assert_eq!(exit, 3, "{stderr}");
    let missed = "not read: virtual network /subscriptions/00000001-0000-0000-0000-000000000000/";
    assert!(stderr.contains(missed) && stderr.contains("AuthorizationFailed"), "{stderr}");
    let report = report(&stdout, Path::new("-"));
    let of_states = |finding: &&Value| finding["lint"] == "gateway-state";
    let findings = report["findings"].as_array().expect("findings");
    assert_eq!(findings.iter().filter(of_states).count(), 3, "{stdout}");
    let open = report["not_evaluated"].as_array().expect("what was not evaluated").iter();
    let of_network =
        |open: &&Value| open["reason"] == "the virtual network vnet-1 is not in the input";
    assert!(open.filter(of_network).count() > 0, "{stdout}");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_secret_is_told() {
    let mut tenant = Tenant::generated(1, 2);
    tenant.add_surroundings(0, 0);
    tenant.change_gateway(0, 0, |properties| {
        properties["vpnClientConfiguration"]["radiusServerSecret"] = "hush-hush".into();
        properties["vpnClientConfiguration"]["radiusServers"] =
            json!([{ "radiusServerAddress": "10.0.0.4", "radiusServerSecret": "hush-hush" }]);
    });
    let mock = Mock::start(tenant).await;
    let of_second = "/rg-1/providers/microsoft.network/virtualnetworkgateways/vng-1/getvpnclient";
    let refused = "see https://logs.example/x?sv=1&sig=hush-hush";
    mock.fault(Fault::on("POST", of_second, Does::error(403, "AuthorizationFailed", refused)));
    let folder = mock.folder().join("saved");
    let (exit, stdout, stderr) =
        run(scan(&mock).args(["-v", "--sessions", "--format", "json", "--save"]).arg(&folder))
            .await;
    assert_eq!(exit, 3, "{stderr}");
    assert!(stderr.contains(GRAPH) && stderr.contains(HEALTH), "requests are told of: {stderr}");
    let mut told = stdout + &stderr;
    for entry in walk(&folder) {
        told += &std::fs::read_to_string(entry).expect("an answer");
    }
    for secret in ["hush-hush", SECRET, TOKEN, "s=signed"] {
        assert!(!told.contains(secret), "{secret} is told");
    }
}

/// All files below a folder.
fn walk(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { files.extend(walk(&path)) } else { files.push(path) }
    }
    files
}
