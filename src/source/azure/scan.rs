//! What a scan read, and the session in which it is read.

use std::sync::Arc;

use crate::source::azure::answers::save;
use crate::source::azure::questions::fetcher::Fetcher;
use crate::source::azure::requests::client::{Bounds, Client, HttpStack};
use crate::source::azure::requests::retry::RetryPolicy;
use crate::source::azure::requests::trace::Trace;
use crate::source::azure::requests::transport;
use crate::source::azure::signing_in::cloud::{self, Cloud};
use crate::source::azure::signing_in::sign_in::{self, Identity, SignInContext};
use crate::source::azure::{Answer, AuthSource, Coverage, Event, Progress, ScanError, ScanOptions};

/// What a scan read.
#[derive(Clone, Debug, Default)]
pub struct Scan {
    /// The answers, sorted by name. Where two hold the same resource, the later one is the better one.
    pub answers: Vec<Answer>,
    /// What was seen, and what was not.
    pub coverage: Coverage,
}

/// An identity at a cloud, with the means to send requests and the bounds of them all.
pub(crate) struct ScanSession<'o> {
    pub(crate) options: &'o ScanOptions,
    pub(crate) progress: Arc<dyn Progress>,
    pub(crate) client: Client,
    cloud: Cloud,
    identity: Identity,
    trace: Arc<Trace>,
}

impl<'o> ScanSession<'o> {
    /// Checks the options, and chooses who signs in. Signing in itself waits for the first request.
    pub(crate) async fn open(
        options: &'o ScanOptions,
        progress: Arc<dyn Progress>,
    ) -> Result<Self, ScanError> {
        let start = tokio::time::Instant::now();
        options.scope.check()?;
        if let Some(folder) = &options.save {
            save::check(folder)?;
        }
        let trace = Trace::new(progress.clone());
        let wire = HttpStack {
            transport: transport::open(options)?,
            retry_policy: RetryPolicy::new(options.timeouts, progress.clone()),
            trace: trace.clone(),
        };
        let cloud = cloud::resolve(&options.cloud, &options.environment, &wire).await?;
        let around = SignInContext {
            environment: &options.environment,
            cloud: &cloud,
            wire: &wire,
            tenant: options.scope.tenant.as_deref(),
        };
        let identity = sign_in::choose(options.auth, &around)?;
        let (source, detail) = (identity.source, identity.detail.clone());
        progress.event(&Event::Identity { source, detail });
        let bounds = Bounds { time: options.timeouts.scan, bytes: options.largest };
        let client = Client::new(&wire, &cloud, identity.credential.clone(), (start, bounds));
        Ok(Self { options, progress, client, cloud, identity, trace })
    }

    /// Who signed in.
    pub(crate) fn identity(&self) -> AuthSource {
        self.identity.source
    }

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
