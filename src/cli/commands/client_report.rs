//! `gatelint client-report`: the script that a help desk sends to a user.

use crate::cli::arguments::{ClientReportOptions, ReportedSystem};
use crate::cli::exit::Exit;
use crate::console::Streams;
use vpn_client_files::report::{Platform, script};

/// Prints the script.
pub(crate) fn run(options: &ClientReportOptions, streams: &Streams) -> std::io::Result<Exit> {
    let platform = match options.os {
        ReportedSystem::Windows => Platform::Windows,
        ReportedSystem::Macos => Platform::MacOs,
        ReportedSystem::Linux => Platform::Linux,
    };
    streams.out.bytes(script(platform, options.check_reachability).as_bytes())?;
    Ok(Exit::Clean)
}
