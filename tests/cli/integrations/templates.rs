//! The action, the templates, the workflows and the image agree with themselves, with each other and with the program.

use crate::yaml;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn read(path: &str) -> Value {
    yaml::read(path, &text(path))
}

fn in_folder(folder: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root().join(folder)).expect("the folder");
    entries.map(|entry| Path::new(folder).join(entry.expect("an entry").file_name())).collect()
}

fn workflows() -> Vec<(String, Value)> {
    let paths = in_folder(".github/workflows");
    paths.iter().map(|path| (path.display().to_string(), read(&path.to_string_lossy()))).collect()
}

fn string<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_else(|| panic!("no {pointer}"))
}

fn names(value: &Value) -> BTreeSet<String> {
    value.as_object().expect("an object").keys().cloned().collect()
}

/// What stands after `prefix` in expressions, up to the end of the name.
fn used(text: &str, prefix: &str) -> BTreeSet<String> {
    let name = |rest: &str| {
        rest.chars()
            .take_while(|letter| letter.is_alphanumeric() || "-_".contains(*letter))
            .collect()
    };
    text.split(prefix).skip(1).map(name).collect()
}

/// Every string in it, by the name of the member that it is the value of.
fn strings(value: &Value) -> Vec<(String, String)> {
    let mut found = Vec::new();
    gather("", value, &mut found);
    found
}

fn gather(name: &str, value: &Value, found: &mut Vec<(String, String)>) {
    match value {
        Value::String(text) => found.push((name.to_owned(), text.clone())),
        Value::Array(items) => items.iter().for_each(|item| gather(name, item, found)),
        Value::Object(members) => {
            members.iter().for_each(|(name, member)| gather(name, member, found));
        }
        _ => {}
    }
}

#[test]
fn every_yaml_file_can_be_read() {
    let mut seen = 0;
    for folder in [".", ".github/workflows", "integrations"] {
        for path in in_folder(folder) {
            if path.extension().is_some_and(|end| end == "yml" || end == "yaml") {
                assert!(!read(&path.to_string_lossy()).is_null(), "{} is empty", path.display());
                seen += 1;
            }
        }
    }
    assert!(seen >= 6, "{seen} files");
}

#[test]
fn no_expression_is_written_into_a_script() {
    let all = ["action.yml", "integrations/azure-pipelines.yml", "integrations/gitlab.yml"];
    let files = all.iter().map(|path| ((*path).to_owned(), read(path))).chain(workflows());
    let mut scripts = 0;
    for (path, file) in files {
        for (name, script) in strings(&file) {
            if ["run", "bash", "script"].contains(&name.as_str()) {
                assert!(!script.contains("${{"), "{path}: {script}");
                scripts += 1;
            }
        }
    }
    assert!(scripts > 10, "{scripts} scripts");
}

#[test]
fn the_action_uses_what_it_declares() {
    let action = read("action.yml");
    assert_eq!(string(&action, "/runs/using"), "composite");
    assert_eq!(used(&text("action.yml"), "inputs."), names(&action["inputs"]), "inputs");
    let steps = action["runs"]["steps"].as_array().expect("steps");
    for step in steps {
        assert!(step["shell"].is_string() && step["name"].is_string(), "{step}");
    }
    let ids: BTreeSet<_> = steps.iter().filter_map(|step| step["id"].as_str()).collect();
    for (name, output) in action["outputs"].as_object().expect("outputs") {
        let value = string(output, "/value");
        let known = used(value, "steps.").iter().all(|step| ids.contains(step.as_str()));
        assert!(known && value.starts_with("${{"), "{name}: {value}");
    }
    for (name, input) in action["inputs"].as_object().expect("inputs") {
        assert!(input["description"].is_string() && input["default"].is_string(), "{name}");
    }
    for path in ["integrations/install.sh", "integrations/check.sh"] {
        assert!(text("action.yml").contains(&format!("$GITHUB_ACTION_PATH/{path}")), "{path}");
    }
}

#[test]
fn the_templates_carry_the_scripts_of_the_action() {
    let azure = read("integrations/azure-pipelines.yml");
    let gitlab = read("integrations/gitlab.yml");
    for (number, path) in ["integrations/install.sh", "integrations/check.sh"].iter().enumerate() {
        let script = text(path);
        assert_eq!(string(&azure, &format!("/steps/{number}/bash")), script, "{path}");
        let inner = format!("(\n{script})\n");
        assert_eq!(string(&gitlab, &format!("/gatelint/script/{number}")), inner, "{path}");
    }
}

#[test]
fn the_templates_install_this_version() {
    let azure = read("integrations/azure-pipelines.yml");
    let parameters = azure["parameters"].as_array().expect("parameters");
    let version = parameters.iter().find(|one| one["name"] == "version").expect("the version");
    assert_eq!(version["default"], env!("CARGO_PKG_VERSION"));
    let gitlab = read("integrations/gitlab.yml");
    assert_eq!(gitlab["gatelint"]["variables"]["GATELINT_VERSION"], env!("CARGO_PKG_VERSION"));
}

#[test]
fn the_azure_template_uses_what_it_declares() {
    let azure = read("integrations/azure-pipelines.yml");
    let parameters = azure["parameters"].as_array().expect("parameters");
    let declared: BTreeSet<String> =
        parameters.iter().map(|one| string(one, "/name").to_owned()).collect();
    assert_eq!(used(&text("integrations/azure-pipelines.yml"), "parameters."), declared);
    let output = string(&azure, "/steps/1/env/GATELINT_OUTPUT");
    let published = string(&azure, "/steps/2/inputs/testResultsFiles");
    let folder = string(&azure, "/steps/2/inputs/searchFolder");
    assert!(output.contains(&format!("junit={folder}/{published}\n")), "{output}");
}

#[test]
fn the_gitlab_job_keeps_the_report_that_it_writes() {
    let gitlab = read("integrations/gitlab.yml");
    let written = string(&gitlab, "/gatelint/variables/GATELINT_OUTPUT");
    let kept = string(&gitlab, "/gatelint/artifacts/reports/codequality");
    assert_eq!(written, format!("gitlab={kept}"));
    assert_eq!(string(&gitlab, "/gatelint/artifacts/when"), "always");
}

#[test]
fn workflows_pin_what_they_use_and_say_what_they_may() {
    for (path, workflow) in workflows() {
        assert!(workflow["permissions"].is_object(), "{path}: permissions");
        for (name, job) in workflow["jobs"].as_object().expect("jobs") {
            assert!(job["runs-on"].is_string(), "{path}: {name}");
            assert!(
                job["steps"].as_array().is_some_and(|steps| !steps.is_empty()),
                "{path}: {name}"
            );
        }
        for (name, value) in strings(&workflow) {
            if name == "uses" && value != "./" {
                let commit = value.split('@').nth(1).unwrap_or_default();
                let pinned =
                    commit.len() == 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit());
                assert!(pinned, "{path}: {value} is no commit");
            }
        }
    }
}

#[test]
fn images_and_the_actions_of_others_are_pinned_in_files_and_pages() {
    let is_hex = |text: &str, length| {
        text.len() == length && text.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    let image = string(&read("integrations/gitlab.yml"), "/gatelint/image").to_owned();
    let stages = text("Dockerfile");
    let from = stages.lines().filter_map(|line| line.strip_prefix("FROM "));
    let syntax = stages.lines().filter_map(|line| line.strip_prefix("# syntax="));
    let images = from.chain(syntax).map(|line| line.split(' ').next().unwrap_or_default());
    for image in images.chain([image.as_str()]).filter(|image| *image != "scratch") {
        let digest = image.split("@sha256:").nth(1).unwrap_or_default();
        assert!(is_hex(digest, 64), "{image} has no digest");
    }
    let pages = ["docs/formats.md", "docs/ci/github-actions.md", "docs/live.md", "README.md"];
    for page in pages {
        for line in text(page).lines() {
            let Some((_, used)) = line.split_once("uses: ") else { continue };
            let commit = used.split(['@', ' ']).nth(1).unwrap_or_default();
            // The commit of gatelint's own release is not known while it is written.
            let repository = env!("CARGO_PKG_REPOSITORY").trim_start_matches("https://github.com/");
            let own = used.starts_with(&format!("{repository}@v"));
            assert!(own || is_hex(commit, 40), "{page}: {used} is no commit");
        }
    }
}

#[test]
fn releases_carry_the_notices_of_what_is_in_them() {
    let release = text(".github/workflows/release.yml");
    assert!(release.contains("about generate") && release.contains("THIRD-PARTY-NOTICES.txt \""));
    let allowed = text("deny.toml");
    let accepted = text("about.toml");
    let licences = |page: &str, key: &str| -> BTreeSet<String> {
        let list = page.split(key).nth(1).and_then(|rest| rest.split(']').next());
        let lines = list.expect("the list").lines();
        lines.filter_map(|line| line.split('"').nth(1).map(str::to_owned)).collect()
    };
    assert_eq!(licences(&allowed, "allow = ["), licences(&accepted, "accepted = ["));
}

#[test]
fn releases_have_what_is_installed_from_them() {
    let release = read(".github/workflows/release.yml");
    let matrix = release.pointer("/jobs/build/strategy/matrix/include").and_then(Value::as_array);
    let targets: BTreeSet<&str> =
        matrix.expect("the matrix").iter().map(|one| string(one, "/target")).collect();
    let install = text("integrations/install.sh");
    for target in &targets {
        let (machine, system) = target.split_once('-').expect("a target");
        assert!(install.contains(&format!("machine={machine} ")), "{machine}");
        assert!(install.contains(&format!("system={system} ")), "{system}");
    }
    assert_eq!(targets.len(), 5);
    let named = "archive=\"gatelint-${GATELINT_VERSION#v}-$machine-$system.tar.gz\"";
    assert!(install.contains(named));
    let pack = text(".github/workflows/release.yml");
    assert!(pack.contains("folder=\"gatelint-${GITHUB_REF_NAME#v}-$TARGET\""));
    assert!(pack.contains("sha256sum gatelint-* > SHA256SUMS"));
    let permissions = names(&release["jobs"]["publish"]["permissions"]);
    assert!(permissions.contains("attestations") && permissions.contains("id-token"));
}

#[test]
fn the_image_has_the_program_and_no_root() {
    let file = text("Dockerfile");
    let last = file.rsplit("\nFROM ").next().expect("a stage");
    assert!(last.starts_with("scratch\n"), "{last}");
    assert!(last.contains("ENTRYPOINT [\"/gatelint\"]"), "no shell starts it");
    let user = last.split("USER ").nth(1).and_then(|rest| rest.split(':').next()).expect("a user");
    assert!(user.parse::<u32>().expect("a number, for there are no names") > 0);
}
