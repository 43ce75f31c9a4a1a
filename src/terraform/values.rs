//! Values of the root module's variables, in the order in which Terraform reads them.

use std::path::{Path, PathBuf};

use terraform_config::syntax::{Attribute, read, read_json_values};
use traced_values::Problem;

use super::modules::Disk;

/// The values that Terraform reads by itself in a folder: `terraform.tfvars`, `terraform.tfvars.json`, and the files
/// that end in `.auto.tfvars` or `.auto.tfvars.json` by their names. Of several values of one name the last one counts.
pub(super) fn automatic(folder: &Path, disk: &Disk<'_>) -> (Vec<Attribute>, Vec<Problem>) {
    let mut files: Vec<PathBuf> = ["terraform.tfvars", "terraform.tfvars.json"]
        .iter()
        .map(|name| folder.join(name))
        .filter(|path| path.exists())
        .collect();
    let mut more: Vec<PathBuf> = std::fs::read_dir(folder)
        .map(|entries| entries.filter_map(Result::ok).map(|entry| entry.path()).collect())
        .unwrap_or_default();
    more.retain(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.ends_with(".auto.tfvars") || name.ends_with(".auto.tfvars.json")
    });
    more.sort();
    files.extend(more);
    let (mut values, mut problems) = (Vec::new(), Vec::new());
    for path in files {
        let Ok(bytes) = disk.bytes(&path) else { continue };
        let id = disk.add(&path, bytes);
        let text = {
            let sources = disk.sources().lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            sources.get(id).text.clone()
        };
        let read = if path.extension().is_some_and(|end| end == "json") {
            super::json(&text, id).map(|node| read_json_values(&node))
        } else {
            read(&text, id).map(|body| body.attributes)
        };
        match read {
            Ok(read) => values.extend(read),
            Err(problem) => problems.push(problem),
        }
    }
    (values, problems)
}
