//! A scan from beginning to end.

use std::sync::Arc;

use crate::source::azure::answers::save;
use crate::source::azure::questions::walk::Walk;
use crate::source::azure::requests::client::{Bounds, Client, HttpStack};
use crate::source::azure::requests::retry::RetryPolicy;
use crate::source::azure::requests::trace::Trace;
use crate::source::azure::requests::transport;
use crate::source::azure::signing_in::sign_in::DeploymentScope;
use crate::source::azure::signing_in::{cloud, sign_in};
use crate::source::azure::{Answer, Coverage, Event, Progress, ScanError, ScanOptions};

/// What a scan read.
#[derive(Clone, Debug, Default)]
pub struct Scan {
    /// The answers, sorted by name. Where two hold the same resource, the later one is the better one.
    pub answers: Vec<Answer>,
    /// What was seen, and what was not.
    pub coverage: Coverage,
}

/// Reads the gateways in scope and all they hang on. Sends nothing that changes anything.
///
/// Must run inside a Tokio runtime with its time and I/O drivers on; [`scan_blocking`] brings one.
///
/// # Errors
///
/// When nothing at all could be read, or the answers not written. What was missed in part is in
/// [`Coverage::not_read`].
pub async fn scan(options: &ScanOptions, progress: Arc<dyn Progress>) -> Result<Scan, ScanError> {
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
    let around = DeploymentScope {
        environment: &options.environment,
        cloud: &cloud,
        wire: &wire,
        tenant: options.scope.tenant.as_deref(),
    };
    let identity = sign_in::choose(options.auth, &around)?;
    progress.event(&Event::Identity { source: identity.source, detail: identity.detail.clone() });

    let bounds = Bounds { time: options.timeouts.scan, bytes: options.largest };
    let client = Client::new(&wire, &cloud, identity.credential.clone(), (start, bounds));
    let mut walk = Walk::new(&client, options, progress.as_ref());
    walk.run(identity.source).await?;
    let scope = &options.scope;
    let asked =
        [&scope.subscriptions[..], &scope.management_groups[..], &scope.gateways[..]].concat();
    if !asked.is_empty() && walk.subscriptions.is_empty() && walk.reading.len() == 0 {
        return Err(ScanError::NothingInScope { asked, not_read: walk.reading.not_read });
    }

    let coverage = Coverage {
        identity: format!("{}, {}", identity.source, identity.detail),
        endpoint: cloud.endpoint.as_str().trim_end_matches('/').to_owned(),
        read_by: walk.read_by,
        graph_refusal: walk.graph_refusal,
        gateways: walk.reading.gateways().count(),
        resources: walk.reading.len(),
        subscriptions: walk.subscriptions,
        not_read: walk.reading.not_read,
        requests: trace.sent(),
    };
    let mut answers = walk.reading.answers;
    answers.sort_by(|a, b| a.name.cmp(&b.name));
    let scan = Scan { answers, coverage };
    if let Some(folder) = &options.save {
        save::write(folder, &scan)?;
    }
    Ok(scan)
}

/// The same as [`scan`] for a caller without a runtime.
///
/// # Errors
///
/// The same as [`scan`].
///
/// # Panics
///
/// When called from inside a Tokio runtime.
pub fn scan_blocking(
    options: &ScanOptions,
    progress: Arc<dyn Progress>,
) -> Result<Scan, ScanError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(scan(options, progress))
}
