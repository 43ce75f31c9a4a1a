//! What CI runs is run here: installing from a release, and checking, as the action and the templates write it.

use crate::yaml;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_gatelint");
const VERSION: &str = env!("CARGO_PKG_VERSION");

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> Value {
    yaml::read(path, &fs::read_to_string(root().join(path)).expect("the file"))
}

/// A folder with a repository in it, a place for temporary files, and releases.
struct Runner {
    folder: TempDir,
}

impl Runner {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let runner = Self { folder };
        let hub = runner.path("repository/infra");
        for folder in [hub.as_path(), &runner.path("temporary")] {
            fs::create_dir_all(folder).expect("made");
        }
        for entry in fs::read_dir(root().join("examples/hub")).expect("the example") {
            let entry = entry.expect("an entry");
            fs::copy(entry.path(), hub.join(entry.file_name())).expect("copied");
        }
        runner
    }

    fn path(&self, inner: &str) -> PathBuf {
        self.folder.path().join(inner)
    }

    /// Makes the release of this version for this machine, with a program that hands on to the one that was built.
    fn release(&self) -> PathBuf {
        let system = match std::env::consts::OS {
            "macos" => "apple-darwin",
            _ => "unknown-linux-musl",
        };
        let name = format!("gatelint-{VERSION}-{}-{system}", std::env::consts::ARCH);
        let folder = self.path(&format!("releases/v{VERSION}"));
        fs::create_dir_all(folder.join(&name)).expect("made");
        let program = folder.join(&name).join("gatelint");
        fs::write(&program, format!("#!/bin/sh\nexec '{PROGRAM}' \"$@\"\n")).expect("written");
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("set");
        let archive = format!("{name}.tar.gz");
        let pack = format!(
            "tar -czf {archive} {name} && shasum={archive} && \
            {{ sha256sum \"$shasum\" 2>/dev/null || shasum -a 256 \"$shasum\"; }} > SHA256SUMS"
        );
        let packed = Command::new("sh").arg("-c").arg(pack).current_dir(&folder).status();
        assert!(packed.expect("it runs").success());
        folder.join(archive)
    }

    fn releases(&self) -> String {
        format!("file://{}", self.path("releases").display())
    }

    /// Runs a script in the repository with these variables and no others.
    fn run(&self, shell: &[&str], script: &str, variables: &[(&str, &str)]) -> Output {
        let path = std::env::var("PATH").expect("a path");
        let mut command = Command::new(shell[0]);
        command.args(&shell[1..]).arg(script).current_dir(self.path("repository"));
        command.env_clear().env("PATH", path).env("HOME", self.folder.path());
        command.env("GATELINT", PROGRAM).envs(variables.iter().copied());
        command.output().expect("it runs")
    }

    fn install(&self, variables: &[(&str, &str)]) -> Output {
        let script = root().join("integrations/install.sh");
        let (folder, releases) = (self.path("bin"), self.releases());
        let mut all = vec![
            ("GATELINT_VERSION", VERSION),
            ("GATELINT_RELEASES", releases.as_str()),
            ("GATELINT_DIR", folder.to_str().expect("text")),
        ];
        all.extend(variables);
        self.run(&["sh"], script.to_str().expect("text"), &all)
    }

    fn check(&self, variables: &[(&str, &str)]) -> Output {
        let script = root().join("integrations/check.sh");
        self.run(&["sh"], script.to_str().expect("text"), variables)
    }
}

fn said(output: &Output) -> String {
    let (out, err) = (&output.stdout, &output.stderr);
    format!("{}{}", String::from_utf8_lossy(out), String::from_utf8_lossy(err))
}

fn code(output: &Output) -> Option<i32> {
    output.status.code()
}

#[test]
fn a_release_is_installed() {
    let runner = Runner::new();
    runner.release();
    let ran = runner.install(&[]);
    assert_eq!(code(&ran), Some(0), "{}", said(&ran));
    let version = Command::new(runner.path("bin/gatelint")).arg("--version").output();
    let version = said(&version.expect("it runs"));
    assert_eq!(version.lines().next(), Some(format!("gatelint {VERSION}").as_str()));
    let with_v = runner.install(&[("GATELINT_VERSION", &format!("v{VERSION}"))]);
    assert_eq!(code(&with_v), Some(0), "{}", said(&with_v));
}

#[test]
fn what_disagrees_with_the_checksums_is_not_installed() {
    let runner = Runner::new();
    let archive = runner.release();
    let mut bytes = fs::read(&archive).expect("read");
    bytes.push(0);
    fs::write(&archive, bytes).expect("written");
    let ran = runner.install(&[]);
    assert_eq!(code(&ran), Some(1), "{}", said(&ran));
    assert!(said(&ran).contains("doesn't agree with SHA256SUMS"), "{}", said(&ran));
    assert!(!runner.path("bin").exists());
    fs::write(archive.with_file_name("SHA256SUMS"), "").expect("written");
    assert_eq!(code(&runner.install(&[])), Some(1), "no checksum is no agreement");
}

#[test]
fn the_attestation_is_verified_where_gh_is_and_missing_ones_are_told() {
    let runner = Runner::new();
    runner.release();
    let told = said(&runner.install(&[]));
    assert!(told.contains("is not verified: the releases are not on github.com"), "{told}");
    let tools = runner.path("tools");
    fs::create_dir(&tools).expect("made");
    let path = format!("{}:{}", tools.display(), std::env::var("PATH").expect("a path"));
    let with_gh = |ends: &str| {
        let gh = tools.join("gh");
        let script = format!(
            "#!/bin/sh\n[ \"$3\" != --help ] || exit 0\necho \"$*\" > '{}'\n{ends}\n",
            tools.join("asked").display()
        );
        fs::write(&gh, script).expect("written");
        fs::set_permissions(&gh, fs::Permissions::from_mode(0o755)).expect("set");
        let _ = fs::remove_dir_all(runner.path("bin"));
        runner.install(&[("GATELINT_REPOSITORY", "someone/gatelint"), ("PATH", &path)])
    };
    let proved = with_gh("echo '[{\"verificationResult\":{}}]'");
    assert_eq!(code(&proved), Some(0), "{}", said(&proved));
    assert!(said(&proved).contains("a workflow of someone/gatelint built"), "{}", said(&proved));
    let asked = fs::read_to_string(tools.join("asked")).expect("it was asked");
    assert!(asked.contains("--repo someone/gatelint"), "{asked}");
    let unknown = with_gh("exit 4");
    assert_eq!(code(&unknown), Some(0), "{}", said(&unknown));
    assert!(said(&unknown).contains("is not verified: gh is not signed in"), "{}", said(&unknown));
    for ends in ["echo nobody built that >&2; exit 1", "echo '[]'"] {
        let refused = with_gh(ends);
        assert_eq!(code(&refused), Some(1), "{}", said(&refused));
        assert!(said(&refused).contains("nothing is installed"), "{}", said(&refused));
        assert!(!runner.path("bin").exists());
    }
}

#[test]
fn a_release_that_is_not_there_is_told_from_a_bad_one() {
    let runner = Runner::new();
    let ran = runner.install(&[]);
    assert_eq!(code(&ran), Some(4), "{}", said(&ran));
    assert!(said(&ran).contains("can't be downloaded"), "{}", said(&ran));
}

#[test]
fn a_version_is_no_path() {
    let runner = Runner::new();
    for version in ["../../x", "1 2", ""] {
        let ran = runner.install(&[("GATELINT_VERSION", version)]);
        assert_eq!(code(&ran), Some(2), "{version}: {}", said(&ran));
    }
}

#[test]
fn lines_are_handed_on_and_nothing_in_them_is_run() {
    let runner = Runner::new();
    let spaced = runner.path("repository/two words");
    fs::rename(runner.path("repository/infra"), &spaced).expect("renamed");
    let ran = runner.check(&[
        ("GATELINT_PATHS", "\n  two words\r\n"),
        ("GATELINT_ARGS", "--format=json\n--only-here=$(touch run1)`touch run2`;touch run3"),
    ]);
    assert_eq!(code(&ran), Some(2), "an option that does not exist: {}", said(&ran));
    assert!(said(&ran).contains("--only-here"), "{}", said(&ran));
    let ran = runner.check(&[
        ("GATELINT_PATHS", "two words\n$(touch run4)\n*"),
        ("GATELINT_ARGS", "--format=concise\n--today=2026-11-24"),
        ("GATELINT_OUTPUT", "sarif=one.sarif\nmarkdown=two.md"),
    ]);
    assert_eq!(code(&ran), Some(3), "paths that do not exist: {}", said(&ran));
    assert!(said(&ran).contains("error[pool-overlaps-vnet]"), "{}", said(&ran));
    let mut left: Vec<_> = fs::read_dir(runner.path("repository"))
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name())
        .collect();
    left.sort();
    assert_eq!(left, ["one.sarif", "two words", "two.md"]);
}

#[test]
fn without_paths_everything_is_checked() {
    let runner = Runner::new();
    assert_eq!(code(&runner.check(&[])), Some(1));
    assert_eq!(code(&runner.check(&[("GATELINT_ARGS", "--fail-on=never")])), Some(0));
}

#[test]
fn the_action_installs_checks_annotates_and_summarises() {
    let runner = Runner::new();
    runner.release();
    let action = read("action.yml");
    let step = |number: usize| action["runs"]["steps"][number]["run"].as_str().expect("a script");
    let file = |name: &str| runner.path(name).display().to_string();
    let (on_path, output, summary) = (file("path"), file("output"), file("summary"));
    let (bin, releases) = (file("temporary/bin"), runner.releases());
    let variables = [
        ("GITHUB_ACTIONS", "true"),
        ("GITHUB_ACTION_PATH", env!("CARGO_MANIFEST_DIR")),
        ("GITHUB_PATH", on_path.as_str()),
        ("GITHUB_OUTPUT", output.as_str()),
        ("GITHUB_STEP_SUMMARY", summary.as_str()),
        ("GATELINT_RELEASES", releases.as_str()),
        ("GATELINT_DIR", bin.as_str()),
        ("GATELINT_PATHS", "infra"),
        ("GATELINT_ARGS", "--today=2026-11-24"),
        ("GATELINT_OUTPUT", "sarif=gatelint.sarif"),
    ];
    // How GitHub runs `shell: bash`.
    let shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"];
    let installed = runner.run(&shell, step(0), &variables);
    assert_eq!(code(&installed), Some(0), "{}", said(&installed));
    assert_eq!(fs::read_to_string(&on_path).expect("the path").trim(), bin);
    let program = format!("{bin}/gatelint");
    let checked =
        runner.run(&shell, step(1), &[&variables[..], &[("GATELINT", program.as_str())]].concat());
    assert_eq!(code(&checked), Some(1), "{}", said(&checked));
    assert!(said(&checked).contains("\n::error file=infra/azuredeploy"), "{}", said(&checked));
    assert_eq!(fs::read_to_string(&output).expect("the outputs"), "exit-code=1\n");
    assert!(fs::read_to_string(&summary).expect("a summary").contains("pool-overlaps-vnet"));
    assert!(runner.path("repository/gatelint.sarif").is_file());
}

#[test]
fn the_action_builds_its_own_version_where_there_is_no_release() {
    let runner = Runner::new();
    let cargo = runner.path("cargo");
    fs::write(&cargo, "#!/bin/sh\necho \"cargo $*\"\n").expect("written");
    fs::set_permissions(&cargo, fs::Permissions::from_mode(0o755)).expect("set");
    let action = read("action.yml");
    let script = action["runs"]["steps"][0]["run"].as_str().expect("a script");
    let script = format!("PATH=\"$HOME:$PATH\"\n{script}");
    let on_path = runner.path("path").display().to_string();
    let releases = runner.releases();
    let with = |version| {
        let variables = [
            ("GITHUB_ACTION_PATH", env!("CARGO_MANIFEST_DIR")),
            ("GITHUB_PATH", on_path.as_str()),
            ("GATELINT_VERSION", version),
            ("GATELINT_RELEASES", releases.as_str()),
            ("GATELINT_DIR", "/somewhere/bin"),
        ];
        runner.run(&["bash", "-eo", "pipefail", "-c"], &script, &variables)
    };
    let built = format!(
        "cargo install --locked --quiet --path {} --root /somewhere\n",
        env!("CARGO_MANIFEST_DIR")
    );
    for version in ["", "source", VERSION] {
        let ran = with(version);
        assert_eq!(code(&ran), Some(0), "{version}: {}", said(&ran));
        assert!(said(&ran).contains(&built), "{version}: {}", said(&ran));
    }
    let other = with("99.0.0");
    assert_eq!(code(&other), Some(4), "another version can't be built: {}", said(&other));
    fs::write(runner.release().with_file_name("SHA256SUMS"), "").expect("written");
    let bad = with(VERSION);
    assert_eq!(code(&bad), Some(1), "a bad release is not built around: {}", said(&bad));
}

#[test]
fn the_steps_for_azure_pipelines_annotate_and_write_what_is_published() {
    let runner = Runner::new();
    runner.release();
    let template = read("integrations/azure-pipelines.yml");
    let temporary = runner.path("temporary").display().to_string();
    let releases = runner.releases();
    let set = |step: &Value| -> Vec<(String, String)> {
        let variables = step["env"].as_object().expect("variables").iter();
        let known = [
            ("$(Agent.TempDirectory)", temporary.as_str()),
            ("${{ parameters.version }}", VERSION),
            ("${{ parameters.releases }}", releases.as_str()),
            ("${{ parameters.paths }}", "."),
            ("${{ parameters.args }}", ""),
        ];
        let text = |value: &Value| {
            let value = value.as_str().expect("text").to_owned();
            known.iter().fold(value, |value, (from, to)| value.replace(from, to))
        };
        variables.map(|(name, value)| (name.clone(), text(value))).collect()
    };
    let mut last = None;
    for step in template["steps"].as_array().expect("steps").iter().take(2) {
        let set = set(step);
        let mut variables = vec![("TF_BUILD", "True")];
        variables.extend(set.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        let script = step["bash"].as_str().expect("a script");
        last = Some(runner.run(&["bash", "--noprofile", "--norc", "-c"], script, &variables));
    }
    let checked = last.expect("a step");
    assert_eq!(code(&checked), Some(1), "{}", said(&checked));
    for wanted in [
        "\ngatelint: ##vso[task.logissue type=error;sourcepath=",
        "\ngatelint: ##vso[task.uploadsummary]",
    ] {
        assert!(said(&checked).contains(wanted), "{wanted}: {}", said(&checked));
    }
    assert!(runner.path("temporary/gatelint.xml").is_file());
}

#[test]
fn the_job_for_gitlab_writes_the_report_that_it_keeps() {
    let runner = Runner::new();
    runner.release();
    let job = &read("integrations/gitlab.yml")["gatelint"];
    let (bin, releases) = (runner.path("bin").display().to_string(), runner.releases());
    let program = format!("{bin}/gatelint");
    let mut variables: Vec<(&str, &str)> = job["variables"]
        .as_object()
        .expect("variables")
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str().expect("text")))
        .collect();
    variables.extend([
        ("GATELINT_RELEASES", releases.as_str()),
        ("GATELINT_DIR", bin.as_str()),
        ("GATELINT", program.as_str()),
    ]);
    let lines: Vec<&str> =
        job["script"].as_array().expect("a script").iter().filter_map(Value::as_str).collect();
    let ran = runner.run(&["sh", "-ec"], &lines.join("\n"), &variables);
    assert_eq!(code(&ran), Some(1), "{}", said(&ran));
    let report = fs::read_to_string(runner.path("repository/gl-code-quality-report.json"));
    assert!(report.expect("the report").contains("pool-overlaps-vnet"));
}

#[test]
fn the_hook_checks_the_whole_repository() {
    let runner = Runner::new();
    let hooks = read(".pre-commit-hooks.yaml");
    let hook = &hooks[0];
    assert_eq!(hook["pass_filenames"], false);
    let entry = hook["entry"].as_str().expect("an entry").split(' ').skip(1);
    let arguments = hook["args"].as_array().expect("arguments").iter().filter_map(Value::as_str);
    let ran = Command::new(PROGRAM)
        .args(entry.chain(arguments))
        .current_dir(runner.path("repository"))
        .output()
        .expect("it runs");
    assert_eq!(code(&ran), Some(1), "{}", said(&ran));
}
