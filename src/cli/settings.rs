//! Which settings hold for a command.

use std::path::Path;

use super::arguments::SettingsOptions;
use super::exit::Exit;
use crate::config::{self, Settings, SettingsError, SettingsFault, SettingsFile};
use crate::console::Streams;
use crate::files::Boundary;
use crate::{report, select};

/// The settings for what lies at a path; what is wrong with them is said.
pub(super) fn load(
    options: &SettingsOptions,
    first: Option<&Path>,
    streams: &Streams,
) -> std::io::Result<Result<Settings, Exit>> {
    match read(options, first) {
        Ok(settings) => Ok(Ok(settings)),
        Err(error) => {
            let words = report::settings(&error, streams.err.look());
            streams.err.styled_words(&words)?;
            Ok(Err(Exit::Usage))
        }
    }
}

fn read(options: &SettingsOptions, first: Option<&Path>) -> Result<Settings, SettingsError> {
    if options.isolated {
        return Ok(Settings::default());
    }
    let here = Path::new(".");
    let start = first.filter(|path| path.as_os_str() != "-").unwrap_or(here);
    let (file, passed_over) = if let Some(path) = &options.config {
        (SettingsFile::read(path)?, Vec::new())
    } else {
        let config::SettingsSearch { path, passed_over } = config::find(start);
        let Some(path) = path else {
            return Ok(Settings { passed_over, ..Settings::default() });
        };
        // The folder that it lies in counts as given, but not what it leads to.
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let boundary = Boundary::around([start, folder.unwrap_or(here)]);
        (SettingsFile::read_within(&boundary, &path)?, passed_over)
    };
    Ok(Settings { passed_over, ..Settings::of(file, unknown_lints)? })
}

fn unknown_lints(settings: &Settings) -> Vec<SettingsFault> {
    let fault = |(range, unknown): (_, select::UnknownName)| SettingsFault {
        message: format!("there is no lint '{}'", unknown.name),
        help: Some(unknown.near.map_or_else(
            || "gatelint lints lists the ids and categories".to_owned(),
            |near| format!("did you mean '{near}'?"),
        )),
        range,
    };
    select::unknown_names(settings).into_iter().map(fault).collect()
}
