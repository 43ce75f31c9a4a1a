//! The answers of a scan on disk, to be checked again without Azure.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::files;
use crate::source::azure::{Coverage, Scan, ScanError};

/// The file that says what the others are.
pub(crate) const INDEX: &str = "index.json";
const KIND: &str = "gatelint scan";

/// An index names each answer in some 300 bytes; this is that of a million.
const LARGEST_INDEX: u64 = 512 * 1024 * 1024;

#[derive(Serialize)]
struct ScanIndex<'a> {
    kind: &'static str,
    version: u32,
    tool: &'static str,
    coverage: &'a Coverage,
    answers: Vec<IndexEntry<'a>>,
}

#[derive(Serialize)]
struct IndexEntry<'a> {
    file: &'a str,
    method: &'static str,
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    resource: Option<&'a str>,
    status: u16,
    at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<&'a str>,
}

/// What is read of an earlier index: just enough to tidy up after it.
#[derive(Deserialize)]
struct OldIndex {
    kind: String,
    answers: Vec<OldEntry>,
}

#[derive(Deserialize)]
struct OldEntry {
    file: String,
}

/// Refuses a folder that holds something else, before any request is made.
pub(crate) fn check(folder: &Path) -> Result<(), ScanError> {
    let empty = match fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => true,
        Err(error) => return Err(cannot(folder, &error)),
    };
    if empty || old_index(folder).is_some() {
        return Ok(());
    }
    let reason = "it is not empty, and no earlier scan wrote it".to_owned();
    Err(ScanError::Save { path: folder.to_owned(), reason })
}

/// Writes every answer as it came, and an index. Answers of an earlier scan that have no successor are removed.
pub(crate) fn write(folder: &Path, scan: &Scan) -> Result<(), ScanError> {
    check(folder)?;
    let old = old_index(folder).map(|index| index.answers).unwrap_or_default();
    for answer in &scan.answers {
        put(&folder.join(&answer.name), answer.body.as_bytes())?;
    }
    for entry in
        old.iter().filter(|entry| scan.answers.iter().all(|answer| answer.name != entry.file))
    {
        if let Some(stale) = inside(folder, &entry.file) {
            match fs::remove_file(&stale) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(cannot(&stale, &error));
                }
                _ => {}
            }
        }
    }
    let index = ScanIndex {
        kind: KIND,
        version: 1,
        tool: concat!("gatelint ", env!("CARGO_PKG_VERSION")),
        coverage: &scan.coverage,
        answers: scan
            .answers
            .iter()
            .map(|answer| IndexEntry {
                file: &answer.name,
                method: answer.method,
                path: &answer.path,
                resource: answer.resource.as_deref(),
                status: answer.status,
                at: answer.at,
                request_id: answer.request_id.as_deref(),
            })
            .collect(),
    };
    let path = folder.join(INDEX);
    let mut text =
        serde_json::to_vec_pretty(&index).map_err(|error| cannot(&path, &error.into()))?;
    text.push(b'\n');
    put(&path, &text)
}

fn old_index(folder: &Path) -> Option<OldIndex> {
    let text = files::read(&folder.join(INDEX), LARGEST_INDEX).ok()?;
    serde_json::from_slice(&text).ok().filter(|index: &OldIndex| index.kind == KIND)
}

/// A file below the folder, if that is where the name leads: an index can be anyone's work.
fn inside(folder: &Path, name: &str) -> Option<PathBuf> {
    let plain = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && part.chars().all(|c| {
                c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '~' | '(' | ')')
            })
    };
    let path = folder.join(name);
    (path.extension().is_some_and(|extension| extension == "json") && name.split('/').all(plain))
        .then_some(path)
}

/// Writes beside the file first, so that nobody ever reads half an answer.
fn put(path: &Path, bytes: &[u8]) -> Result<(), ScanError> {
    let write = || {
        let folder = path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(bytes)?;
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    };
    write().map_err(|error: io::Error| cannot(path, &error))
}

fn cannot(path: &Path, error: &io::Error) -> ScanError {
    ScanError::Save { path: path.to_owned(), reason: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_can_not_lead_out_of_its_folder() {
        let folder = Path::new("f");
        assert_eq!(
            inside(folder, "resources/s/a_b~2.json"),
            Some(PathBuf::from("f/resources/s/a_b~2.json"))
        );
        for name in [
            "../x.json",
            "/etc/x.json",
            "a//b.json",
            "a/.git/x.json",
            "C:\\x.json",
            "notes.txt",
            "",
        ] {
            assert_eq!(inside(folder, name), None, "{name:?}");
        }
    }
}
