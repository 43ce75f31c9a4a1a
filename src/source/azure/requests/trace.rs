//! Tells of every request sent, and counts them.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Instant,
};

use async_trait::async_trait;
use azure_core::http::{
    Context, Request, Url,
    headers::{HeaderName, Headers},
    policies::{Policy, PolicyResult},
};

use crate::source::azure::requests::transport;
use crate::source::azure::{Event, RequestTrace, ScanProgress};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-ms-request-id");
const CORRELATION_ID: HeaderName = HeaderName::from_static("x-ms-correlation-request-id");

/// The query parameters that hold nothing secret and nothing long.
const HARMLESS: &[&str] = &["api-version", "$filter", "$top", "$expand"];

/// A policy that tells of each try of each request.
pub(crate) struct Trace {
    progress: Arc<dyn ScanProgress>,
    sent: AtomicUsize,
}

impl Trace {
    pub(crate) fn new(progress: Arc<dyn ScanProgress>) -> Arc<Self> {
        Arc::new(Self { progress, sent: AtomicUsize::new(0) })
    }

    /// How many requests were sent, repeats included.
    pub(crate) fn sent(&self) -> usize {
        self.sent.load(Ordering::Relaxed)
    }
}

impl fmt::Debug for Trace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Trace").field("sent", &self.sent()).finish_non_exhaustive()
    }
}

#[async_trait]
impl Policy for Trace {
    async fn send(
        &self,
        context: &Context,
        request: &mut Request,
        next: &[Arc<dyn Policy>],
    ) -> PolicyResult {
        self.sent.fetch_add(1, Ordering::Relaxed);
        let started = Instant::now();
        let result = next[0].send(context, request, &next[1..]).await;
        let response = result.as_ref().ok();
        self.progress.event(&Event::Request(RequestTrace {
            method: request.method().as_str(),
            host: transport::host(request.url()),
            path: path(request.url()),
            status: response.map(|response| response.status().into()),
            request_id: response.and_then(|response| request_id(response.headers())),
            duration: started.elapsed(),
        }));
        result
    }
}

/// The id by which Microsoft's support finds a request.
pub(crate) fn request_id(headers: &Headers) -> Option<String> {
    [REQUEST_ID, CORRELATION_ID]
        .iter()
        .find_map(|name| headers.get_optional_str(name))
        .map(str::to_owned)
}

/// A URL's path and what of its query may be shown.
pub(crate) fn path(url: &Url) -> String {
    let mut shown = url.path().to_owned();
    let mut separator = '?';
    for (key, value) in url.query_pairs() {
        shown.push(separator);
        shown.push_str(&key);
        shown.push('=');
        shown.push_str(if HARMLESS.contains(&key.as_ref()) { &value } else { "…" });
        separator = '&';
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shown_path_keeps_tokens_to_itself() {
        let url = Url::parse(
            "https://h/subscriptions/a?api-version=2024-05-01&$skiptoken=abc&t=1&s=signature",
        )
        .expect("a URL");
        assert_eq!(path(&url), "/subscriptions/a?api-version=2024-05-01&$skiptoken=…&t=…&s=…");
    }
}
