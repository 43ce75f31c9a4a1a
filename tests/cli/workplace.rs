//! A folder to run the program in.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

/// A gateway whose pool has host bits set, and which offers SSTP: one warning with a safe fix, one without.
pub(crate) const GATEWAY: &str = r#"{
  "type": "Microsoft.Network/virtualNetworkGateways",
  "name": "gw",
  "properties": {
    "vpnClientConfiguration": {
      "vpnClientAddressPool": { "addressPrefixes": ["172.16.201.7/24"] },
      "vpnClientProtocols": ["IkeV2", "SSTP"]
    }
  }
}
"#;

/// The lints of that gateway that the tests are about.
pub(crate) const TWO: [&str; 2] = ["--only", "pool-bad-cidr,sstp-retiring"];

/// A temporary folder.
pub(crate) struct Workplace {
    folder: tempfile::TempDir,
}

/// How a run ended.
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Workplace {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    pub(crate) fn with_gateway() -> Self {
        Self::new().file("gateway.json", GATEWAY)
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn file(self, name: &str, text: &str) -> Self {
        self.put(name, text);
        self
    }

    pub(crate) fn put(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("the folder is made");
        std::fs::write(path, text).expect("the file is written");
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect("the file is there")
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gatelint"));
        command.current_dir(self.folder.path()).args(arguments);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ended {
        let child = started(&mut self.command(arguments));
        Ended::of(&child.wait_with_output().expect("the program ends"))
    }

    /// `gatelint check gateway.json` on a fixed day, with the two lints.
    pub(crate) fn check(&self, arguments: &[&str]) -> Ended {
        let mut all = vec!["check", "gateway.json", "--today", "2026-11-24"];
        all.extend(TWO);
        all.extend(arguments);
        self.run(&all)
    }

    pub(crate) fn pipe(&self, arguments: &[&str], input: &[u8]) -> Ended {
        let mut child = started(self.command(arguments).stdin(Stdio::piped()));
        child.stdin.take().expect("it is a pipe").write_all(input).expect("it is read");
        Ended::of(&child.wait_with_output().expect("the program ends"))
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }
}

/// Starts the program. Now and then wine refuses to with an error of its own, `ERROR_INTERNAL_ERROR`; it is asked again then.
fn started(command: &mut Command) -> Child {
    const WINES_OWN: i32 = 1359;
    const MOST: usize = 5;
    for _ in 1..MOST {
        match command.spawn() {
            Err(error) if cfg!(windows) && error.raw_os_error() == Some(WINES_OWN) => {}
            started => return started.expect("the program starts"),
        }
    }
    command.spawn().expect("the program starts")
}

impl Ended {
    pub(crate) fn of(output: &Output) -> Self {
        Self {
            code: output.status.code().expect("it ends by itself"),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    pub(crate) fn is(&self, code: i32) -> &Self {
        assert_eq!(self.code, code, "out:\n{}\nerr:\n{}", self.out, self.err);
        self
    }

    pub(crate) fn says(&self, words: &str) -> &Self {
        assert!(self.out.contains(words), "'{words}' is not in:\n{}", self.out);
        self
    }

    pub(crate) fn is_silent_on(&self, words: &str) -> &Self {
        assert!(!self.out.contains(words), "'{words}' is in:\n{}", self.out);
        self
    }

    pub(crate) fn complains(&self, words: &str) -> &Self {
        assert!(self.err.contains(words), "'{words}' is not in:\n{}", self.err);
        self
    }
}
