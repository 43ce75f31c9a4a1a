//! Scans by the program itself: reports, terminals, folders of saved answers.

#[cfg(target_os = "linux")]
mod big_page;
mod saved_scan;
mod scan_binary;
#[cfg(target_os = "linux")]
mod scan_reports;
#[cfg(target_os = "linux")]
mod scan_terminal;
