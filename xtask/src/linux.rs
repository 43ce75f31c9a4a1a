//! Builds for Linux on other terms than this machine's: static, and for arm64 under qemu.

use std::path::Path;
use std::process::Command;

use crate::outcome::Outcome;
use crate::programs::{done, has, lacking, lacking_target, works};
use crate::project::Project;

/// A target, how it is linked, and what runs it.
struct Target {
    name: &'static str,
    compiler: &'static str,
    remedy: &'static str,
    emulator: Option<&'static str>,
}

const TARGETS: [Target; 2] = [
    Target {
        name: "x86_64-unknown-linux-musl",
        compiler: "musl-gcc",
        remedy: "apt-get install musl-tools",
        emulator: None,
    },
    Target {
        name: "aarch64-unknown-linux-gnu",
        compiler: "aarch64-linux-gnu-gcc",
        remedy: "apt-get install gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user-static",
        emulator: Some("qemu-aarch64-static"),
    },
];

/// Builds each and lets it check the example.
pub(crate) fn run(root: &Path) -> Result<Outcome, String> {
    let version = Project::read(root)?.version;
    let parts = TARGETS.iter().map(|it| (it.name.to_owned(), attempt(root, &version, it)));
    Outcome::of_parts(parts)
}

fn attempt(root: &Path, version: &str, target: &Target) -> Result<Outcome, String> {
    let tools = [Some(target.compiler), target.emulator];
    let tools: Vec<_> = tools.into_iter().flatten().map(|tool| (tool, target.remedy)).collect();
    if let Some(why) = lacking(&tools).or_else(|| lacking_target(target.name)) {
        return Ok(Outcome::Skipped(why));
    }
    let variable = target.name.replace('-', "_");
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--locked", "--package", "gatelint", "--target", target.name]);
    cargo.env(format!("CC_{variable}"), target.compiler);
    if target.emulator.is_some() {
        let linker = format!("CARGO_TARGET_{}_LINKER", variable.to_uppercase());
        cargo.env(linker, target.compiler);
    }
    let status = cargo.current_dir(root).status();
    let status = status.map_err(|error| format!("cargo can't be run: {error}"))?;
    if !status.success() {
        return Err(format!("cargo build ended with {status}"));
    }
    let program = root.join("target").join(target.name).join("debug/gatelint");
    works(root, version, || match target.emulator {
        Some(emulator) => {
            let mut command = Command::new(emulator);
            // Where Debian puts the libraries of that machine.
            command.args(["-L", "/usr/aarch64-linux-gnu"]).arg(&program);
            command
        }
        None => Command::new(&program),
    })?;
    if target.emulator.is_none() && has("readelf") {
        let headers = done(Command::new("readelf").arg("--program-headers").arg(&program))?;
        if headers.contains("INTERP") {
            return Err("it is not static".to_owned());
        }
    }
    Ok(Outcome::Done("it works".to_owned()))
}
