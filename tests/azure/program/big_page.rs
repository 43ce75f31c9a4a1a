//! The page of a tenant of gateways that are alike, and of the same findings in files. Both are left in `target/tmp/pages`,
//! where `.ci/page/look.mjs` opens them in a browser.

use std::fs;
use std::path::{Path, PathBuf};

use crate::mock::{Does, Fault, Mock, SECRET, TENANT_ID, Tenant};

/// More than a page has without findings, in bytes: its style, its script and its headings.
const FRAME: usize = 120_000;

fn pages() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pages");
    fs::create_dir_all(&folder).expect("a folder for the pages");
    folder
}

async fn page(arguments: &[&str], mock: Option<&Mock>) -> String {
    let mut command = tokio::process::Command::new(env!("CARGO_BIN_EXE_gatelint"));
    command.env_clear().args(arguments).args(["--today", "2026-11-24", "--format", "html"]);
    if let Some(mock) = mock {
        command
            .args(["--arm-endpoint", &mock.origin])
            .env("SSL_CERT_FILE", &mock.ca_file)
            .env("AZURE_AUTHORITY_HOST", &mock.origin)
            .env("AZURE_TENANT_ID", TENANT_ID)
            .env("AZURE_CLIENT_ID", "11111111-0000-0000-0000-000000000000")
            .env("AZURE_CLIENT_SECRET", SECRET);
    }
    let output = command.output().await.expect("the program runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(matches!(output.status.code(), Some(1 | 3)), "{said}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// There are more than four findings for each gateway. `PAGE_GATEWAYS` sets another number of gateways, such as 2500 for the
/// browser, which takes a minute without optimization.
#[tokio::test(flavor = "multi_thread")]
async fn the_page_of_thousands_of_findings_is_small() {
    let gateways = std::env::var("PAGE_GATEWAYS");
    let gateways: usize =
        gateways.map_or(500, |number| number.parse().expect("a number of gateways"));
    let (tenant, locked) = Tenant::of_twins(gateways.div_ceil(8), gateways);
    let mock = Mock::start(tenant).await;
    for network in &locked {
        mock.fault(Fault::on("GET", network, Does::error(403, "AuthorizationFailed", "no role")));
    }
    let saved = mock.folder().join("saved");
    let saved = saved.to_str().expect("a path in UTF-8");
    let live = page(&["scan", "--save", saved], Some(&mock)).await;
    let files = page(&["check", saved], None).await;
    for (name, page) in [("tenant", &live), ("files", &files)] {
        let file = pages().join(format!("{name}-{gateways}.html"));
        fs::write(file, page).expect("the page is written");
        let data = data(page);
        let findings = data["findings"].as_array().expect("findings").len();
        assert!(findings > 4 * gateways, "{name}: {findings} findings");
        // Each finding adds less than two hundred bytes to the page's frame: what many have in common is written once.
        assert!(page.len() < FRAME + 200 * findings, "{name}: {} bytes", page.len());
        let mut texts: Vec<_> = data["texts"].as_array().expect("texts").iter().collect();
        let all = texts.len();
        texts.sort_by_key(|text| text.as_str());
        texts.dedup();
        assert_eq!(texts.len(), all, "{name}: every text once");
        assert_eq!(data["gateways"].as_array().map(Vec::len), Some(gateways));
    }
    assert!(live.contains("<h2 id=\"not-read\">") && live.contains("AuthorizationFailed"));
}

/// What the page's script builds on.
fn data(page: &str) -> serde_json::Value {
    let (_, rest) = page.split_once("id=\"data\">").expect("data");
    let (data, _) = rest.split_once("</script>").expect("its end");
    serde_json::from_str(data).expect("JSON")
}
