//! The `bicep` command, which makes JSON of Bicep files.

mod complaint;
mod literals;
mod statements;
mod wait;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};
use std::time::Duration;

use serde::Deserialize;

pub use complaint::Complaint;
pub use literals::without_literals;
pub use statements::{Using, modules, using};

/// How long one file may take.
const PATIENCE: Duration = Duration::from_secs(60);
/// How many bytes of output are read.
const LARGEST: u64 = 64 << 20;

/// What kind of Bicep file something is, by its ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BicepFile {
    /// `.bicep`: a template or a module.
    Template,
    /// `.bicepparam`: parameters.
    Parameters,
}

impl BicepFile {
    /// The kind of a file; none when it is no Bicep file.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?;
        if ending.eq_ignore_ascii_case("bicep") {
            Some(Self::Template)
        } else if ending.eq_ignore_ascii_case("bicepparam") {
            Some(Self::Parameters)
        } else {
            None
        }
    }
}

/// The command as it was found.
#[derive(Clone, Debug)]
pub struct Bicep {
    program: PathBuf,
    patience: Duration,
    largest: u64,
}

/// What the command makes of a parameters file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CompiledParameters {
    /// The parameters as the text of a JSON parameters file.
    #[serde(rename = "parametersJson")]
    pub parameters: String,
    /// The text of the template that they are for, where it is a file or a module.
    #[serde(rename = "templateJson", default)]
    pub template: Option<String>,
    /// The id of the template that they are for, where it is a template spec.
    #[serde(rename = "templateSpecId", default)]
    pub template_spec: Option<String>,
}

/// Why there is no JSON of a Bicep file.
#[derive(Debug, thiserror::Error)]
pub enum BicepError {
    /// The command is not there: whoever runs gatelint has to install it.
    #[error("bicep is not on PATH: install it, or check the JSON that `bicep build` writes")]
    Missing,
    /// The system can't run the command.
    #[error("bicep can't be run: {0}")]
    Start(#[from] std::io::Error),
    /// It takes too long, be it by the file or by the command.
    #[error("bicep did not end within {} s", .0.as_secs())]
    TooLong(Duration),
    /// It writes too much.
    #[error("bicep wrote more than the {0} bytes that are read")]
    TooLarge(u64),
    /// It refuses the file.
    #[error("{0}")]
    Refused(Complaint),
    /// It does not write what it is known to write.
    #[error("bicep build-params wrote no JSON with parametersJson in it: {0}")]
    Form(serde_json::Error),
}

impl Bicep {
    /// The command on the `PATH` of this process.
    ///
    /// # Errors
    /// When there is none.
    pub fn on_path() -> Result<Self, BicepError> {
        Self::within(&std::env::var_os("PATH").unwrap_or_default())
    }

    /// The command in the first of these folders that has it. Folders are whole paths: what lies in the folder that
    /// is worked in is never run.
    fn within(folders: &OsStr) -> Result<Self, BicepError> {
        let name = format!("bicep{}", std::env::consts::EXE_SUFFIX);
        std::env::split_paths(folders)
            .filter(|folder| folder.is_absolute())
            .map(|folder| folder.join(&name))
            .find(|program| is_program(program))
            .map(|program| Self { program, patience: PATIENCE, largest: LARGEST })
            .ok_or(BicepError::Missing)
    }

    /// The ARM template that a `.bicep` file stands for.
    ///
    /// # Errors
    /// When the command fails, takes too long or writes too much.
    pub fn build(&self, file: &Path) -> Result<Vec<u8>, BicepError> {
        self.run("build", file)
    }

    /// The parameters that a `.bicepparam` file stands for, and their template.
    ///
    /// # Errors
    /// When the command fails, takes too long, writes too much or something else.
    pub fn build_params(&self, file: &Path) -> Result<CompiledParameters, BicepError> {
        let output = self.run("build-params", file)?;
        serde_json::from_slice(&output).map_err(BicepError::Form)
    }

    fn run(&self, subcommand: &str, file: &Path) -> Result<Vec<u8>, BicepError> {
        // A name that begins with a dash would be taken for an option.
        let dashed = file.as_os_str().as_encoded_bytes().starts_with(b"-");
        let file = if dashed { &Path::new(".").join(file) } else { file };
        let mut command = Command::new(&self.program);
        command.arg(subcommand).arg("--stdout").arg(file);
        let ended = wait::run(&mut command, self.patience, self.largest)?;
        if ended.status.success() {
            return Ok(ended.out);
        }
        let words = String::from_utf8_lossy(&ended.err);
        let complaint = Complaint::read(subcommand, file, &words)
            .unwrap_or_else(|| Complaint::silent(subcommand, &how(ended.status)));
        Err(BicepError::Refused(complaint))
    }
}

fn how(status: ExitStatus) -> String {
    status
        .code()
        .map_or_else(|| "was stopped".to_owned(), |code| format!("ended with exit code {code}"))
}

#[cfg(unix)]
fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    path.metadata().is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(path: &Path) -> bool {
    path.is_file()
}

#[cfg(all(test, unix))]
mod tests {
    use std::ffi::OsStr;
    use std::os::unix::fs::PermissionsExt as _;
    use std::path::Path;
    use std::time::Duration;

    use super::{Bicep, BicepError, BicepFile};

    /// A folder with a program named `bicep`, and the command that is found there.
    fn stand_in(script: &str) -> (tempfile::TempDir, Bicep) {
        let folder = tempfile::tempdir().expect("a folder");
        let program = folder.path().join("bicep");
        // Another program writes it: a file that this one has open for writing, in any thread, can't be run.
        let written = std::process::Command::new("sh")
            .args(["-c", "printf '#!/bin/sh\\n%s\\n' \"$2\" > \"$1\" && chmod 755 \"$1\"", "sh"])
            .arg(&program)
            .arg(script)
            .status();
        assert!(written.expect("sh runs").success());
        let found = Bicep::within(folder.path().as_os_str()).expect("it is there");
        (folder, found)
    }

    #[test]
    fn the_ending_tells_the_kind() {
        assert_eq!(BicepFile::of(Path::new("a/main.BICEP")), Some(BicepFile::Template));
        assert_eq!(BicepFile::of(Path::new("main.prod.bicepparam")), Some(BicepFile::Parameters));
        assert_eq!(BicepFile::of(Path::new("bicep")), None);
    }

    #[test]
    fn only_programs_in_whole_folders_are_found() {
        let (folder, _) = stand_in("exit 0");
        let program = folder.path().join("bicep");
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o644))
            .expect("it may not be run");
        let missing = |folders: &OsStr| matches!(Bicep::within(folders), Err(BicepError::Missing));
        assert!(missing(folder.path().as_os_str()));
        assert!(missing(OsStr::new("")) && missing(OsStr::new(".:src")));
    }

    #[test]
    fn a_command_that_hangs_is_given_up() {
        let (_folder, bicep) = stand_in("exec sleep 600");
        let hasty = Bicep { patience: Duration::from_millis(100), ..bicep };
        assert!(matches!(hasty.build(Path::new("main.bicep")), Err(BicepError::TooLong(_))));
        // Nor is it waited for when it closes its output, or leaves the pipe to another program.
        let (_folder, bicep) = stand_in("exec sleep 600 >&- 2>&-");
        let hasty = Bicep { patience: Duration::from_millis(100), ..bicep };
        assert!(matches!(hasty.build(Path::new("main.bicep")), Err(BicepError::TooLong(_))));
        let (_folder, bicep) = stand_in("sleep 5 & exit 0");
        let hasty = Bicep { patience: Duration::from_millis(100), ..bicep };
        assert!(matches!(hasty.build(Path::new("main.bicep")), Err(BicepError::TooLong(_))));
    }

    #[test]
    fn output_is_bounded() {
        let (_folder, bicep) = stand_in("while :; do echo {}; done");
        let strict = Bicep { largest: 1000, ..bicep };
        assert!(matches!(strict.build(Path::new("main.bicep")), Err(BicepError::TooLarge(1000))));
    }

    #[test]
    fn a_long_list_of_complaints_does_not_block() {
        let (_folder, bicep) = stand_in(
            "i=0; while [ $i -lt 40000 ]; do echo 'a line of some forty characters, or so' >&2; i=$((i+1)); done; cat; echo '{}'",
        );
        assert_eq!(bicep.build(Path::new("main.bicep")).expect("it ends"), b"{}\n");
    }

    #[test]
    fn the_file_is_one_argument() {
        let (_folder, bicep) = stand_in("printf '%s|' \"$@\"");
        let odd = bicep.build(Path::new("a b;$(x).bicep")).expect("it ends");
        assert_eq!(odd, b"build|--stdout|a b;$(x).bicep|");
        let dashed = bicep.build(Path::new("--stdin.bicep")).expect("it ends");
        assert_eq!(dashed, b"build|--stdout|./--stdin.bicep|");
    }

    #[test]
    fn both_forms_of_parameters_are_read() {
        let (_folder, bicep) = stand_in(r#"echo '{"parametersJson":"{}","templateJson":"[]"}'"#);
        let read = bicep.build_params(Path::new("a.bicepparam")).expect("JSON");
        assert_eq!((read.parameters.as_str(), read.template.as_deref()), ("{}", Some("[]")));
        let (_folder, bicep) = stand_in(r#"echo '{"parametersJson":"{}"}'"#);
        let read = bicep.build_params(Path::new("a.bicepparam")).expect("JSON");
        assert_eq!((read.template, read.template_spec), (None, None));
        let (_folder, bicep) = stand_in("echo '{}'");
        let none = bicep.build_params(Path::new("a.bicepparam"));
        assert!(matches!(none, Err(BicepError::Form(_))));
    }

    #[test]
    fn a_command_that_fails_without_a_word_is_told() {
        let (_folder, bicep) = stand_in("exit 7");
        let error = bicep.build(Path::new("main.bicep")).expect_err("it fails");
        assert_eq!(error.to_string(), "bicep build ended with exit code 7");
    }
}
