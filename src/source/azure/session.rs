//! The session in which a scan reads: an identity at a cloud, and the means to send requests.

use std::sync::Arc;

use crate::source::azure::answers::save;
use crate::source::azure::cloud::CloudEndpoints;
use crate::source::azure::requests::client::{Bounds, Client, HttpStack};
use crate::source::azure::requests::retry::RetryPolicy;
use crate::source::azure::requests::trace::Trace;
use crate::source::azure::requests::transport;
use crate::source::azure::signing_in::cloud;
use crate::source::azure::signing_in::sign_in::{self, Identity, SignInContext};
use crate::source::azure::{AuthSource, Event, ScanError, ScanOptions, ScanProgress};

/// An identity at a cloud, with the means to send requests and the bounds of them all.
pub(crate) struct ScanSession<'o> {
    pub(crate) options: &'o ScanOptions,
    pub(crate) progress: Arc<dyn ScanProgress>,
    pub(crate) client: Client,
    pub(super) cloud: CloudEndpoints,
    pub(super) identity: Identity,
    pub(super) trace: Arc<Trace>,
}

impl<'o> ScanSession<'o> {
    /// Checks the options, and chooses who signs in. Signing in itself waits for the first request.
    pub(crate) async fn open(
        options: &'o ScanOptions,
        progress: Arc<dyn ScanProgress>,
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
}
