//! Says who owns the repository, once: in `Cargo.toml`, and from there in every page and template.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::project::Project;

/// Puts a new owner in the place of the one that `Cargo.toml` names, in every file of the repository.
pub(crate) fn set(root: &Path, owner: &str) -> Result<String, String> {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
    if owner.is_empty() || !owner.chars().all(plain) {
        return Err("an owner on GitHub has letters, digits and hyphens".to_owned());
    }
    let project = Project::read(root)?;
    let (old, new) = (format!("{}/gatelint", project.owner()), format!("{owner}/gatelint"));
    let mut changed = 0;
    for name in naming(root, &old)? {
        let path = root.join(&name);
        let text = fs::read_to_string(&path).map_err(|error| format!("{name}: {error}"))?;
        fs::write(&path, text.replace(&old, &new)).map_err(|error| format!("{name}: {error}"))?;
        changed += 1;
    }
    Ok(format!("{new} stands in the place of {old} in {changed} files"))
}

/// The files under version control that have a text in them.
fn naming(root: &Path, text: &str) -> Result<Vec<String>, String> {
    let found = Command::new("git")
        .args(["grep", "--files-with-matches", "-I", "--fixed-strings", text])
        .current_dir(root)
        .output()
        .map_err(|error| format!("git can't be run: {error}"))?;
    Ok(String::from_utf8_lossy(&found.stdout).lines().map(str::to_owned).collect())
}
