//! Makes the Homebrew formula and the winget manifests of a release from their templates and its checksums.

use std::fs;
use std::path::Path;

use crate::project::Project;

const TEMPLATES: [&str; 4] = [
    "homebrew/gatelint.rb",
    "winget/gatelint.yaml",
    "winget/gatelint.installer.yaml",
    "winget/gatelint.locale.en-US.yaml",
];

/// Reads `SHA256SUMS` in the folder of a release, and writes the manifests into `manifests/` beside it.
pub(crate) fn make(root: &Path, release: &Path) -> Result<String, String> {
    let project = Project::read(root)?;
    let sums = release.join("SHA256SUMS");
    let sums = fs::read_to_string(&sums).map_err(|error| format!("{}: {error}", sums.display()))?;
    let checksum = |name: &str| {
        sums.lines().find_map(|line| {
            let (sum, file) = line.split_once(char::is_whitespace)?;
            (file.trim_start().trim_start_matches('*') == name).then(|| sum.to_owned())
        })
    };
    let mut made = Vec::new();
    for template in TEMPLATES {
        let path = root.join("packaging").join(template);
        let text =
            fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let text = project.fill(&text, checksum)?;
        let file = Path::new(template).file_name().expect("a template has a name");
        let name = file.to_string_lossy();
        let name = match name.strip_suffix(".yaml") {
            // Manifests of winget are named after the package.
            Some(_) => format!("{}.{name}", project.owner()),
            None => name.into_owned(),
        };
        let folder = release.join("manifests");
        fs::create_dir_all(&folder)
            .and_then(|()| fs::write(folder.join(&name), text))
            .map_err(|error| format!("manifests/{name}: {error}"))?;
        made.push(format!("manifests/{name}"));
    }
    Ok(format!("made {}", made.join(", ")))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    #[test]
    fn each_archive_of_a_release_is_named_with_its_checksum() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the repository");
        let version = crate::project::Project::read(root).expect("the settings").version;
        let folder = root.join("target/tmp/xtask-manifests");
        fs::create_dir_all(&folder).expect("a folder");
        let archives = [
            "aarch64-apple-darwin.tar.gz",
            "x86_64-apple-darwin.tar.gz",
            "aarch64-unknown-linux-musl.tar.gz",
            "x86_64-unknown-linux-musl.tar.gz",
            "x86_64-pc-windows-msvc.zip",
        ];
        let sums: Vec<String> = archives
            .iter()
            .enumerate()
            .map(|(number, ending)| {
                format!("{}  gatelint-{version}-{ending}", number.to_string().repeat(64))
            })
            .collect();
        let sums = sums.join("\n");
        fs::write(folder.join("SHA256SUMS"), sums).expect("written");
        super::make(root, &folder).expect("made");
        let mut all = String::new();
        for entry in fs::read_dir(folder.join("manifests")).expect("the manifests") {
            let text = fs::read_to_string(entry.expect("an entry").path()).expect("text");
            assert!(!text.contains("{version}") && !text.contains("{sha256"), "{text}");
            all.push_str(&text);
        }
        for number in 0..5 {
            assert!(all.contains(&number.to_string().repeat(64)), "{number}");
        }
        fs::write(folder.join("SHA256SUMS"), "").expect("written");
        assert!(super::make(root, &folder).is_err(), "a release without its archives");
    }
}
