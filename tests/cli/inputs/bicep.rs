//! Bicep files, read without any command of Microsoft's.

use std::io::{BufRead, BufReader};

use crate::workplace::{Ended, Workplace};

const BICEP: &str = "param pool string = '172.16.201.7/24'\n\nresource gw 'Microsoft.Network/virtualNetworkGateways@2024-01-01' = {\n  name: 'gw'\n  properties: {\n    vpnClientConfiguration: {\n      vpnClientAddressPool: {\n        addressPrefixes: [pool]\n      }\n    }\n  }\n}\n";

/// A folder with files.
struct Stand {
    place: Workplace,
}

impl Stand {
    fn new() -> Self {
        Self { place: Workplace::new() }
    }

    fn file(self, name: &str, text: &str) -> Self {
        self.place.put(name, text);
        self
    }

    fn run(&self, arguments: &[&str]) -> Ended {
        // There is no other program to call.
        let mut command = self.place.command(arguments);
        Ended::of(&command.env("PATH", "").output().expect("the program runs"))
    }

    fn check(&self, arguments: &[&str]) -> Ended {
        let lints = "pool-bad-cidr,unreadable-input,template-*";
        let mut all = vec!["check", "--only", lints];
        all.extend(arguments);
        self.run(&all)
    }
}

#[test]
fn a_fault_is_shown_in_the_program_itself() {
    let stand = Stand::new().file("main.bicep", BICEP);
    for given in ["main.bicep", "."] {
        let ended = stand.check(&[given]);
        ended.is(1).says("--> main.bicep:1:21").says("param pool string = '172.16.201.7/24'");
    }
    let expanded = stand.run(&["expand", "main.bicep"]);
    expanded.is(0).says("Microsoft.Network/virtualNetworkGateways gw").says("172.16.201.7/24");
}

#[test]
fn parameters_beside_a_template_are_its_own() {
    let stand = Stand::new()
        .file("infra/main.bicep", BICEP)
        .file("infra/prod.bicepparam", "using './main.bicep'\nparam pool = '10.9.0.1/24'\n")
        .file("infra/other.bicepparam", "using '../main.bicep'\n");
    let named = stand.check(&["infra/main.bicep"]);
    named.is(1).says("--> infra/prod.bicepparam:2:14").is_silent_on("172.16.201.7/24");
}

#[test]
fn a_parameters_file_brings_its_template_along() {
    let stand = Stand::new()
        .file("main.bicep", BICEP)
        .file("params/main.bicepparam", "using '../main.bicep'\nparam pool = '10.9.0.1/24'\n");
    let one = stand.check(&["params/main.bicepparam"]);
    one.is(1).says("--> params/main.bicepparam:2:14").is_silent_on("172.16.201.7");
    let both = stand.check(&["main.bicep", "--parameters", "params/main.bicepparam"]);
    both.is(1).says("params/main.bicepparam:2:14").is_silent_on("172.16.201.7/24");
    let expanded = stand.run(&["expand", "params/main.bicepparam"]);
    expanded.is(0).says("10.9.0.1/24").is_silent_on("172.16.201.7");
}

#[test]
fn a_fault_two_modules_deep_is_shown_in_the_parameters_file_with_its_trail() {
    let stand = Stand::new()
        .file("main.bicep", "param pools array\nmodule hub 'hub.bicep' = {\n  params: { pools: pools }\n}\n")
        .file(
            "hub.bicep",
            "param pools array\nmodule gateways 'gateway.bicep' = [for pool in pools: {\n  params: { pool: pool }\n}]\n",
        )
        .file("gateway.bicep", &BICEP.replace(" = '172.16.201.7/24'", ""))
        .file("prod.bicepparam", "using 'main.bicep'\nparam pools = ['10.8.0.0/24', '10.9.0.1/24']\n");
    let ended = stand.check(&["prod.bicepparam"]);
    ended
        .is(1)
        .says("--> prod.bicepparam:2:31")
        .says("gateway.bicep:8")
        .says("hub.bicep")
        .says("main.bicep:3")
        .is_silent_on("client pool 10.8.0.0");
}

#[test]
fn a_syntax_error_has_its_place_and_the_rest_is_checked() {
    let stand = Stand::new()
        .file("good.bicep", BICEP)
        .file("bad.bicep", &format!("param x string 'y'\n{BICEP}"));
    let ended = stand.check(&["good.bicep", "bad.bicep"]);
    ended.is(1).says("--> bad.bicep:1:16").says("--> good.bicep:1:21").says("--> bad.bicep:2:21");
    stand.run(&["expand", "bad.bicep"]).is(1).complains("bad.bicep:1:16");
}

#[test]
fn a_name_that_is_not_declared_is_an_error_at_its_line() {
    let stand =
        Stand::new().file("main.bicep", "var a = 1\nvar b = '${a}${nope}'\noutput c string = b\n");
    stand
        .run(&["expand", "main.bicep"])
        .is(1)
        .complains("main.bicep:2:16: the name 'nope' is not declared");
}

#[test]
fn a_module_that_is_not_on_the_machine_is_named_with_the_command_that_brings_it() {
    let stand = Stand::new().file(
        "main.bicep",
        "module net 'br/public:avm/res/network/virtual-network:99.0.0' = {\n  params: { name: 'n' }\n}\n",
    );
    stand.place.put("cache/none", "");
    let ended = stand.run(&["expand", "main.bicep"]);
    ended.is(0).says("bicep restore main.bicep");
}

#[test]
fn what_was_compiled_from_a_program_is_not_checked_twice() {
    let compiled = r#"{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "metadata": { "_generator": { "name": "bicep", "version": "0.49.2.45890", "templateHash": "1" } },
  "resources": [{ "type": "Microsoft.Network/virtualNetworkGateways", "apiVersion": "2024-01-01", "name": "gw" }]
}"#;
    let stand = Stand::new().file("main.bicep", BICEP).file("main.json", compiled);
    let ended = stand.check(&[".", "--verbose"]);
    ended.is(1).says("--> main.bicep:1:21").says("main.json: it was compiled from main.bicep");
}

#[test]
fn modules_and_files_that_only_export_are_not_checked_alone() {
    let stand = Stand::new()
        .file(
            "main.bicep",
            "module gw './modules/gateway.bicep' = {\n  params: { pool: '10.9.0.1/24' }\n}\n",
        )
        .file("modules/gateway.bicep", BICEP)
        .file("lib.bicep", "// virtualNetworkGateways\n@export()\nvar pool = '10.7.0.1/24'\n");
    let ended = stand.check(&[".", "--verbose"]);
    ended.is(1).says("--> main.bicep:2:19").is_silent_on("172.16.201.7");
    ended.says("modules/gateway.bicep: it is a module of main.bicep");
    ended.says("lib.bicep: only other files use it");
}

#[test]
fn programs_are_read_for_their_modules_when_one_of_them_may_be_about_a_gateway() {
    let storage = "resource s 'Microsoft.Storage/storageAccounts@2023-01-01' = {\n  name: 's'\n}\n";
    let template = |kind: &str| {
        let start = r#"{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0","#;
        format!(
            r#"{start} "resources": [{{"type": "{kind}", "apiVersion": "2024-01-01", "name": "it"}}]}}"#
        )
    };
    let uses = |module: &str| format!("module it '{module}' = {{\n  name: 'it'\n}}\n");
    let stand = Stand::new()
        .file("gatelint.toml", "bicep-modules = [\"mirror\"]\n")
        .file("mirror/res/storage/1.0.0/main.json", &template("Microsoft.Storage/storageAccounts"))
        .file(
            "mirror/res/vpn/1.0.0/main.json",
            &template("Microsoft.Network/virtualNetworkGateways"),
        )
        .file("app/storage.bicep", storage)
        .file("app/vpn.bicep", BICEP)
        .file("app/middle.bicep", &uses("vpn.bicep"))
        .file("app/local-none.bicep", &uses("./storage.bicep"))
        .file("app/local-two-deep.bicep", &uses("middle.bicep"))
        .file("app/registry-none.bicep", &uses("br/public:res/storage:1.0.0"))
        .file("app/registry-vpn.bicep", &uses("br/public:res/vpn:1.0.0"))
        .file("app/registry-absent.bicep", &uses("br/public:res/other:1.0.0"))
        .file("app/absent-two-deep.bicep", &uses("registry-absent.bicep"));
    let ended = stand.check(&["app", "--verbose"]);
    for passed in ["local-none", "registry-none", "storage"] {
        ended.says(&format!("passed over: app/{passed}.bicep: defines no gateway"));
    }
    ended.says("--> app/vpn.bicep:1:21").says("checked 2 gateways in 2 files");
    ended.says(
        "passed over: app/absent-two-deep.bicep: it uses a module that is not on this machine",
    );
    let quiet = stand.check(&["app"]);
    quiet.says("absent-two-deep.bicep: it uses a module").is_silent_on("defines no gateway");
}

#[test]
fn a_comment_in_the_program_suppresses_a_finding() {
    let text = BICEP.replacen(
        "param pool",
        "// gatelint: allow(pool-bad-cidr) moved next week\nparam pool",
        1,
    );
    let stand = Stand::new().file("main.bicep", &text);
    stand.check(&["main.bicep"]).is(0);
}

#[test]
fn a_folder_of_the_settings_holds_modules() {
    let module = r#"{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "parameters": { "pool": { "type": "string" } },
  "resources": [{ "type": "Microsoft.Network/virtualNetworkGateways", "apiVersion": "2024-01-01", "name": "gw",
    "properties": { "vpnClientConfiguration": { "vpnClientAddressPool": { "addressPrefixes": ["[parameters('pool')]"] } } } }]
}"#;
    let main = |reference: &str| {
        format!("module gw '{reference}' = {{\n  params: {{ pool: '10.9.0.1/24' }}\n}}\n")
    };
    let stand = Stand::new()
        .file("infra/main.bicep", &main("br/public:avm/res/network/gateway:1.2.0"))
        .file("infra/own.bicep", &main("br:contoso.azurecr.io/gateways/hub:v1"))
        .file("gatelint.toml", "bicep-modules = [\"mirror\"]\n")
        .file("mirror/avm/res/network/gateway/1.2.0/main.json", module)
        .file("mirror/gateways/hub/v1/main.json", module);
    for name in ["infra/main.bicep", "infra/own.bicep"] {
        stand.check(&[name]).is(1).says(&format!("--> {name}:2:19"));
        stand.run(&["expand", name]).is(0).says("virtualNetworkGateways gw");
    }
    let shown = stand.check(&["infra/main.bicep", "--show-settings"]);
    shown.is(0).says("bicep-modules = [\"mirror\"]");
    let faulty = stand.file("gatelint.toml", "bicep-modules = [\"nowhere\"]\n");
    faulty.check(&["infra/main.bicep"]).is(2).complains("the folder doesn't exist");
}

#[test]
fn fixes_edit_the_text_between_the_quotes() {
    let stand = Stand::new().file("main.bicep", BICEP);
    stand.run(&["check", "main.bicep", "--only", "pool-bad-cidr", "--fix"]).is(0);
    let fixed = BICEP.replace("172.16.201.7/24", "172.16.201.0/24");
    assert_eq!(stand.place.read("main.bicep"), fixed);

    let stand = Stand::new()
        .file("main.bicep", &BICEP.replace(" = '172.16.201.7/24'", ""))
        .file("prod.bicepparam", "using 'main.bicep'\nparam pool = '''\n10.9.0.1/24'''\n");
    stand.run(&["check", "prod.bicepparam", "--only", "pool-bad-cidr", "--fix"]).is(0);
    assert!(stand.place.read("prod.bicepparam").contains("10.9.0.0/24"));
}

#[test]
fn findings_have_the_fingerprints_that_they_have_in_the_compiled_template() {
    let compiled = r#"{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "parameters": { "pool": { "type": "string", "defaultValue": "172.16.201.7/24" } },
  "resources": [{ "type": "Microsoft.Network/virtualNetworkGateways", "apiVersion": "2024-01-01", "name": "gw",
    "properties": { "vpnClientConfiguration": { "vpnClientAddressPool": { "addressPrefixes": ["[parameters('pool')]"] } } } }]
}"#;
    let stand = Stand::new().file("main.bicep", BICEP).file("compiled.json", compiled);
    stand.check(&["compiled.json", "--write-baseline", "known.json"]);
    for name in ["main.bicep", "compiled.json"] {
        stand.check(&[name, "--baseline", "known.json"]).is(0).says("1 suppressed");
    }
}

#[test]
fn sarif_names_the_program() {
    let stand = Stand::new()
        .file("infra/main.bicep", &BICEP.replace(" = '172.16.201.7/24'", ""))
        .file("infra/prod.bicepparam", "using 'main.bicep'\nparam pool = '10.9.0.1/24'\n");
    let ended = stand.check(&["infra", "--format", "sarif"]);
    let sarif: serde_json::Value = serde_json::from_str(&ended.out).expect("it is JSON");
    let place = |node: &serde_json::Value| {
        let place = &node["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str().expect("a uri").to_owned();
        (uri, place["region"]["startLine"].as_u64().expect("a line"))
    };
    let result = &sarif["runs"][0]["results"][0];
    assert_eq!(place(&result["locations"][0]), ("infra/prod.bicepparam".to_owned(), 2));
    assert_eq!(place(&result["relatedLocations"][0]), ("infra/main.bicep".to_owned(), 8));
}

#[test]
fn saving_a_module_checks_the_program_again() {
    let main = "module gw 'gateway.bicep' = {\n  name: 'gw'\n}\n";
    let stand = Stand::new().file("main.bicep", main).file("gateway.bicep", BICEP);
    let arguments =
        ["check", "main.bicep", "--watch", "--format", "concise", "--only", "pool-bad-cidr"];
    let mut child = stand.place.command(&arguments).spawn().expect("the program starts");
    let out = child.stdout.take().expect("it is a pipe");
    let mut lines = BufReader::new(out).lines().map(|line| line.expect("text"));
    let first = lines.find(|line| line.contains("checked 1 gateway")).expect("a report");
    assert!(first.starts_with("0 errors, 1 warning"), "{first}");
    stand.place.put("gateway.bicep", BICEP.replace("172.16.201.7/24", "172.16.20.0/24"));
    let second = lines.find(|line| line.contains("checked 1 gateway")).expect("a second report");
    assert!(second.starts_with("0 errors, 0 warnings"), "{second}");
    child.kill().expect("it still runs");
    child.wait().expect("it ends");
}

#[test]
fn faults_of_programs_that_have_nothing_to_do_with_gateways_are_not_reported_in_folders() {
    let broken = "param location string\nresource app 'Microsoft.Network/virtualNetworks@2024-05-01' = {\n  name: nonsense\n  location: location\n}\n";
    let place = Workplace::with_gateway()
        .file("net.bicep", broken)
        .file("vpn.bicep", &broken.replace("virtualNetworks", "virtualNetworkGateways"));
    let seen = place.run(&["check", ".", "--format", "concise"]);
    seen.says("vpn.bicep:3:").is_silent_on("net.bicep:");
    place.run(&["check", "net.bicep", "--format", "concise"]).says("net.bicep:3:");
}

#[test]
fn a_module_with_a_gateway_makes_every_fault_of_its_program_matter() {
    let gateway = "resource gw 'Microsoft.Network/virtualNetworkGateways@2024-05-01' = {
  name: 'vgw'
  location: 'westeurope'
  properties: { gatewayType: 'Vpn', vpnType: 'RouteBased' }
}
";
    let network = "resource net 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'net'
  location: 'westeurope'
  properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] } }
}
";
    let main = "module part 'part.bicep' = { name: 'part' }

resource account 'Microsoft.Storage/storageAccounts@2023-01-01' = {
  name: substring('abc', 5, 1)
  location: 'westeurope'
  sku: { name: 'Standard_LRS' }
  kind: 'StorageV2'
}
";
    let place = Workplace::new().file("infra/main.bicep", main).file("infra/part.bicep", gateway);
    place.run(&["check", ".", "--format", "concise"]).is(1).says("infra/main.bicep:4:");
    // Beside a gateway that it doesn't deploy, what is wrong with a storage account is of no interest.
    let place = Workplace::new()
        .file("infra/main.bicep", main)
        .file("infra/part.bicep", network)
        .file("infra/gw.bicep", gateway);
    place.run(&["check", ".", "--format", "concise"]).is_silent_on("infra/main.bicep:4:");
}
