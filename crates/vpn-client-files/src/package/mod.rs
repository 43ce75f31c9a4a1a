//! The members of a zip, read into memory within bounds. Nothing is unpacked to disk.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

/// What a package may be at the most. A real one has some dozen members and a few megabytes.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Members.
    pub members: usize,
    /// Bytes of one member that is read.
    pub member_bytes: u64,
    /// Bytes of all members that are read.
    pub total_bytes: u64,
}

impl Limits {
    /// What is read unless told otherwise.
    pub const USUAL: Self = Self { members: 1000, member_bytes: 4 << 20, total_bytes: 32 << 20 };
}

/// A member of a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its path in the package, with forward slashes.
    pub path: String,
    /// Its bytes; none of what isn't read, such as an installer.
    pub bytes: Option<Vec<u8>>,
}

/// Why a zip can't be read.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum Fault {
    /// It is no zip, or damaged.
    #[error("the zip can't be read: {0}")]
    Damaged(String),
    /// It has more members than a package.
    #[error("the zip has {count} members, more than the {limit} that are read")]
    TooMany {
        /// How many.
        count: usize,
        /// The bound.
        limit: usize,
    },
    /// A member would be written outside the folder that it is unpacked to.
    #[error(
        "the member '{0}' leads out of the folder that it is unpacked to: the zip is no profile package"
    )]
    LeadsOut(String),
    /// A member is encrypted.
    #[error("the member '{0}' is encrypted: unpack the zip and check the folder")]
    Encrypted(String),
    /// A member is larger than is read.
    #[error("the member '{path}' unpacks to more than the {limit} bytes that are read")]
    TooLarge {
        /// The member.
        path: String,
        /// The bound.
        limit: u64,
    },
    /// Its members together are larger than is read.
    #[error("the members of the zip unpack to more than the {0} bytes that are read in all")]
    TooLargeInAll(u64),
    /// A zip in the zip.
    #[error(
        "the member '{0}' is a zip itself, and is not looked into: unpack the outer one and check that"
    )]
    Nested(String),
    /// Two members have the same path, and programs differ in which they take.
    #[error("the zip has two members '{0}': it is no profile package as it is downloaded")]
    Twice(String),
}

/// Whether bytes begin as a zip does.
#[must_use]
pub fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// The members of a zip; `wanted` says of a path whether its bytes are read.
///
/// # Errors
/// When it is damaged, or more or other than a profile package is.
pub fn members(
    bytes: &[u8],
    limits: Limits,
    wanted: impl Fn(&str) -> bool,
) -> Result<Vec<Member>, Fault> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let count = archive.len();
    if count > limits.members {
        return Err(Fault::TooMany { count, limit: limits.members });
    }
    let mut members: Vec<Member> = Vec::new();
    let mut left = limits.total_bytes;
    for at in 0..count {
        let file = archive.by_index_raw(at).map_err(|error| damaged(&error))?;
        let (path, is_folder, is_encrypted) = (
            plain_path(&file.name().map_err(|error| damaged(&error))?)?,
            file.is_dir(),
            file.encrypted(),
        );
        drop(file);
        if is_folder {
            continue;
        }
        if members.iter().any(|member| member.path.eq_ignore_ascii_case(&path)) {
            return Err(Fault::Twice(path));
        }
        if is_encrypted {
            return Err(Fault::Encrypted(path));
        }
        if path.to_ascii_lowercase().ends_with(".zip") {
            return Err(Fault::Nested(path));
        }
        let bytes = if wanted(&path) {
            let limit = limits.member_bytes.min(left);
            let file = archive.by_index(at).map_err(|error| damaged(&error))?;
            let mut bytes = Vec::new();
            // The size that the archive claims is not believed.
            file.take(limit + 1)
                .read_to_end(&mut bytes)
                .map_err(|error| Fault::Damaged(format!("'{path}': {error}")))?;
            if bytes.len() as u64 > limit {
                return Err(if limit < limits.member_bytes {
                    Fault::TooLargeInAll(limits.total_bytes)
                } else {
                    Fault::TooLarge { path, limit }
                });
            }
            left -= bytes.len() as u64;
            Some(bytes)
        } else {
            None
        };
        members.push(Member { path, bytes });
    }
    Ok(members)
}

fn damaged(error: &ZipError) -> Fault {
    Fault::Damaged(error.to_string())
}

/// More characters of a stranger's path than a message repeats.
const LONGEST_PATH: usize = 200;

/// A path with forward slashes, if it stays below where the archive is unpacked.
fn plain_path(name: &str) -> Result<String, Fault> {
    let path = name.replace('\\', "/");
    let shown = || path.chars().take(LONGEST_PATH).collect::<String>();
    let has_drive = path.as_bytes().get(1) == Some(&b':');
    if path.starts_with('/') || has_drive || path.split('/').any(|part| part == "..") {
        return Err(Fault::LeadsOut(shown()));
    }
    if path.contains(char::is_control) || path.chars().count() > LONGEST_PATH {
        return Err(Fault::Damaged(format!("a member has the name {:?}", shown())));
    }
    Ok(path.trim_start_matches("./").to_owned())
}

#[cfg(test)]
mod tests;
