//! What every command that checks does: read the settings, choose the lints, write the reports, decide about the exit code.

use std::path::Path;
use std::time::Duration;

use clap::ValueEnum;
use jiff::civil::Date;

use super::arguments::{FailOn, ReportOptions};
use super::exit::{Exit, usage};
use super::{output, settings};
use crate::baseline::Baseline;
use crate::config::Settings;
use crate::console::ProgressLine;
use crate::console::Streams;
use crate::counts::counted;
use crate::files;
use crate::finding::{PassedOver, Report};
use crate::lint::Lint;
use crate::run::Request;
use crate::select;
use crate::since::Earlier;
use crate::source::Given;

/// The largest file that is read unless something else is said, in MiB.
pub(super) const FALLBACK_SIZE: u64 = Request::MAX_BYTES >> 20;

/// How long nothing moves on a terminal before something is said.
const QUIET_TIME: Duration = Duration::from_millis(500);

/// What was asked for, understood.
pub(super) struct Reporting<'a> {
    options: &'a ReportOptions,
    /// The settings that hold.
    pub(super) settings: Settings,
    /// The lints that run.
    pub(super) lints: Vec<&'static Lint>,
    baseline: Option<Baseline>,
    fail_on: FailOn,
}

impl<'a> Reporting<'a> {
    /// Understands the options, with the settings for what lies at `first`; a fault in them is told and ends the command.
    pub(super) fn prepare(
        options: &'a ReportOptions,
        first: Option<&Path>,
        streams: &Streams,
    ) -> std::io::Result<Result<Self, Exit>> {
        let settings = match settings::load(&options.settings, first, streams)? {
            Ok(settings) => settings,
            Err(exit) => return Ok(Err(exit)),
        };
        let lints = match select::lints(options.selection.choice(), &settings) {
            Ok(lints) => lints,
            Err(unknown) => return usage(streams, &unknown.to_string()).map(Err),
        };
        if let Some(fault) = output::fault(&options.output) {
            return usage(streams, &fault).map(Err);
        }
        let baseline = match options.baseline.baseline.as_deref().map(Baseline::read).transpose() {
            Ok(baseline) => baseline,
            Err(error) => return usage(streams, &error.to_string()).map(Err),
        };
        let set = || FailOn::from_str(settings.fail_on.as_deref()?, false).ok();
        let fail_on = options.fail_on.or_else(set).unwrap_or_default();
        Ok(Ok(Self { options, settings, lints, baseline, fail_on }))
    }

    /// A check of these inputs.
    pub(super) fn request(&self, inputs: Vec<Given>) -> Request {
        let given = self.options.today.or(self.settings.today);
        let request = Request::new(inputs, given.unwrap_or_else(today));
        let request = if given.is_some() { request } else { request.at(jiff::Timestamp::now()) };
        Request {
            lints: self.lints.clone(),
            thresholds: self.settings.thresholds(),
            rules: self.settings.rules.clone(),
            templates: self.settings.templates.clone(),
            passed_over: self.passed_over(),
            modules: self.settings.bicep_modules.clone(),
            ..request
        }
    }

    /// The line that moves while something takes long, unless nothing but findings is wanted.
    pub(super) fn progress(&self, words: &str, streams: &Streams) -> Option<ProgressLine> {
        (!self.options.quiet).then(|| streams.progress(words, QUIET_TIME))
    }

    /// Reads what the findings are to be compared with; a fault in it is told and ends the command.
    pub(super) fn earlier(
        &self,
        request: &Request,
        streams: &Streams,
    ) -> std::io::Result<Result<Option<Earlier>, Exit>> {
        let earlier = self.options.since.as_deref().map(|path| Earlier::read(path, request));
        match earlier.transpose() {
            Ok(earlier) => Ok(Ok(earlier)),
            Err(error) => usage(streams, &error.to_string()).map(Err),
        }
    }

    /// What has the name of a settings file, and is no file.
    fn passed_over(&self) -> Vec<PassedOver> {
        let passed = self.settings.passed_over.iter().map(|path| PassedOver {
            source: files::display(path),
            reason: "it is not a regular file; its settings don't apply".to_owned(),
            missed: false,
        });
        passed.collect()
    }

    /// Marks what the baseline knows.
    pub(super) fn mark(&self, report: &mut Report) {
        if let Some(baseline) = &self.baseline {
            baseline.apply(report, &self.lints);
        }
    }

    /// Writes the reports, or keeps the findings for later when that is asked for.
    pub(super) fn finish(&self, report: &Report, streams: &Streams) -> std::io::Result<Exit> {
        let exit = self.exit(report);
        let keep = self.options.baseline.write_baseline.as_deref();
        if let Some(path) = keep.filter(|_| exit != Exit::Unreadable) {
            let baseline = Baseline::of(report);
            if let Err(error) = baseline.write(path) {
                return usage(streams, &error.to_string());
            }
            if !self.options.quiet {
                let findings = counted(baseline.len(), "finding");
                writeln!(streams.err, "wrote {findings} to {}", path.display())?;
            }
            return Ok(Exit::Clean);
        }
        output::write(self.options, report, streams)?;
        if let Some(why) = &report.nothing_checked {
            writeln!(streams.err, "error: nothing was checked: {why}")?;
        }
        Ok(exit)
    }

    /// How the command ends.
    pub(super) fn exit(&self, report: &Report) -> Exit {
        if report.unreadable {
            return Exit::Unreadable;
        }
        let least = self.fail_on.least();
        let failed = report.findings.iter().any(|finding| {
            finding.suppressed.is_none() && least.is_some_and(|least| finding.severity >= least)
        });
        let open = !report.not_evaluated.is_empty() || report.missed() > 0;
        if failed {
            Exit::Findings
        } else if report.nothing_checked.is_some() {
            Exit::Unreadable
        } else if self.options.fail_on_unevaluated && open {
            Exit::Findings
        } else {
            Exit::Clean
        }
    }
}

/// The day by the system's clock, in UTC.
pub(super) fn today() -> Date {
    jiff::tz::TimeZone::UTC.to_datetime(jiff::Timestamp::now()).date()
}
