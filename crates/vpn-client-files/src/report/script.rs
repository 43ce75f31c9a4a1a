//! The scripts that write reports: one for PowerShell, one for the shells of macOS and Linux.

/// Whose script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Platform {
    /// Windows, for PowerShell 5.1 and 7.
    Windows,
    /// macOS, for its shell.
    MacOs,
    /// Linux, for any POSIX shell.
    Linux,
}

const WINDOWS: &str = include_str!("windows.ps1");
const POSIX: &str = include_str!("posix.sh");

/// The script for a system. With `reachability` it also tries to reach what lists of revoked certificates are loaded from,
/// and the servers of the connections, without being told so when it is run.
#[must_use]
pub fn script(platform: Platform, reachability: bool) -> String {
    let (text, off, on) = match platform {
        Platform::Windows => {
            (WINDOWS, "$askNetwork = $CheckReachability.IsPresent", "$askNetwork = $true")
        }
        Platform::MacOs | Platform::Linux => {
            (POSIX, "check_reachability=no", "check_reachability=yes")
        }
    };
    if reachability { text.replacen(off, on, 1) } else { text.to_owned() }
}
