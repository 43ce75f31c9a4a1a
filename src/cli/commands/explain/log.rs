//! `gatelint explain --file LOG` and `gatelint explain -`.

use std::path::Path;

use serde_json::json;

use super::page::{registered, width};
use crate::cli::arguments::{ExplainOptions, ListFormat};
use crate::cli::exit::{Exit, usage};
use crate::cli::output::write_json;
use crate::console::Streams;
use crate::files;
use crate::report;
use crate::symptom::{LogDiagnosis, read_log};

/// Whether logs are asked about, and not a word.
pub(crate) fn is_asked(options: &ExplainOptions) -> bool {
    !options.file.is_empty() || options.words == ["-"]
}

/// Reads the logs and says what they show.
pub(crate) fn run(options: &ExplainOptions, streams: &Streams) -> std::io::Result<Exit> {
    let stdin = Path::new("-");
    let mut paths: Vec<&Path> = options.file.iter().map(std::path::PathBuf::as_path).collect();
    if options.words == ["-"] {
        paths.push(stdin);
    }
    if paths.iter().filter(|path| **path == stdin).count() > 1 {
        return usage(streams, "standard input can be read only once");
    }
    let mut logs: Vec<(String, LogDiagnosis)> = Vec::new();
    let mut unread = false;
    for path in paths {
        let name = if path == stdin { "<stdin>".to_owned() } else { path.display().to_string() };
        match read(path, stdin) {
            Ok(log) if log.lines == 0 => {
                unread = true;
                writeln!(streams.err, "error: {name}: the file is empty")?;
            }
            Ok(log) => logs.push((name, log)),
            Err(why) => {
                unread = true;
                writeln!(streams.err, "error: {name}: {why}")?;
            }
        }
    }
    match options.format {
        ListFormat::Text if options.ticket => {
            let pages: Vec<String> =
                logs.iter().map(|(name, log)| report::ticket_of_log(name, log)).collect();
            streams.out.plain(&pages.join("\n"))?;
        }
        ListFormat::Json => {
            let all = logs.iter().map(|(name, log)| {
                report::log_json(name, log, |symptom| registered(symptom).to_json())
            });
            write_json(streams, &json!({ "version": 1, "logs": all.collect::<Vec<_>>() }))?;
        }
        ListFormat::Text => {
            for (at, (name, log)) in logs.iter().enumerate() {
                let between = if at > 0 { "\n" } else { "" };
                let page = report::log(name, log, width(streams));
                streams.out.plain(&format!("{between}{page}"))?;
            }
        }
    }
    Ok(if unread {
        Exit::Unreadable
    } else if logs.iter().any(|(_, log)| log.has_cause()) {
        Exit::Clean
    } else {
        Exit::Findings
    })
}

fn read(path: &Path, stdin: &Path) -> Result<LogDiagnosis, files::FileError> {
    if path == stdin {
        return Ok(read_log(std::io::stdin().lock())?);
    }
    Ok(read_log(files::open(path)?)?)
}
