//! `gatelint client-report`: the script that a help desk sends to a user.

use super::arguments::{ClientReportOptions, ReportedSystem};
use super::{Exit, Streams};
use vpn_client_files::report::{Platform, script};

/// Prints the script.
pub(super) fn run(options: &ClientReportOptions, streams: &Streams) -> std::io::Result<Exit> {
    let platform = match options.os {
        ReportedSystem::Windows => Platform::Windows,
        ReportedSystem::Macos => Platform::MacOs,
        ReportedSystem::Linux => Platform::Linux,
    };
    streams.out.bytes(script(platform, options.check_reachability).as_bytes())?;
    Ok(Exit::Clean)
}
