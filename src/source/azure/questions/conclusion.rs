//! What a scan fetched, put together when nothing more is to be fetched.

use crate::source::azure::answers::save;
use crate::source::azure::questions::fetcher::Fetcher;
use crate::source::azure::session::ScanSession;
use crate::source::azure::{Coverage, Scan, ScanError};

impl ScanSession<'_> {
    /// What was fetched, saved where the options say so.
    pub(crate) fn conclude(&self, mut fetched: Fetcher<'_>) -> Result<Scan, ScanError> {
        fetched.conclude();
        let scope = &self.options.scope;
        let asked =
            [&scope.subscriptions[..], &scope.management_groups[..], &scope.gateways[..]].concat();
        if !asked.is_empty() && fetched.subscriptions.is_empty() && fetched.reading.len() == 0 {
            return Err(ScanError::NothingInScope { asked, not_read: fetched.reading.not_read });
        }
        let coverage = Coverage {
            identity: format!("{}, {}", self.identity.source, self.identity.detail),
            endpoint: self.cloud.endpoint.as_str().trim_end_matches('/').to_owned(),
            read_by: fetched.read_by,
            graph_refusal: fetched.graph_refusal,
            gateways: fetched.reading.gateways().count(),
            resources: fetched.reading.len(),
            subscriptions: fetched.subscriptions,
            not_read: fetched.reading.not_read,
            requests: self.trace.sent(),
        };
        let mut answers = fetched.reading.answers;
        answers.sort_by(|a, b| a.name.cmp(&b.name));
        let scan = Scan { answers, coverage };
        if let Some(folder) = &self.options.save {
            save::write(folder, &scan)?;
        }
        Ok(scan)
    }
}
