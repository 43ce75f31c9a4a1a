//! `gatelint check`.

use std::path::Path;

use clap::ValueEnum;
use jiff::civil::Date;

use super::arguments::{CheckOptions, FailOn, Format};
use super::{Exit, Streams, settings, show_settings, usage, watch};
use crate::baseline::Baseline;
use crate::config::Settings;
use crate::finding::Report;
use crate::fix::{self, Fixed};
use crate::lint::Lint;
use crate::report::{self, TextOptions};
use crate::run::{self, Request};
use crate::select;
use crate::source::{self, Given};

/// The largest file that is read unless something else is said, in MiB.
pub(super) const FALLBACK_SIZE: u64 = Request::MAX_BYTES >> 20;

/// Checks, reports, and decides about the exit code.
pub(super) fn run(options: &CheckOptions, streams: &mut Streams<'_>) -> std::io::Result<Exit> {
    let stdin = options.paths.iter().filter(|path| is_stdin(path)).count();
    if stdin > 1 || (stdin > 0 && options.watch) {
        return usage(streams, "standard input can be read only once");
    }
    if options.fixing.unsafe_too && !options.fixing.fix && !options.fixing.diff {
        return usage(streams, "--unsafe goes with --fix or --diff");
    }
    if options.watch { watch::run(options, streams) } else { once(options, streams) }
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// One check with everything around it.
pub(super) fn once(options: &CheckOptions, streams: &mut Streams<'_>) -> std::io::Result<Exit> {
    let first = options.paths.first().map(std::path::PathBuf::as_path);
    let settings = match settings::load(&options.settings, first, streams)? {
        Ok(settings) => settings,
        Err(exit) => return Ok(exit),
    };
    let lints = match select::lints(options.selection.choice(), &settings) {
        Ok(lints) => lints,
        Err(unknown) => return usage(streams, &unknown.to_string()),
    };
    if options.show_settings {
        let page = show_settings::toml(options, &settings, lints.len());
        streams.out.write_all(page.as_bytes())?;
        return Ok(Exit::Clean);
    }
    let baseline = match options.baseline.baseline.as_deref().map(Baseline::read).transpose() {
        Ok(baseline) => baseline,
        Err(error) => return usage(streams, &error.to_string()),
    };
    let fail_on = options.fail_on.or_else(|| set_fail_on(&settings)).unwrap_or_default();
    let request = request(options, settings, lints);
    let mark = |report: &mut Report| {
        if let Some(baseline) = &baseline {
            baseline.apply(report, &request.lints);
        }
    };
    if options.fixing.fix || options.fixing.diff {
        let request = match with_stdin_read(&request) {
            Ok(request) => request,
            Err(error) => return unreadable(streams, &error.to_string()),
        };
        let fixed = fix::fix(&request, options.fixing.unsafe_too, &mark);
        return finish_fixing(options, fail_on, &fixed, streams);
    }
    let mut report = run::check(&request);
    mark(&mut report);
    finish(options, fail_on, &report, streams)
}

fn set_fail_on(settings: &Settings) -> Option<FailOn> {
    FailOn::from_str(settings.fail_on.as_deref()?, false).ok()
}

fn request(options: &CheckOptions, settings: Settings, lints: Vec<&'static Lint>) -> Request {
    let inputs = options.paths.iter().map(|path| {
        if is_stdin(path) {
            Given::Stdin(options.stdin_name.clone())
        } else {
            Given::Path(path.clone())
        }
    });
    let today = options.today.or(settings.today).unwrap_or_else(today);
    Request {
        parameters: options.deployment.parameters.clone(),
        values: options.deployment.values.clone(),
        scope: options.deployment.scope(&settings.deployed_to),
        lints,
        thresholds: settings.thresholds(),
        rules: settings.rules,
        templates: settings.templates,
        max_bytes: options.max_size.or(settings.max_size).unwrap_or(FALLBACK_SIZE) << 20,
        ..Request::new(inputs.collect(), today)
    }
}

/// The day by the system's clock, in UTC.
pub(super) fn today() -> Date {
    jiff::tz::TimeZone::UTC.to_datetime(jiff::Timestamp::now()).date()
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

fn unreadable(streams: &mut Streams<'_>, message: &str) -> std::io::Result<Exit> {
    writeln!(streams.err, "error: {message}")?;
    Ok(Exit::Unreadable)
}

/// Writes or shows what was mended, and reports what remains.
fn finish_fixing(
    options: &CheckOptions,
    fail_on: FailOn,
    fixed: &Fixed,
    streams: &mut Streams<'_>,
) -> std::io::Result<Exit> {
    if options.fixing.diff {
        streams.out.write_all(fix::patch(fixed).as_bytes())?;
        return Ok(match exit(options, fail_on, &fixed.report) {
            Exit::Unreadable => Exit::Unreadable,
            _ if fixed.files.is_empty() => Exit::Clean,
            _ => Exit::Findings,
        });
    }
    for file in &fixed.files {
        if let Err(error) = fix::write(file) {
            return unreadable(streams, &error.to_string());
        }
    }
    if !options.paths.iter().any(|path| is_stdin(path)) {
        return finish(options, fail_on, &fixed.report, streams);
    }
    // Standard output takes the text, so that the command can stand in a pipe; the report goes beside it.
    streams.out.write_all(fixed.stdin.as_deref().unwrap_or_default())?;
    streams.err.write_all(written(options, &fixed.report, false).as_bytes())?;
    Ok(exit(options, fail_on, &fixed.report))
}

/// Reports, and keeps the findings for later when that is asked for.
fn finish(
    options: &CheckOptions,
    fail_on: FailOn,
    report: &Report,
    streams: &mut Streams<'_>,
) -> std::io::Result<Exit> {
    let exit = exit(options, fail_on, report);
    if let Some(path) =
        options.baseline.write_baseline.as_deref().filter(|_| exit != Exit::Unreadable)
    {
        let baseline = Baseline::of(report);
        if let Err(error) = baseline.write(path) {
            return usage(streams, &error.to_string());
        }
        let findings = if baseline.len() == 1 { "finding" } else { "findings" };
        writeln!(streams.err, "wrote {} {findings} to {}", baseline.len(), path.display())?;
        return Ok(Exit::Clean);
    }
    streams.out.write_all(written(options, report, streams.colour).as_bytes())?;
    Ok(exit)
}

fn written(options: &CheckOptions, report: &Report, colour: bool) -> String {
    let text = TextOptions {
        concise: options.format == Format::Concise,
        colour,
        verbose: options.verbose,
        quiet: options.quiet,
    };
    match options.format {
        Format::Json if options.statistics => report::statistics_json(report),
        _ if options.statistics => report::statistics(report),
        Format::Text | Format::Concise => report::text(report, text),
        Format::Json => report::json(report),
    }
}

fn exit(options: &CheckOptions, fail_on: FailOn, report: &Report) -> Exit {
    if report.unreadable || report.checked.sources == 0 {
        return Exit::Unreadable;
    }
    let least = fail_on.least();
    let failed = report.findings.iter().any(|finding| {
        finding.suppressed.is_none() && least.is_some_and(|least| finding.severity >= least)
    });
    if failed || (options.fail_on_unevaluated && !report.not_evaluated.is_empty()) {
        Exit::Findings
    } else {
        Exit::Clean
    }
}
