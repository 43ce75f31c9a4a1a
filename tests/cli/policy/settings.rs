//! `gatelint.toml`: where it is found, what it does, and how its faults are shown.

use crate::workplace::{GATEWAY, Workplace};

fn check(place: &Workplace, arguments: &[&str]) -> crate::workplace::Ended {
    place.run(&[&["check", "--today", "2026-11-24", "--format", "concise"], arguments].concat())
}

#[test]
fn the_nearest_file_above_the_first_path_holds() {
    let place = Workplace::new()
        .file("gatelint.toml", "select = [\"sstp-retiring\"]")
        .file("infra/hub/gateway.json", GATEWAY)
        .file("infra/gatelint.toml", "select = [\"pool-bad-cidr\"]")
        .file("gateway.json", GATEWAY);
    check(&place, &["infra/hub"]).is(1).says("pool-bad-cidr").is_silent_on("sstp");
    check(&place, &["gateway.json"]).is(1).says("sstp-retiring").is_silent_on("pool-bad-cidr");
    let given = check(&place, &["infra", "--config", "gatelint.toml"]);
    given.is(1).says("sstp-retiring").is_silent_on("pool-bad-cidr");
    check(&place, &["infra", "--isolated"]).is(1).says("sstp-retiring").says("pool-bad-cidr");
    let piped = place.pipe(&["check", "-", "--format", "concise"], GATEWAY.as_bytes());
    piped.is(1).is_silent_on("pool-bad-cidr");
}

#[test]
fn severities_change_everywhere_in_files_and_on_resources() {
    let settings = r#"
        select = ["pool-bad-cidr", "sstp-retiring"]
        severity = { "retirement" = "error", "sstp-*" = "note", "pool-bad-cidr" = "warning" }

        [[path]]
        path = "old/"
        ignore = ["sstp-retiring"]
        severity = { "pool-*" = "note" }

        [[resource]]
        resource = "LAB-*"
        severity = { "pool-bad-cidr" = "off" }
    "#;
    let place = Workplace::new()
        .file("gatelint.toml", settings)
        .file("gateway.json", GATEWAY)
        .file("old/gateway.json", GATEWAY)
        .file("lab.json", &GATEWAY.replace("\"gw\"", "\"lab-1\""));
    let ended = check(&place, &["."]);
    ended.is(1);
    let found: Vec<&str> = ended.out.lines().filter(|line| line.contains('[')).collect();
    let words: Vec<String> = found
        .iter()
        .map(|line| {
            let (file, rest) = line.split_once(':').expect("a file");
            let (word, rest) = rest.split_once(' ').expect("a place").1.split_once('[').expect("[");
            format!("{file} {word} {}", rest.split(']').next().expect("]"))
        })
        .collect();
    assert_eq!(
        words,
        [
            "gateway.json warning pool-bad-cidr",
            "gateway.json note sstp-retiring",
            "lab.json note sstp-retiring",
            "old/gateway.json note pool-bad-cidr",
        ]
    );
}

#[test]
fn thresholds_days_and_exit_codes_are_taken_from_the_settings() {
    let place = Workplace::with_gateway().file(
        "gatelint.toml",
        "fail-on = \"error\"\ntoday = 2027-04-01\nselect = [\"sstp-retiring\"]",
    );
    // After the end of SSTP the finding says so.
    place.run(&["check", "gateway.json"]).says("was retired on");
    let before = place.run(&["check", "gateway.json", "--today", "2026-11-24"]);
    before.is(0).says("warning[sstp-retiring]");
    place.run(&["check", "gateway.json", "--today", "2026-11-24", "--fail-on", "warning"]).is(1);
    place.put("gatelint.toml", "max-size = 1");
    place.put("large.json", [b"[".as_slice(), &vec![b' '; 1 << 20], b"]"].concat());
    place.run(&["check", "large.json"]).is(3).says("more than the limit of 1048576");
    place.run(&["check", "large.json", "--max-size", "2"]).is(3).says("nothing to check");
}

#[test]
fn templates_get_the_parameters_that_the_settings_name() {
    let template = r#"{
      "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
      "contentVersion": "1.0.0.0",
      "parameters": { "pool": { "type": "string" } },
      "resources": [{
        "type": "Microsoft.Network/virtualNetworkGateways", "apiVersion": "2024-05-01", "name": "gw", "location": "westeurope",
        "properties": { "vpnClientConfiguration": { "vpnClientAddressPool": { "addressPrefixes": ["[parameters('pool')]"] } } }
      }]
    }"#;
    let values = |pool: &str| {
        format!(
            r#"{{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#", "contentVersion": "1.0.0.0", "parameters": {{ "pool": {{ "value": "{pool}" }} }} }}"#
        )
    };
    let settings = r#"
        [[template]]
        path = "infra/main.json"
        parameters = ["values/good.json"]

        [[template]]
        path = "infra/main.json"
        parameters = ["values/good.json", "values/bad.json"]
    "#;
    let place = Workplace::new()
        .file("infra/main.json", template)
        .file("values/good.json", &values("172.16.201.0/24"))
        .file("values/bad.json", &values("172.16.201.9/24"));
    check(&place, &["infra", "--only", "pool-bad-cidr"]).is(0).says("not evaluated");
    place.put("gatelint.toml", settings);
    let ended = check(&place, &["infra", "--only", "pool-bad-cidr"]);
    ended.is(1).says("values/bad.json:1:").is_silent_on("not evaluated:");
    place.put("gatelint.toml", settings.replace("bad.json", "none.json"));
    check(&place, &["infra"]).is(2).complains("the file doesn't exist");
}

#[test]
fn the_scope_of_a_deployment_comes_from_the_settings() {
    let template = r#"{
      "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
      "contentVersion": "1.0.0.0",
      "resources": [],
      "outputs": { "where": { "type": "string", "value": "[concat(resourceGroup().name, '/', resourceGroup().location, '/', subscription().subscriptionId)]" } }
    }"#;
    let settings = "resource-group = \"net\"\nlocation = \"westeurope\"\nsubscription-id = \"11111111-1111-1111-1111-111111111111\"\n";
    let place = Workplace::new().file("main.json", template).file("gatelint.toml", settings);
    place.run(&["expand", "main.json"]).is(0).says("net/westeurope/11111111");
    let other = place.run(&["expand", "main.json", "--location", "northeurope"]);
    other.is(0).says("net/northeurope/");
}

#[test]
fn every_fault_of_the_settings_is_shown_where_it_is() {
    let settings = "ignor = [\"sstp-retiring\"]\nfail-on = \"errors\"\nmax-size = \"big\"\n\n[[path]]\nignore = [\"dns-*\"]\n\n[severity]\n\"sstp-retiring\" = \"fatal\"\n";
    let place = Workplace::with_gateway().file("gatelint.toml", settings);
    let ended = place.run(&["check", "gateway.json"]);
    ended.is(2);
    insta::assert_snapshot!(ended.err);
    assert!(ended.out.is_empty());
}

#[test]
fn names_paths_and_syntax_are_looked_at_too() {
    let place = Workplace::with_gateway();
    for (settings, words) in [
        ("ignore = [\"sstp-retirin\"]", "did you mean 'sstp-retiring'?"),
        ("ignore = [\"sstp-retiring\"", "gatelint.toml:1:"),
        ("select = []", "an empty list selects nothing"),
        ("[[path]]\npath = \"a[\"", "gatelint.toml:2:8"),
        ("[[path]]\npath = \"../elsewhere\"", "below the folder"),
        ("[[allow]]\nreason = \"x\"", "the key 'lint' is missing"),
        ("[[allow]]\nlint = \"sstp-*\"\nuntil = \"soon\"", "a date, as in 2027-01-31"),
        ("[allow]\nlint = \"sstp-*\"", "begin each with [[allow]]"),
        ("today = 12", "'today' takes a date"),
    ] {
        place.put("gatelint.toml", settings);
        place.run(&["check", "gateway.json"]).is(2).complains(words).complains("gatelint.toml:");
        place.run(&["check", "gateway.json", "--isolated", "--fail-on", "never"]).is(0);
    }
    place.run(&["check", "gateway.json", "--config", "none.toml"]).is(2).complains("no such file");
    place.put("latin1.toml", b"# \xe9");
    place.run(&["check", "gateway.json", "--config", "latin1.toml"]).is(2).complains("not UTF-8");
}

const FULL: &str = r#"# All there is.
select = ["retirement", "pool-*", "hygiene"]
ignore = ["classic-gateway"]
severity = { "sstp-retiring" = "note", "pool-*" = "warning" }
root-expiry-days = 90
client-expiry-days = 14
cloud = "usgov"
subscription-id = "11111111-1111-1111-1111-111111111111"
resource-group = "net"
location = "usgovvirginia"
tenant-id = "22222222-2222-2222-2222-222222222222"
management-group = "corp"
today = 2026-11-24
fail-on = "error"
max-size = 16

[[path]]
path = "old/"
ignore = ["hygiene"]
severity = { "retirement" = "note" }

[[resource]]
resource = "lab-*"
ignore = ["retirement"]

[[template]]
path = "main.json"
parameters = ["values.json"]

[[allow]]
lint = "sstp-retiring"
path = "gateway.json"
resource = "gw"
reason = "the \"old\" clients"
until = 2027-01-31
"#;

#[test]
fn shown_settings_read_again_are_the_same() {
    let place = Workplace::with_gateway().file("gatelint.toml", FULL).file("values.json", "{}");
    let shown = place.run(&["check", "gateway.json", "--show-settings"]);
    shown.is(0).says("fail-on = \"error\"  # settings").says("# settings: gatelint.toml");
    place.put("shown.toml", &shown.out);
    let again = place.run(&["check", "gateway.json", "--show-settings", "--config", "shown.toml"]);
    assert_eq!(again.is(0).out.replace("shown.toml", "gatelint.toml"), shown.out);
    let keys =
        ["select", "ignore", "severity", "[[path]]", "[[resource]]", "[[template]]", "[[allow]]"];
    for key in keys {
        shown.says(key);
    }
}

#[test]
fn shown_settings_say_where_each_comes_from() {
    let place = Workplace::with_gateway();
    let usual = place.run(&["check", "gateway.json", "--show-settings"]);
    usual.is(0).says("# no settings file").says("fail-on = \"warning\"  # default");
    let given = place.run(&[
        "check",
        "gateway.json",
        "--show-settings",
        "--cloud",
        "china",
        "--fail-on",
        "never",
        "--select",
        "dns-*",
    ]);
    given.says("cloud = \"china\"  # command line").says("fail-on = \"never\"  # command line");
    given.says("select = [\"dns-*\"]  # command line");
}
