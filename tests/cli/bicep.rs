//! Bicep files, with a stand-in for the `bicep` command that writes what was recorded.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::process::Command;

use crate::workplace::{Ended, GATEWAY, Workplace};

/// What `bicep build` writes for a gateway whose pool is a parameter: two-space JSON with the metadata of the
/// generator, as in the baselines of Bicep's own tests:
/// <https://github.com/Azure/bicep/tree/main/src/Bicep.Core.Samples/Files/baselines>
const TEMPLATE: &str = r#"{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "metadata": {
    "_generator": {
      "name": "bicep",
      "version": "0.30.23.60470",
      "templateHash": "1234567890123456789"
    }
  },
  "parameters": {
    "pool": {
      "type": "string",
      "defaultValue": "172.16.201.7/24"
    }
  },
  "resources": [
    {
      "type": "Microsoft.Network/virtualNetworkGateways",
      "apiVersion": "2024-01-01",
      "name": "gw",
      "location": "[resourceGroup().location]",
      "properties": {
        "vpnClientConfiguration": {
          "vpnClientAddressPool": {
            "addressPrefixes": [
              "[parameters('pool')]"
            ]
          },
          "vpnClientProtocols": [
            "OpenVPN"
          ]
        }
      }
    }
  ]
}"#;

/// The parameters in what `bicep build-params` writes.
fn parameters(pool: &str) -> String {
    format!(
        r#"{{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#",
  "contentVersion": "1.0.0.0",
  "parameters": {{
    "pool": {{
      "value": "{pool}"
    }}
  }}
}}"#
    )
}

/// What `bicep build-params --stdout` writes, by
/// <https://github.com/Azure/bicep/blob/main/src/Bicep.Cli/Models/BuildParamsStdout.cs>
fn with_template(pool: &str) -> String {
    serde_json::json!({
        "parametersJson": parameters(pool),
        "templateJson": TEMPLATE,
        "templateSpecId": null,
    })
    .to_string()
}

/// The same without the template.
fn without_template(pool: &str) -> String {
    serde_json::json!({ "parametersJson": parameters(pool) }).to_string()
}

/// A line as `bicep` writes it to standard error, by
/// <https://github.com/Azure/bicep/blob/main/src/Bicep.Cli/Logging/DiagnosticLogger.cs>
const REFUSAL: &str = "$PWD/$f(2,11) : Error BCP018: Expected the \"=\" character at this location. [https://aka.ms/bicep/core-diagnostics#BCP018]";

const BICEP: &str = "param pool string = '172.16.201.7/24'\n\nresource gw 'Microsoft.Network/virtualNetworkGateways@2024-01-01' = {\n  name: 'gw'\n}\n";

/// A folder with a stand-in that knows some files, and refuses all others.
struct Stand {
    place: Workplace,
}

impl Stand {
    fn new(answers: &[(&str, &str, &str)]) -> Self {
        let place = Workplace::new();
        let mut script = format!(
            "#!/bin/sh\n[ $# = 3 ] && [ \"$2\" = --stdout ] || {{ echo \"arguments: $*\" >&2; exit 9; }}\nf=${{3#./}}\necho \"$1 $f\" >> '{}'\ncase \"$1 $f\" in\n",
            place.path("calls").display()
        );
        for (at, (subcommand, file, answer)) in answers.iter().enumerate() {
            place.put(&format!("recorded/{at}"), answer);
            let recorded = place.path(&format!("recorded/{at}"));
            let _ = writeln!(script, "'{subcommand} {file}') cat '{}' ;;", recorded.display());
        }
        let refusal = REFUSAL.replace('"', "\\\"");
        let _ = write!(script, "*) echo \"{refusal}\" >&2; exit 1 ;;\nesac\n");
        place.put("bin/script", script);
        // A file that a thread of this program has open for writing can't be run, so another program writes it.
        let copied = Command::new("sh")
            .args(["-c", "cp bin/script bin/bicep && chmod 755 bin/bicep"])
            .current_dir(place.folder())
            .status();
        assert!(copied.expect("sh runs").success());
        Self { place }
    }

    fn file(self, name: &str, text: &str) -> Self {
        self.place.put(name, text);
        self
    }

    fn run(&self, arguments: &[&str]) -> Ended {
        let mut path = OsString::from(self.place.path("bin"));
        path.push(":");
        path.push(std::env::var_os("PATH").unwrap_or_default());
        let mut command = self.place.command(arguments);
        Ended::of(&command.env("PATH", path).output().expect("the program runs"))
    }

    fn check(&self, arguments: &[&str]) -> Ended {
        let mut all = vec!["check", "--only", "pool-bad-cidr,unreadable-input"];
        all.extend(arguments);
        self.run(&all)
    }

    /// What the stand-in was asked for, sorted.
    fn calls(&self) -> Vec<String> {
        let mut calls: Vec<String> = self.place.read("calls").lines().map(str::to_owned).collect();
        calls.sort();
        calls
    }
}

#[test]
fn a_template_is_compiled_and_shown_as_compiled() {
    let stand = Stand::new(&[("build", "main.bicep", TEMPLATE)]).file("main.bicep", BICEP);
    let ended = stand.check(&["main.bicep"]);
    ended
        .is(1)
        .says("--> main.bicep (compiled):14:23")
        .says("\"defaultValue\": \"172.16.201.7/24\"");
    stand.check(&["."]).is(1).says("main.bicep (compiled):14:23");
    let expanded = stand.run(&["expand", "main.bicep"]);
    expanded.is(0).says("Microsoft.Network/virtualNetworkGateways gw").says("172.16.201.7/24");
    assert_eq!(stand.calls(), ["build main.bicep"; 3]);
}

#[test]
fn parameters_beside_a_template_are_its_own() {
    let stand = Stand::new(&[
        ("build", "infra/main.bicep", TEMPLATE),
        ("build-params", "infra/prod.bicepparam", &without_template("10.9.0.1/24")),
    ])
    .file("infra/main.bicep", BICEP)
    .file("infra/prod.bicepparam", "using './main.bicep'\nparam pool = '10.9.0.1/24'\n")
    .file("infra/other.bicepparam", "using '../main.bicep'\n");
    let named = stand.check(&["infra/main.bicep"]);
    named.is(1).says("--> infra/prod.bicepparam (compiled):6:16").is_silent_on("172.16.201.7/24");
    assert_eq!(stand.calls(), ["build infra/main.bicep", "build-params infra/prod.bicepparam"]);
}

#[test]
fn a_template_that_comes_with_its_parameters_is_not_compiled_again() {
    let stand = Stand::new(&[
        ("build-params", "main.bicepparam", &with_template("10.9.0.1/24")),
        ("build-params", "dev.bicepparam", &with_template("10.8.0.1/24")),
    ])
    .file("main.bicep", BICEP)
    .file("main.bicepparam", "using 'main.bicep'\nparam pool = '10.9.0.1/24'\n")
    .file("dev.bicepparam", "using 'main.bicep'\nparam pool = '10.8.0.1/24'\n");
    let one = stand.check(&["main.bicepparam"]);
    one.is(1).says("main.bicepparam (compiled):6:16").is_silent_on("10.8.0.1");
    one.says("main.bicep (compiled):");
    assert_eq!(stand.calls(), ["build-params main.bicepparam"]);
    let expanded = stand.run(&["expand", "main.bicepparam"]);
    expanded.is(0).says("10.9.0.1/24").is_silent_on("172.16.201.7");
    let folder = stand.check(&["."]);
    folder.is(1).says("10.9.0.1/24").says("10.8.0.1/24").is_silent_on("172.16.201.7/24");
    assert!(!stand.calls().iter().any(|call| call.starts_with("build ")));
}

#[test]
fn the_older_form_has_its_template_compiled() {
    let stand = Stand::new(&[
        ("build-params", "params/main.bicepparam", &without_template("10.9.0.1/24")),
        ("build", "main.bicep", TEMPLATE),
    ])
    .file("main.bicep", BICEP)
    .file("params/main.bicepparam", "using '../main.bicep'\nparam pool = '10.9.0.1/24'\n");
    stand
        .check(&["params/main.bicepparam"])
        .is(1)
        .says("10.9.0.1/24")
        .says("main.bicep (compiled)");
    let both = stand.check(&["main.bicep", "--parameters", "params/main.bicepparam"]);
    both.is(1).says("params/main.bicepparam (compiled):6:16").is_silent_on("172.16.201.7/24");
}

#[test]
fn a_parameters_file_of_a_template_spec_has_nothing_to_check() {
    let answer = serde_json::json!({
        "parametersJson": parameters("10.9.0.1/24"),
        "templateJson": null,
        "templateSpecId": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Resources/templateSpecs/gw/versions/1",
    });
    let stand = Stand::new(&[("build-params", "a.bicepparam", &answer.to_string())])
        .file("a.bicepparam", "using 'ts:s/g/gw:1'\n");
    stand.check(&["a.bicepparam"]).is(3).says("it is for the template spec /subscriptions/s/");
}

#[test]
fn what_the_command_refuses_is_shown_where_it_is() {
    let stand = Stand::new(&[("build", "good.bicep", TEMPLATE)])
        .file("good.bicep", BICEP)
        .file("bad.bicep", "// virtualNetworkGateways\nparam pool string 'x'\n")
        .file("bad.bicepparam", "using 'bad.bicep'\nparam pool 'hunter2 of the vpn'\n");
    for named in [&["good.bicep", "bad.bicep"][..], &["."]] {
        let ended = stand.check(named);
        ended
            .is(3)
            .says("error[unreadable-input]: bicep build failed: BCP018: Expected the \"=\" character at this location")
            .says("--> bad.bicep:2:11")
            .says("good.bicep (compiled):14:23")
            .is_silent_on("hunter2");
    }
    let folder = stand.check(&["."]);
    folder.is(3).says("--> bad.bicepparam:2:11").says("param pool '");
    assert_eq!(folder.out.matches("bicep build-params failed").count(), 1, "{}", folder.out);
    stand
        .run(&["expand", "bad.bicep"])
        .is(3)
        .complains("bad.bicep:2:11: bicep build failed: BCP018");
}

#[test]
fn modules_are_checked_as_their_users_deploy_them() {
    let stand =
        Stand::new(&[("build", "main.bicep", TEMPLATE), ("build", "alone.bicep", TEMPLATE)])
            .file("main.bicep", "module gw './modules/gateway.bicep' = {\n}\n")
            .file("modules/gateway.bicep", BICEP)
            .file("alone.bicep", BICEP)
            .file(
                "storage.bicep",
                "resource s 'Microsoft.Storage/storageAccounts@2023-01-01' = {}\n",
            )
            .file("storage.bicepparam", "using 'storage.bicep'\n");
    let ended = stand.check(&[".", "--verbose"]);
    ended.is(1).says("main.bicep (compiled)").says("alone.bicep (compiled)");
    ended.says("modules/gateway.bicep: it is a module of main.bicep");
    ended.says("storage.bicep: names no gateway").says("storage.bicepparam: names no gateway");
    assert_eq!(stand.calls(), ["build alone.bicep", "build main.bicep"]);
}

#[test]
fn without_the_command_named_files_fail_and_others_are_passed_over() {
    let place = Workplace::with_gateway()
        .file("infra/main.bicep", BICEP)
        .file("infra/main.bicepparam", "using 'main.bicep'\n")
        .file("infra/storage.bicep", "param a string\n")
        .file("infra/gateway.json", &GATEWAY.replace("SSTP", "OpenVPN"));
    let run = |arguments: &[&str]| {
        let mut all = vec!["check", "--only", "pool-bad-cidr,unreadable-input"];
        all.extend(arguments);
        let mut command = place.command(&all);
        Ended::of(&command.env("PATH", place.path("infra")).output().expect("the program runs"))
    };
    let words = "bicep is not on PATH: install it, or check the JSON that `bicep build` writes";
    let named = run(&["infra/main.bicep", "gateway.json"]);
    named.is(3).says(&format!("error[unreadable-input]: {words}")).says("--> infra/main.bicep:1:1");
    named.says("pool-bad-cidr");
    let parameters = run(&["gateway.json", "--parameters", "infra/main.bicepparam"]);
    parameters.is(3).says(words);
    let folder = run(&["infra"]);
    folder.is(1).says(&format!("passed over: infra/main.bicep: {words}; 1 more Bicep file is not"));
    assert_eq!(folder.out.matches(words).count(), 1, "{}", folder.out);
}

#[test]
fn compiled_texts_are_not_mended() {
    let stand = Stand::new(&[("build", "main.bicep", TEMPLATE)])
        .file("main.bicep", BICEP)
        .file("main.bicep (compiled)", TEMPLATE);
    let ended = stand.check(&["main.bicep", ".", "--fix"]);
    ended.is(1).says("main.bicep (compiled):14:23").is_silent_on("fix:").is_silent_on("fixed");
    assert_eq!(stand.place.read("main.bicep"), BICEP);
    assert_eq!(stand.place.read("main.bicep (compiled)"), TEMPLATE);
}

#[test]
fn settings_know_compiled_files_by_the_name_of_the_file() {
    let settings = "[[path]]\npath = \"/main.bicep\"\nignore = [\"pool-bad-cidr\"]\n";
    let stand = Stand::new(&[("build", "main.bicep", TEMPLATE)])
        .file("main.bicep", BICEP)
        .file("gatelint.toml", settings);
    stand.check(&["main.bicep"]).is(0);
}

#[test]
fn a_template_says_in_its_metadata_what_is_accepted() {
    // `metadata gatelint = { allow: ['pool-bad-cidr'] }` is compiled to a member beside that of the generator.
    let allowed = TEMPLATE.replacen(
        "\"metadata\": {",
        "\"metadata\": {\n    \"gatelint\": {\n      \"allow\": [\n        \"pool-bad-cidr\"\n      ]\n    },",
        1,
    );
    let stand = Stand::new(&[("build", "main.bicep", &allowed)]).file("main.bicep", BICEP);
    stand.check(&["main.bicep"]).is(0).says("1 suppressed");
}
