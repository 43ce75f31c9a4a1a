//! `gatelint check`.

use super::arguments::CheckOptions;
use super::reporting::Reporting;
use super::{Exit, Streams};
use crate::run::{self, Request};
use crate::source::Given;

/// Checks, reports, and decides about the exit code.
pub(super) fn run(options: &CheckOptions, streams: &mut Streams<'_>) -> std::io::Result<Exit> {
    let reporting = match Reporting::prepare(&options.report, streams)? {
        Ok(reporting) => reporting,
        Err(exit) => return Ok(exit),
    };
    let report = run::check(&request(options, &reporting));
    reporting.write(&report, streams)
}

fn request(options: &CheckOptions, reporting: &Reporting<'_>) -> Request {
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
        max_bytes: options.max_size << 20,
        ..reporting.request(inputs.collect())
    }
}
