//! Where reports go: standard output, files, and the page of a run.

use std::io::{Error, Write as _};
use std::path::{Path, PathBuf};

use super::arguments::{Format, ReportOptions};
use crate::console::{Integration, Look, PrintedLanguage, Streams};
use crate::files;
use crate::finding::Report;
use crate::report::{self, TextOptions};

/// What GitHub Actions takes for the summary of a step is 1 MiB; earlier commands of the step may have used some.
const STEP_SUMMARY: usize = 900 << 10;

/// Writes every report that is asked for, and what the continuous integration takes besides.
pub(super) fn write(
    options: &ReportOptions,
    report: &Report,
    streams: &Streams,
) -> std::io::Result<()> {
    let integration = streams.surroundings.integration;
    let text = text_options(options, streams.out.look());
    let (main, language) = main_report(options, report, text);
    streams.out.document(&main, language)?;
    if options.format.is_none() && !streams.surroundings.terminal {
        let annotations = match integration {
            Some(Integration::GitHub) => report::github(report),
            Some(Integration::Azure) => report::azure(report),
            Some(Integration::GitLab) | None => String::new(),
        };
        streams.out.document(&annotations, PrintedLanguage::Commands)?;
    }
    for (format, file) in &options.output {
        let plain = TextOptions { look: Look::default(), ..text };
        save(file, render(*format, report, plain).as_bytes())
            .map_err(|error| about(file, &error))?;
        if *format == Format::Markdown && integration == Some(Integration::Azure) {
            let whole = std::path::absolute(file)?;
            let command = report::azure_summary(&whole.display().to_string());
            streams.out.document(&command, PrintedLanguage::Commands)?;
        }
    }
    match &streams.surroundings.step_summary {
        Some(file) => {
            append(file, &report::markdown_within(report, options.group_by, STEP_SUMMARY))
                .map_err(|error| about(file, &error))
        }
        None => Ok(()),
    }
}

/// The report on standard error, where standard output takes something else.
pub(super) fn beside(
    options: &ReportOptions,
    report: &Report,
    streams: &Streams,
) -> std::io::Result<()> {
    let text = text_options(options, streams.err.look());
    let (main, language) = main_report(options, report, text);
    streams.err.document(&main, language)
}

/// A document of JSON on standard output.
pub(super) fn write_json(streams: &Streams, value: &serde_json::Value) -> std::io::Result<()> {
    streams.out.document(&format!("{value:#}\n"), PrintedLanguage::Json)
}

fn text_options(options: &ReportOptions, look: Look) -> TextOptions {
    TextOptions {
        concise: false,
        look,
        verbose: options.verbose,
        quiet: options.quiet,
        group_by: options.group_by,
    }
}

fn main_report(
    options: &ReportOptions,
    report: &Report,
    text: TextOptions,
) -> (String, PrintedLanguage) {
    match options.format.unwrap_or(Format::Text) {
        Format::Json if options.statistics => {
            (report::statistics_json(report), PrintedLanguage::Json)
        }
        _ if options.statistics => (report::statistics(report), PrintedLanguage::Plain),
        format => (render(format, report, text), language(format)),
    }
}

fn language(format: Format) -> PrintedLanguage {
    match format {
        Format::Text | Format::Concise => PrintedLanguage::Text,
        Format::Markdown | Format::Csv => PrintedLanguage::Plain,
        Format::Json | Format::Sarif | Format::Gitlab => PrintedLanguage::Json,
        Format::Junit | Format::Html => PrintedLanguage::Xml,
        Format::Github | Format::Azure => PrintedLanguage::Commands,
    }
}

fn render(format: Format, report: &Report, text: TextOptions) -> String {
    match format {
        Format::Text => report::text(report, text),
        Format::Concise => report::text(report, TextOptions { concise: true, ..text }),
        Format::Json => report::json(report),
        Format::Sarif => report::sarif(report),
        Format::Junit => report::junit(report),
        Format::Github => report::github(report),
        Format::Azure => report::azure(report),
        Format::Gitlab => report::gitlab(report),
        Format::Markdown => report::markdown(report, text.group_by),
        Format::Csv => report::csv(report),
        Format::Html => report::html(report, text.group_by),
    }
}

/// What is wrong with the files that are asked for, told before anything is checked.
pub(super) fn fault(outputs: &[(Format, PathBuf)]) -> Option<String> {
    for (at, (_, file)) in outputs.iter().enumerate() {
        let name = file.display();
        if file.as_os_str() == "-" {
            return Some(
                "--output writes files; use --format to set the format on standard output"
                    .to_owned(),
            );
        }
        if file.is_dir() {
            return Some(format!("--output: {name} is a folder"));
        }
        if !folder(file).is_dir() {
            return Some(format!(
                "--output: there is no folder {} for {name}",
                folder(file).display()
            ));
        }
        if outputs[..at].iter().any(|(_, earlier)| earlier == file) {
            return Some(format!("--output: two reports go to {name}"));
        }
    }
    None
}

fn folder(file: &Path) -> &Path {
    match file.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    }
}

/// Writes a file as a whole or not at all. What is no ordinary file, such as a pipe, is written to as it is.
fn save(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    // The file that a symbolic link leads to is written, not the link.
    let is_device = cfg!(windows) && files::is_device(file);
    let named = || file.to_owned();
    let file = if is_device { named() } else { files::canonical(file).unwrap_or_else(|_| named()) };
    let existing = std::fs::metadata(&file).ok();
    if is_device || existing.as_ref().is_some_and(|found| !found.is_file()) {
        return std::fs::OpenOptions::new().write(true).open(&file)?.write_all(bytes);
    }
    let mut builder = tempfile::Builder::new();
    builder.prefix(".gatelint-");
    // Others may read a report as they may read any new file: the system's mask decides.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut new = builder.tempfile_in(folder(&file))?;
    new.write_all(bytes)?;
    if let Some(found) = existing {
        new.as_file().set_permissions(found.permissions())?;
    }
    new.persist(&file)?;
    Ok(())
}

fn append(file: &Path, text: &str) -> std::io::Result<()> {
    let mut open = std::fs::OpenOptions::new().append(true).create(true).open(file)?;
    open.write_all(text.as_bytes())
}

fn about(file: &Path, error: &Error) -> Error {
    Error::new(error.kind(), format!("{}: {error}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::{Format, fault, save};

    #[test]
    fn files_are_replaced_as_a_whole() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("report.json");
        save(&file, b"longer than the next").expect("written");
        save(&file, b"short").expect("written");
        assert_eq!(std::fs::read(&file).expect("read"), b"short");
        assert_eq!(
            std::fs::read_dir(folder.path()).expect("a folder").count(),
            1,
            "nothing is left beside it"
        );
    }

    #[cfg(unix)]
    #[test]
    fn links_and_devices_stay_what_they_are() {
        let folder = tempfile::tempdir().expect("a folder");
        let (file, link) = (folder.path().join("real"), folder.path().join("link"));
        std::fs::write(&file, "old").expect("written");
        std::os::unix::fs::symlink(&file, &link).expect("a link");
        save(&link, b"new").expect("written");
        assert!(link.symlink_metadata().expect("a link").is_symlink());
        assert_eq!(std::fs::read(&file).expect("read"), b"new");
        save(std::path::Path::new("/dev/null"), b"x").expect("written");
        assert!(!std::fs::metadata("/dev/null").expect("a device").is_file());
    }

    #[test]
    fn faults_are_told_before_the_check() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| (Format::Json, folder.path().join(name));
        assert_eq!(fault(&[at("a"), at("b"), (Format::Csv, "c.csv".into())]), None);
        assert!(fault(&[at("none/a")]).is_some_and(|fault| fault.contains("there is no folder")));
        assert!(fault(&[at("a"), at("a")]).is_some_and(|fault| fault.contains("two reports")));
        assert!(fault(&[at("")]).is_some_and(|fault| fault.contains("is a folder")));
    }
}
