//! Plans and states of Terraform's, as the real one wrote them of `examples/hub-terraform`.

use std::path::Path;

use crate::workplace::Workplace;

fn saved(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/terraform/hub").join(name);
    std::fs::read_to_string(path).expect("the file is there")
}

/// The lints that the configuration's faults give.
const FAULTS: [&str; 3] = [
    "error[pool-overlaps-vnet]",
    "error[root-cert-pem-armor]",
    "error[gateway-subnet-default-route]",
];

const CONCISE: [&str; 4] = ["--format", "concise", "--today", "2026-11-24"];

fn check<'a>(arguments: &[&'a str]) -> Vec<&'a str> {
    [&["check"], arguments, &CONCISE].concat()
}

#[test]
fn a_plan_and_its_states_have_the_faults_of_the_configuration() {
    for name in ["plan.json", "state.json", "terraform.tfstate"] {
        let place = Workplace::new().file(name, &saved(name));
        for arguments in [name, "."] {
            let ended = place.run(&check(&[arguments]));
            ended.is(1).says("3 errors, 0 warnings").says("checked 1 gateway in 1 file");
            for fault in FAULTS {
                ended.says(fault);
            }
            // What the provider chooses hides nothing that is written beside it.
            ended.is_silent_on("not evaluated");
        }
        let piped = place.pipe(&check(&["-"]), saved(name).as_bytes());
        piped.is(1).says("3 errors").says("<stdin>:");
    }
}

#[test]
fn a_plan_of_power_shell_is_read() {
    let wide: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain(saved("plan.json").encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let place = Workplace::new();
    place.put("plan.json", wide);
    place.run(&check(&["plan.json"])).is(1).says("3 errors");
    place.run(&check(&["."])).is(1).says("3 errors");
}

/// The configuration that the plan is of.
fn sources() -> Workplace {
    let place = Workplace::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/hub-terraform");
    for name in ["main.tf", "terraform.tfvars", "hub-root.pem", "routes/main.tf"] {
        place.put(name, std::fs::read(folder.join(name)).expect("the file is there"));
    }
    place
}

#[test]
fn a_plan_beside_its_sources_is_placed_in_them() {
    let place = sources().file("plan.json", &saved("plan.json"));
    let ended = place.run(&check(&["."]));
    ended.is(1).says("3 errors").is_silent_on("plan.json:").is_silent_on("not evaluated");
    ended.says("terraform.tfvars:1:15: error[pool-overlaps-vnet]");
    ended.says("terraform.tfvars:5:3: error[gateway-subnet-default-route]");
    ended.says("main.tf:102:26: error[root-cert-pem-armor]");
    // Plans may be kept in another folder, too.
    let place = sources().file("plans/hub.json", &saved("plan.json"));
    place.run(&check(&["."])).is(1).says("3 errors").says("terraform.tfvars:1:15");
}

#[test]
fn a_plan_knows_what_its_sources_do_not() {
    let place = sources().file("plan.json", &saved("plan.json"));
    std::fs::remove_file(place.path("terraform.tfvars")).expect("it was there");
    let ended = place.run(&check(&["."]));
    ended.is(1).says("3 errors").says("plan.json:1:").says("main.tf:102:26");
}

#[test]
fn a_state_beside_its_sources_tells_what_is_there() {
    let old = |text: String| text.replace("VpnGw1AZ", "VpnGw1");
    let place = sources().file("terraform.tfstate", &old(saved("terraform.tfstate")));
    let main = old(place.read("main.tf"));
    let place = place.file("main.tf", &main);
    let ended = place.run(&check(&["."]));
    ended.is(1).says("error[sku-non-az-existing]").is_silent_on("sku-non-az-new");
    ended.is_silent_on("terraform.tfstate:");
    place.run(&check(&["terraform.tfstate"])).is(1).says("terraform.tfstate:");
    // Without the state the same configuration would make it.
    std::fs::remove_file(place.path("terraform.tfstate")).expect("it was there");
    place.run(&check(&["."])).says("error[sku-non-az-new]");
}

#[test]
fn what_is_made_meets_other_lints_than_what_is_there() {
    let plan = saved("plan.json").replace("VpnGw1AZ", "VpnGw1");
    let place = Workplace::new().file("new.json", &plan);
    let ended = place.run(&check(&["new.json"]));
    ended.says("error[sku-non-az-new]").is_silent_on("sku-non-az-existing");
    let place = Workplace::new().file("same.json", &plan.replace(r#"["create"]"#, r#"["no-op"]"#));
    let ended = place.run(&check(&["same.json"]));
    ended.says("error[sku-non-az-existing]").is_silent_on("sku-non-az-new");
    let place = Workplace::new().file("gone.json", &plan.replace(r#"["create"]"#, r#"["delete"]"#));
    place.run(&check(&["gone.json"])).is(3).complains("nothing was checked");
}

#[test]
fn secrets_of_plans_and_states_are_shown_nowhere() {
    let secret = "Depot-key-1!";
    let plan = saved("plan.json")
        .replacen(r#""variables":{"#, &format!(r#""variables":{{"psk":{{"value":"{secret}"}},"#), 1)
        .replacen(
            r#""configuration":{"root_module":{"variables":{"#,
            r#""configuration":{"root_module":{"variables":{"psk":{"sensitive":true},"#,
            1,
        );
    let plan = plan.replace(
        r#""radius_server_secret":null"#,
        &format!(r#""radius_server_secret":"{secret}""#),
    );
    let state = saved("terraform.tfstate").replace(
        r#""radius_server_secret": null"#,
        &format!(r#""radius_server_secret": "{secret}""#),
    );
    for (name, text) in [("plan.json", plan), ("a.tfstate", state)] {
        assert!(text.contains(secret));
        let place = Workplace::new().file(name, &text);
        for format in ["text", "concise", "json", "sarif", "html", "markdown"] {
            let ended = place.run(&["check", name, "-v", "--format", format]);
            ended.is_silent_on(secret);
            assert!(!ended.err.contains(secret), "{}", ended.err);
        }
    }
}

#[test]
fn what_is_no_plan_or_state_is_told_with_what_to_do() {
    let cases = [
        (
            r#"{"@level":"info","@message":"Terraform 1.11.4","type":"version"}"#,
            "terraform show -json tfplan",
        ),
        (
            r#"{"format_version":"1.0","valid":true,"diagnostics":[]}"#,
            "the output of terraform validate",
        ),
        (r#"{"format_version":"1.0"}"#, "without resources"),
        (r#"{"version":3,"terraform_version":"0.11.1","modules":[]}"#, "an older Terraform"),
        (r#"{"format_version":"1.0","provider_schemas":{}}"#, "a description of providers"),
    ];
    for (text, words) in cases {
        let place = Workplace::new().file("x.json", text);
        place.run(&check(&["x.json"])).is(3).says(words);
    }
    let place = Workplace::new().file("prod.tfvars", "pool = \"10.0.0.0/24\"\n");
    place.run(&check(&["prod.tfvars"])).is(3).says("specify the folder of the configuration");
    let plan = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/terraform/hub/tfplan");
    place.put("tfplan", std::fs::read(plan).expect("the file is there"));
    place.run(&check(&["tfplan"])).is(3).says("terraform show -json");
}

#[test]
fn a_plan_that_is_not_whole_says_so() {
    let plan = saved("plan.json").replace("\"errored\":false", "\"errored\":true");
    let place = Workplace::new().file("plan.json", &plan);
    place.run(&check(&["plan.json"])).is(1).says("this plan is incomplete");
}

/// The findings on a configuration of `tests/terraform`, from some of its files: lint and message, in order.
fn findings(folder: &str, files: &[&str], from: &str) -> Vec<String> {
    let place = Workplace::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/terraform").join(folder);
    for name in files {
        place.put(name, std::fs::read(folder.join(name)).expect("the file is there"));
    }
    let ended = place.run(&check(&[from]));
    ended.is(1).is_silent_on("not evaluated");
    let found = ended.out.lines().filter_map(|line| {
        let (_, found) = line.split_once(": error[").or_else(|| line.split_once(": warning["))?;
        Some(found.to_owned())
    });
    let mut found: Vec<String> = found.collect();
    found.sort();
    found
}

#[test]
fn a_configuration_and_its_plan_say_the_same() {
    let many: &[&str] = &["main.tf", "terraform.tfvars", "hub/main.tf"];
    for (folder, files, least) in [("many", many, 18), ("azapi", &["main.tf"], 2)] {
        let from_sources = findings(folder, files, ".");
        assert!(from_sources.len() >= least, "{from_sources:#?}");
        assert_eq!(findings(folder, &["plan.json"], "plan.json"), from_sources, "{folder}");
        let both = [files, &["plan.json"]].concat();
        assert_eq!(findings(folder, &both, "."), from_sources, "{folder}");
    }
}
