//! The arguments that the command line takes.

mod cert;
mod check;
mod command_line;
mod deployment;
mod expand;
mod explain;
mod patterns;
mod refused;
mod report;
#[cfg(feature = "live")]
mod scan;

pub(crate) use cert::{CertOptions, Print, RoleName};
pub(crate) use check::CheckOptions;
pub use command_line::Arguments;
pub(crate) use command_line::{
    ClientReportOptions, Command, CompletionsOptions, ManOptions, ReportedSystem,
};
pub(crate) use expand::{ExpandFormat, ExpandOptions};
pub(crate) use explain::{ExplainOptions, ListOptions};
pub use refused::{colour_asked, refused};
pub(crate) use report::{FailOn, Format, ListFormat, ReportOptions, SettingsOptions};
#[cfg(feature = "live")]
pub(crate) use scan::ScanArguments;
