//! What every command that checks does: choose the lints, write the reports, decide about the exit code.

use jiff::civil::Date;

use super::arguments::ReportOptions;
use super::{Exit, Streams, output, usage};
use crate::finding::Report;
use crate::lint::Lint;
use crate::run::Request;
use crate::source::Given;

/// What was asked for, understood.
pub(super) struct Reporting<'a> {
    options: &'a ReportOptions,
    lints: Vec<&'static Lint>,
}

impl<'a> Reporting<'a> {
    /// Understands the options; a fault in them is told and ends the command.
    pub(super) fn prepare(
        options: &'a ReportOptions,
        streams: &mut Streams<'_>,
    ) -> std::io::Result<Result<Self, Exit>> {
        let lints = match selected(&options.select, &options.ignore) {
            Ok(lints) => lints,
            Err(message) => return usage(streams, &message).map(Err),
        };
        if let Some(fault) = output::fault(&options.output) {
            return usage(streams, &fault).map(Err);
        }
        Ok(Ok(Self { options, lints }))
    }

    /// A check of these inputs.
    pub(super) fn request(&self, inputs: Vec<Given>) -> Request {
        Request {
            lints: self.lints.clone(),
            ..Request::new(inputs, self.options.today.unwrap_or_else(today))
        }
    }

    /// Writes the reports.
    pub(super) fn write(
        &self,
        report: &Report,
        streams: &mut Streams<'_>,
    ) -> std::io::Result<Exit> {
        output::write(self.options, report, streams)?;
        Ok(exit(self.options, report))
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

fn exit(options: &ReportOptions, report: &Report) -> Exit {
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
