//! `gatelint check`.

use jiff::civil::Date;

use super::arguments::CheckOptions;
use super::{Exit, Streams, output, usage};
use crate::finding::Report;
use crate::lint::Lint;
use crate::run::{self, Request};
use crate::source::Given;

/// Checks, reports, and decides about the exit code.
pub(super) fn run(options: &CheckOptions, streams: &mut Streams<'_>) -> std::io::Result<Exit> {
    let lints = match selected(&options.select, &options.ignore) {
        Ok(lints) => lints,
        Err(message) => return usage(streams, &message),
    };
    if let Some(fault) = output::fault(&options.output) {
        return usage(streams, &fault);
    }
    let request = request(options, lints);
    let report = run::check(&request);
    output::write(options, &report, streams)?;
    Ok(exit(options, &report))
}

fn request(options: &CheckOptions, lints: Vec<&'static Lint>) -> Request {
    let inputs = options.paths.iter().map(|path| {
        if path.as_os_str() == "-" {
            Given::Stdin(options.stdin_name.clone())
        } else {
            Given::Path(path.clone())
        }
    });
    Request {
        parameters: options.deployment.parameters.clone(),
        values: options.deployment.values.clone(),
        scope: options.deployment.scope(),
        lints,
        max_bytes: options.max_size << 20,
        ..Request::new(inputs.collect(), options.today.unwrap_or_else(today))
    }
}

/// The day by the system's clock, in UTC.
pub(super) fn today() -> Date {
    jiff::tz::TimeZone::UTC.to_datetime(jiff::Timestamp::now()).date()
}

/// The lints to run; a name that is none is an error with the nearest one.
pub(super) fn selected(select: &[String], ignore: &[String]) -> Result<Vec<&'static Lint>, String> {
    for name in select.iter().chain(ignore) {
        if crate::lints::find(name).is_none() {
            let nearest = super::explain::nearest(name)
                .map_or_else(String::new, |id| format!("; did you mean {id}?"));
            return Err(format!("there is no lint '{name}'{nearest}"));
        }
    }
    let named = |names: &[String], lint: &Lint| names.iter().any(|name| name == lint.id);
    let wanted: Vec<_> = if select.is_empty() {
        crate::lints::usual().collect()
    } else {
        crate::lints::ALL.iter().copied().filter(|lint| named(select, lint)).collect()
    };
    Ok(wanted.into_iter().filter(|lint| !named(ignore, lint)).collect())
}

fn exit(options: &CheckOptions, report: &Report) -> Exit {
    if report.unreadable || report.checked.sources == 0 {
        return Exit::Unreadable;
    }
    let least = options.fail_on.least();
    let failed = report.findings.iter().any(|finding| {
        finding.suppressed.is_none() && least.is_some_and(|least| finding.severity >= least)
    });
    if failed || (options.fail_on_unevaluated && !report.not_evaluated.is_empty()) {
        Exit::Findings
    } else {
        Exit::Clean
    }
}
