//! Reading a file: a regular one only, of bounded size.

use std::fs::{File, Metadata};
use std::io::Read;
use std::path::Path;

use super::whole::is_device;

/// Why a file could not be read.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// There is nothing at the path, or it may not be read.
    #[error("{}", io_words(.0))]
    Io(#[from] std::io::Error),
    /// A pattern that no shell has expanded, since nothing fits it.
    #[error("no file matches this pattern")]
    NothingFits,
    /// What Windows makes of a path in quotation marks that ends with a backslash.
    #[error(
        "the path contains a quotation mark: remove the backslash before the closing quotation mark"
    )]
    Quoted,
    /// What lies there may never end, or does something when it is opened.
    #[error("it is {0}, and gatelint reads only regular files")]
    NotRegular(&'static str),
    /// It was not named, and lies where only what is named is read.
    #[error(
        "it is outside the checked folders and the repository around them, so gatelint doesn't read it"
    )]
    Outside,
    /// The file is larger than is read.
    #[error("the file has {size} bytes, more than the limit of {limit}")]
    TooLarge {
        /// Its size in bytes.
        size: u64,
        /// The bound in bytes.
        limit: u64,
    },
}

fn io_words(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        // A name that can't be. Elsewhere it means names that are too long.
        std::io::ErrorKind::InvalidFilename if cfg!(windows) => "no such file or folder".to_owned(),
        std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}

/// Reads a regular file of at most `limit` bytes.
///
/// # Errors
/// When it can't be read, is a pipe, a device or a socket, or is too large.
pub fn read(path: &Path, limit: u64) -> Result<Vec<u8>, FileError> {
    let file = open(path)?;
    let size = file.metadata()?.len();
    if size > limit {
        return Err(FileError::TooLarge { size, limit });
    }
    read_all(file, size, limit)
}

/// Opens a regular file, to be read piece by piece.
///
/// # Errors
/// When it can't be opened, or is a pipe, a device or a socket.
pub fn open(path: &Path) -> Result<File, FileError> {
    // Opening a pipe waits for somebody to write to it, so look first. Look again at what was opened: it may have been
    // exchanged meanwhile.
    if cfg!(windows) && is_device(path) {
        return Err(FileError::NotRegular("a device"));
    }
    regular(&path.metadata().map_err(|error| absent(path, error, cfg!(windows)))?)?;
    let file = File::open(path)?;
    regular(&file.metadata()?)?;
    Ok(file)
}

/// Why there is nothing at a path: of some names it shows what was meant.
fn absent(path: &Path, error: std::io::Error, windows: bool) -> FileError {
    let is_absent = match error.kind() {
        std::io::ErrorKind::NotFound => true,
        // Elsewhere it means names that are too long.
        std::io::ErrorKind::InvalidFilename => windows,
        _ => false,
    };
    let name = path.to_string_lossy();
    let name = name.strip_prefix(r"\\?\").unwrap_or(&name);
    if is_absent && windows && name.contains('"') {
        FileError::Quoted
    } else if is_absent && name.contains(['*', '?']) {
        FileError::NothingFits
    } else {
        FileError::Io(error)
    }
}

/// Reads standard input up to `limit` bytes.
///
/// # Errors
/// When it can't be read or is too large.
pub fn read_stdin(limit: u64) -> Result<Vec<u8>, FileError> {
    read_all(std::io::stdin().lock(), 0, limit)
}

fn read_all(from: impl Read, expected: u64, limit: u64) -> Result<Vec<u8>, FileError> {
    let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or_default() + 1);
    from.take(limit + 1).read_to_end(&mut bytes)?;
    let size = bytes.len() as u64;
    if size > limit { Err(FileError::TooLarge { size, limit }) } else { Ok(bytes) }
}

fn regular(data: &Metadata) -> Result<(), FileError> {
    if data.is_file() { Ok(()) } else { Err(FileError::NotRegular(kind(data.file_type()))) }
}

/// What people call something that is no regular file.
pub(super) fn kind(kind: std::fs::FileType) -> &'static str {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt as _;
        if kind.is_fifo() {
            return "a pipe";
        }
        if kind.is_socket() {
            return "a socket";
        }
        if kind.is_block_device() || kind.is_char_device() {
            return "a device";
        }
    }
    if kind.is_dir() { "a folder" } else { "not a regular file" }
}

#[cfg(test)]
mod tests {
    use std::io::{Error, ErrorKind};
    use std::path::Path;

    use super::{FileError, absent};

    #[test]
    fn patterns_and_quotation_marks_are_told_from_files_that_are_not_there() {
        let of = |path: &str, kind, windows| absent(Path::new(path), Error::from(kind), windows);
        let (none, bad) = (ErrorKind::NotFound, ErrorKind::InvalidFilename);
        assert!(matches!(of("infra/*.json", none, false), FileError::NothingFits));
        assert!(matches!(of(r"infra\*.json", bad, true), FileError::NothingFits));
        assert!(matches!(of(r#"C:\infra""#, bad, true), FileError::Quoted));
        assert!(matches!(of(r#"a"b"#, none, false), FileError::Io(_)));
        assert!(matches!(of("infra/*.json", bad, false), FileError::Io(_)), "too long");
        assert!(matches!(of("*.json", ErrorKind::PermissionDenied, true), FileError::Io(_)));
        assert!(matches!(of(r"\\?\C:\infra", none, true), FileError::Io(_)));
    }
}

#[cfg(all(test, unix))]
mod unix_tests {
    use super::{FileError, read};

    #[test]
    fn only_regular_files_within_the_bound_are_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("file");
        std::fs::write(&file, "four").expect("written");
        assert_eq!(read(&file, 4).expect("read"), b"four");
        assert!(matches!(read(&file, 3), Err(FileError::TooLarge { size: 4, limit: 3 })));
        assert!(matches!(read(folder.path(), 9), Err(FileError::NotRegular("a folder"))));
        let device = std::path::Path::new("/dev/zero");
        assert!(matches!(read(device, 9), Err(FileError::NotRegular("a device"))));
        let socket = folder.path().join("socket");
        let _listener = std::os::unix::net::UnixListener::bind(&socket).expect("a socket");
        assert!(matches!(read(&socket, 9), Err(FileError::NotRegular("a socket"))));
    }
}
