//! Builds for Windows with MinGW, and runs the tests under wine.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::outcome::Outcome;
use crate::programs::{done, lacking, lacking_target, works};
use crate::project::Project;

const TARGET: &str = "x86_64-pc-windows-gnu";

/// What has to be there, and how it comes.
const TOOLS: [(&str, &str); 2] = [
    ("wine", "apt-get install wine64 wine"),
    ("x86_64-w64-mingw32-gcc", "apt-get install gcc-mingw-w64-x86-64"),
];

/// The library that the standard library takes random numbers from, which wine has from version 9 on only.
const RANDOM: &str = r"#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T size) {
    return SystemFunction036(data, (ULONG) size);
}
";

/// The packages whose tests run. Those of the whole program need more than wine has: `xtask` runs programs of the system.
const PACKAGES: [&str; 7] = [
    "gatelint",
    "arm-template",
    "bicep",
    "certificate-diagnosis",
    "terraform-config",
    "traced-values",
    "vpn-client-files",
];

/// Builds the program and its tests, and runs both: the rooms, the command line, fixes, a scan of the mock of Azure.
pub(crate) fn run(root: &Path) -> Result<Outcome, String> {
    if let Some(why) = lacking(&TOOLS).or_else(|| lacking_target(TARGET)) {
        return Ok(Outcome::Skipped(format!("skipped: {why}")));
    }
    let folder = root.join("target").join(TARGET);
    let built = folder.join("debug");
    // Programs find libraries beside themselves.
    for beside in [built.clone(), built.join("deps")] {
        library(&folder, &beside)?;
    }
    let cargo = |arguments: &[&str]| {
        let mut command = Command::new("cargo");
        command.args(arguments).args(["--target", TARGET]).current_dir(root);
        surroundings(&mut command, root);
        command.env("CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUNNER", "wine");
        let status = command.status().map_err(|error| format!("cargo can't be run: {error}"))?;
        status.success().then_some(()).ok_or_else(|| format!("cargo {arguments:?}: {status}"))
    };
    cargo(&["build", "--locked", "--package", "gatelint"])?;
    let program = built.join("gatelint.exe");
    works(root, &Project::read(root)?.version, || {
        let mut command = Command::new("wine");
        surroundings(&mut command, root);
        command.arg(&program);
        command
    })?;
    let packages = PACKAGES.iter().flat_map(|package| ["--package", package]);
    let mut tests = vec!["test", "--locked", "--no-fail-fast", "--lib", "--tests"];
    tests.extend(packages);
    cargo(&tests)?;
    Ok(Outcome::Done("the Windows build works, and its tests pass".to_owned()))
}

/// A wine of its own, which neither asks for what it lacks nor says it.
fn surroundings(command: &mut Command, root: &Path) {
    command
        .env("WINEPREFIX", root.join("target/wine"))
        .env("WINEDEBUG", "-all")
        .env("WINEDLLOVERRIDES", "mscoree=;mshtml=")
        .env_remove("DISPLAY");
}

fn library(folder: &Path, beside: &Path) -> Result<(), String> {
    let words = |error: std::io::Error| format!("{}: {error}", beside.display());
    fs::create_dir_all(beside).map_err(words)?;
    let source = folder.join("random.c");
    fs::write(&source, RANDOM).map_err(words)?;
    let mut compiler = Command::new("x86_64-w64-mingw32-gcc");
    compiler.args(["-shared", "-o"]).arg(beside.join("bcryptprimitives.dll"));
    done(compiler.arg(&source).arg("-ladvapi32")).map(drop)
}
