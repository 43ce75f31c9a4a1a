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

/// The first of some tools that isn't there, in a sentence with the way to get it.
pub(crate) fn lacking(tools: &[(&str, &str)]) -> Option<String> {
    let (tool, remedy) = tools.iter().find(|(tool, _)| !has(tool))?;
    Some(format!("{tool} is not installed ({remedy})"))
}

/// The same of the standard library for a target; a toolchain without rustup has only its own.
pub(crate) fn lacking_target(target: &str) -> Option<String> {
    let mut rustc = Command::new("rustc");
    let asked = done(rustc.args(["--print", "target-libdir", "--target", target]));
    let there = asked.is_ok_and(|folder| Path::new(folder.trim()).is_dir());
    (!there).then(|| format!("Rust has no library for {target} (rustup target add {target})"))
}

/// Whether there is a program of this name on the path.
pub(crate) fn has(name: &str) -> bool {
    let file = if cfg!(windows) { format!("{name}.exe") } else { name.to_owned() };
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(&file).is_file())
}

#[cfg(test)]
mod tests {
    use super::{lacking, lacking_target};

    #[test]
    fn what_lacks_is_named_with_its_remedy() {
        assert_eq!(lacking(&[("cargo", "install Rust")]), None);
        let words = "no-such-tool is not installed (apt-get install it)".to_owned();
        let tools = [("cargo", "install Rust"), ("no-such-tool", "apt-get install it")];
        assert_eq!(lacking(&tools), Some(words));
        assert!(lacking_target("no-such-target").is_some_and(|words| words.contains("rustup")));
    }
}
