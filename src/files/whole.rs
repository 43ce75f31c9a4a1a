//! Whole paths with links followed, written as people write them on every system.

use std::path::{Component, Path, PathBuf};

/// The whole path of what lies at a path, links followed.
///
/// Windows answers with paths such as `\\?\C:\infra`, which neither people nor other programs write, and which differ from
/// `C:\infra` when they are compared. They are handed on without that prefix wherever it makes no difference.
///
/// # Errors
/// When there is nothing at it, or it may not be looked at.
pub fn canonical(path: &Path) -> std::io::Result<PathBuf> {
    let whole = match path.canonicalize() {
        // Drives that Windows knows no other name of refuse to say where something is, though it can be read.
        Err(_) if cfg!(windows) && path.symlink_metadata().is_ok() => return followed(path, LINKS),
        whole => whole?,
    };
    if cfg!(windows)
        && let Some(plain) = whole.to_str().and_then(without_prefix)
    {
        return Ok(PathBuf::from(plain));
    }
    Ok(whole)
}

/// So many links lead from one to the next at most.
const LINKS: usize = 40;

/// The whole path, each link on the way followed by itself.
fn followed(path: &Path, links: usize) -> std::io::Result<PathBuf> {
    let mut real = PathBuf::new();
    for component in std::path::absolute(path)?.components() {
        if component == Component::ParentDir {
            // No link is left in it.
            real.pop();
            continue;
        }
        real.push(component);
        // What stands for a drive or a share is nothing by itself.
        let is_name = matches!(component, Component::Normal(_));
        if is_name && real.symlink_metadata()?.is_symlink() {
            let to = std::fs::read_link(&real)?;
            real.pop();
            let left =
                links.checked_sub(1).ok_or_else(|| std::io::Error::other("too many links"))?;
            real = followed(&real.join(to), left)?;
        }
    }
    Ok(real)
}

/// A path of Windows without the prefix that keeps it from being interpreted, where it means the same without. Names of any
/// length do: the standard library puts the prefix before long ones itself.
pub(super) fn without_prefix(path: &str) -> Option<String> {
    let rest = path.strip_prefix(r"\\?\")?;
    let (plain, names) = if let Some(share) = rest.strip_prefix(r"UNC\") {
        (format!(r"\\{share}"), share)
    } else {
        let (drive, names) = rest.split_once('\\')?;
        let is_drive = matches!(drive.as_bytes(), [letter, b':'] if letter.is_ascii_alphabetic());
        is_drive.then(|| (rest.to_owned(), names))?
    };
    let as_written = |name: &str| {
        !name.ends_with(['.', ' ']) && !name.contains('/') && !is_device(Path::new(name))
    };
    (names.is_empty() || names.split('\\').all(as_written)).then_some(plain)
}

/// Whether Windows takes a path for a device, whatever lies in its folder: `NUL`, `con.json`.
///
/// Names as in <https://learn.microsoft.com/windows/win32/fileio/naming-a-file#naming-conventions>.
#[must_use]
pub fn is_device(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let stem = name.split(['.', ':']).next().unwrap_or_default().trim_end_matches(' ');
    let stem = stem.to_ascii_uppercase();
    let numbered = ["COM", "LPT"].iter().any(|port| {
        stem.strip_prefix(port).is_some_and(|number| {
            let mut signs = number.chars();
            matches!((signs.next(), signs.next()), (Some('1'..='9' | '¹' | '²' | '³'), None))
        })
    });
    numbered || ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].contains(&stem.as_str())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{LINKS, canonical, followed, is_device, without_prefix};

    #[test]
    fn links_are_followed_one_by_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        std::fs::create_dir_all(at("real/inner")).expect("made");
        std::fs::write(at("real/inner/file"), "").expect("written");
        let whole = |name: &str| followed(&at(name), LINKS);
        let same = canonical(&at("real/inner/file")).expect("there");
        assert_eq!(whole("real/inner/file").expect("there"), same);
        assert!(whole("real/none").is_err());
        #[cfg(unix)]
        {
            let link = |to: &str, name: &str| {
                std::os::unix::fs::symlink(to, at(name)).expect("a link");
            };
            link("real", "one");
            link("../one/inner", "real/two");
            link("around", "around");
            assert_eq!(whole("one/two/file").expect("there"), same);
            assert!(whole("around").is_err(), "it never ends");
        }
    }

    #[test]
    fn the_prefix_of_windows_goes_where_it_makes_no_difference() {
        let plain = |path: &str| without_prefix(path);
        assert_eq!(plain(r"\\?\C:\infra\hub.json").as_deref(), Some(r"C:\infra\hub.json"));
        assert_eq!(plain(r"\\?\C:\").as_deref(), Some(r"C:\"));
        assert_eq!(
            plain(r"\\?\UNC\server\share\a.json").as_deref(),
            Some(r"\\server\share\a.json")
        );
        let long = format!(r"\\?\C:\{}\a.json", "n".repeat(300));
        assert_eq!(plain(&long).as_deref(), long.strip_prefix(r"\\?\"));
        for path in [
            r"C:\infra",
            r"\\server\share",
            r"\\?\Volume{b75e2c83-0000-0000-0000-602f00000000}\a",
            r"\\?\C:\infra\nul.json",
            r"\\?\C:\infra.\a",
            r"\\?\C:\infra \a",
            r"\\?\C:\a/b",
        ] {
            assert_eq!(plain(path), None, "{path}");
        }
    }

    #[test]
    fn names_of_devices_are_known_with_any_ending() {
        for name in ["NUL", "nul", "con.json", "COM1", "lpt¹.txt", "aux ", "CONOUT$", "a/prn.cer"]
        {
            assert!(is_device(Path::new(name)), "{name}");
        }
        for name in ["null", "console.json", "COM", "COM10", "COM0", "hub.json", "", "nul/hub.json"]
        {
            assert!(!is_device(Path::new(name)), "{name}");
        }
    }
}
