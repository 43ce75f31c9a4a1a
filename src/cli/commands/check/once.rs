//! One check, or one fixing, with everything around it.

use std::path::{Path, PathBuf};

use super::show_settings;
use crate::cli::arguments::CheckOptions;
use crate::cli::exit::Exit;
use crate::cli::output;
use crate::cli::reporting::{FALLBACK_SIZE, Reporting};
use crate::console::Streams;
use crate::finding::Report;
use crate::fix::{self, Fixed};
use crate::report::ticket_of_report;
use crate::run::{self, Request};
use crate::source::{self, Given};
use crate::visible::is_hidden;

pub(crate) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// One check with everything around it; `read` takes the files that it looked into.
pub(crate) fn once(
    options: &CheckOptions,
    streams: &Streams,
    read: &mut Vec<PathBuf>,
) -> std::io::Result<Exit> {
    let first = options.paths.first().map(PathBuf::as_path);
    let reporting = match Reporting::prepare(&options.report, first, streams)? {
        Ok(reporting) => reporting,
        Err(exit) => return Ok(exit),
    };
    if options.show_settings {
        let page = show_settings::toml(options, &reporting.settings, reporting.lints.len());
        streams.out.plain(&page)?;
        return Ok(Exit::Clean);
    }
    let request = request(options, &reporting);
    if options.fixing.fix || options.fixing.diff {
        let request = match with_stdin_read(&request) {
            Ok(request) => request,
            Err(error) => return unreadable(streams, &error.to_string()),
        };
        let mark = |report: &mut Report| reporting.mark(report);
        let progress = reporting.progress("checking and fixing", streams);
        let fixed = fix::fix(&request, options.fixing.unsafe_too, &mark);
        drop(progress);
        return finish_fixing(options, &reporting, request, &fixed, streams);
    }
    let progress = reporting.progress("checking", streams);
    let earlier = match reporting.earlier(&request, streams)? {
        Ok(earlier) => earlier,
        Err(exit) => return Ok(exit),
    };
    let mut report = run::check(&request);
    let names = report.sources.ids().map(|id| PathBuf::from(report.sources.name(id)));
    read.extend(names.filter(|path| path.is_file()));
    reporting.mark(&mut report);
    if let Some(earlier) = earlier {
        earlier.mark(&mut report);
    }
    drop(progress);
    if options.ticket {
        streams.out.plain(&ticket_of_report(&report))?;
        return Ok(reporting.exit(&report));
    }
    reporting.finish(&report, streams)
}

fn request(options: &CheckOptions, reporting: &Reporting<'_>) -> Request {
    let inputs = options.paths.iter().map(|path| {
        if is_stdin(path) {
            Given::Stdin(options.stdin_name.clone())
        } else {
            Given::Path(path.clone())
        }
    });
    let settings = &reporting.settings;
    let against = options.against.iter().map(|path| {
        if is_stdin(path) {
            Given::Stdin(options.stdin_name.clone())
        } else {
            Given::Path(path.clone())
        }
    });
    Request {
        against: against.collect(),
        gateway: options.gateway.clone(),
        parameters: options.deployment.parameters.clone(),
        values: options.deployment.values.clone(),
        scope: options.deployment.scope(&settings.deployed_to),
        max_bytes: options.max_size.or(settings.max_size).unwrap_or(FALLBACK_SIZE) << 20,
        ..reporting.request(inputs.collect())
    }
}

/// The request with the bytes of standard input in it: they are checked more than once.
fn with_stdin_read(request: &Request) -> Result<Request, source::FileError> {
    let mut request = request.clone();
    for given in &mut request.inputs {
        if let Given::Stdin(name) = given {
            let bytes = source::read_stdin(request.max_bytes)?;
            *given = Given::Bytes { name: name.clone(), bytes };
        }
    }
    Ok(request)
}

fn unreadable(streams: &Streams, message: &str) -> std::io::Result<Exit> {
    writeln!(streams.err, "error: {message}")?;
    Ok(Exit::Unreadable)
}

/// Writes or shows what was fixed, and reports what remains.
fn finish_fixing(
    options: &CheckOptions,
    reporting: &Reporting<'_>,
    mut request: Request,
    fixed: &Fixed,
    streams: &Streams,
) -> std::io::Result<Exit> {
    for name in &fixed.unnamed {
        writeln!(streams.err, "error: {name} was not changed: its name is not UTF-8")?;
    }
    if options.fixing.diff {
        let patch = fix::patch(fixed);
        streams.out.plain(&patch)?;
        if patch.chars().any(|letter| is_hidden(letter) && !"\n\r\t".contains(letter)) {
            writeln!(
                streams.err,
                "note: the diff shows invisible characters as escapes; use --fix instead of applying it"
            )?;
        }
        return Ok(match reporting.exit(&fixed.report) {
            _ if !fixed.unnamed.is_empty() => Exit::Unreadable,
            Exit::Unreadable => Exit::Unreadable,
            _ if fixed.files.is_empty() => Exit::Clean,
            _ => Exit::Findings,
        });
    }
    let mut unwritten = Vec::new();
    for file in &fixed.files {
        if let Err(error) = fix::write(file) {
            writeln!(streams.err, "error: {error}")?;
            unwritten.push(file);
        }
    }
    let again = (!unwritten.is_empty()).then(|| {
        for given in &mut request.inputs {
            if let (Given::Bytes { bytes, .. }, Some(after)) = (given, &fixed.stdin) {
                bytes.clone_from(after);
            }
        }
        let mut report = run::check(&request);
        reporting.mark(&mut report);
        report.fixed = fixed.without(&unwritten);
        report
    });
    let report = again.as_ref().unwrap_or(&fixed.report);
    let exit = if options.paths.iter().any(|path| is_stdin(path)) {
        // Standard output takes the text, so that the command can stand in a pipe; the report goes beside it.
        streams.out.bytes(fixed.stdin.as_deref().unwrap_or_default())?;
        output::beside(&options.report, report, streams)?;
        reporting.exit(report)
    } else {
        reporting.finish(report, streams)?
    };
    let whole = fixed.unnamed.is_empty() && unwritten.is_empty();
    Ok(if whole { exit } else { Exit::Unreadable })
}
