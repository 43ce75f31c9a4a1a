//! Programs: whether they are there, running them, and whether gatelint works.

use std::path::Path;
use std::process::Command;

/// The program says its version, and finds the faults of the example.
pub(crate) fn works(root: &Path, version: &str, start: impl Fn() -> Command) -> Result<(), String> {
    let said = done(start().arg("--version").current_dir(root))?;
    let first = said.lines().next().unwrap_or_default();
    if first != format!("gatelint {version}") {
        return Err(format!("it says that it is {said:?}"));
    }
    let checked = start()
        .args(["check", "examples/hub", "--format", "concise"])
        .current_dir(root)
        .output()
        .map_err(|error| format!("it can't be run: {error}"))?;
    let found = String::from_utf8_lossy(&checked.stdout);
    if checked.status.code() != Some(1) || !found.contains("pool-overlaps-vnet") {
        return Err(format!("checking the example ended with {}: {found}", checked.status));
    }
    Ok(())
}

/// Whether the standard library for a target is installed; a toolchain without rustup has only its own.
pub(crate) fn has_target(target: &str) -> bool {
    let mut rustc = Command::new("rustc");
    let asked = done(rustc.args(["--print", "target-libdir", "--target", target]));
    asked.is_ok_and(|folder| Path::new(folder.trim()).is_dir())
}

/// Runs a command to its end; gives what it printed.
pub(crate) fn done(command: &mut Command) -> Result<String, String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let ended = command.output().map_err(|error| format!("{name} can't be run: {error}"))?;
    if ended.status.success() {
        return Ok(String::from_utf8_lossy(&ended.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&ended.stderr).trim().to_owned();
    Err(format!("{name} ended with {}: {said}", ended.status))
}

/// Whether there is a program of this name on the path.
pub(crate) fn has(name: &str) -> bool {
    let file = if cfg!(windows) { format!("{name}.exe") } else { name.to_owned() };
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(&file).is_file())
}
