//! Requests to Azure Resource Manager, and to nothing else.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use azure_core::{
    Bytes,
    credentials::TokenCredential,
    http::{
        ClientOptions, Context, Method, Pipeline, PipelineSendOptions, Request, RetryOptions,
        Transport, Url,
        headers::Headers,
        policies::{Policy, auth::BearerTokenAuthorizationPolicy},
    },
};
use jiff::Timestamp;
use serde_json::Value;
use tokio::time::Instant;

use crate::source::azure::cloud::CloudEndpoints;
use crate::source::azure::mask;
use crate::source::azure::refusal::{Refusal, RequestError, what_it_is};
use crate::source::azure::requests::{api_version, trace, transport};

/// What every request shares: the transport, the retry policy and the trace.
#[derive(Clone, Debug)]
pub(crate) struct HttpStack {
    pub(crate) transport: Transport,
    pub(crate) retry_policy: Arc<dyn Policy>,
    pub(crate) trace: Arc<dyn Policy>,
}

impl HttpStack {
    /// Options for a pipeline over this stack. The SDK's own retries are off, because [`HttpStack::retry_policy`] does them.
    pub(crate) fn client_options(&self) -> ClientOptions {
        ClientOptions {
            per_call_policies: vec![self.retry_policy.clone()],
            per_try_policies: vec![self.trace.clone()],
            retry: RetryOptions::none(),
            transport: Some(self.transport.clone()),
            ..ClientOptions::default()
        }
    }

    /// A pipeline that sends requests as they are, without a token.
    pub(crate) fn pipeline(&self, per_try: Vec<Arc<dyn Policy>>) -> Pipeline {
        let (name, version) = (option_env!("CARGO_PKG_NAME"), option_env!("CARGO_PKG_VERSION"));
        Pipeline::new(name, version, self.client_options(), vec![], per_try, None)
    }
}

/// A client of one Azure Resource Manager endpoint.
#[derive(Debug)]
pub(crate) struct Client {
    pipeline: Pipeline,
    endpoint: Url,
    bounds: Bounds,
    /// When the scan has to end.
    end: Instant,
    /// How many bytes of answers came.
    received: AtomicU64,
}

/// What a scan as a whole may take.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    pub(crate) time: Duration,
    pub(crate) bytes: u64,
}

/// An answer with a success status.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) method: &'static str,
    pub(crate) path: String,
    pub(crate) status: u16,
    pub(crate) headers: Headers,
    pub(crate) at: Timestamp,
    pub(crate) request_id: Option<String>,
    /// The body with its secrets masked.
    pub(crate) text: String,
    /// The body understood; `Null` when it was empty, which only 202 and 204 may be.
    pub(crate) value: Value,
}

impl Client {
    /// A client that answers until the bounds are reached, counted from `start`.
    pub(crate) fn new(
        wire: &HttpStack,
        cloud: &CloudEndpoints,
        credential: Arc<dyn TokenCredential>,
        (start, bounds): (Instant, Bounds),
    ) -> Self {
        let bearer = BearerTokenAuthorizationPolicy::new(credential, [cloud.scope.as_str()]);
        Self {
            pipeline: wire.pipeline(vec![Arc::new(bearer)]),
            endpoint: cloud.endpoint.clone(),
            bounds,
            end: start + bounds.time,
            received: AtomicU64::new(0),
        }
    }

    /// The URL of a path at the endpoint. The query is written as it is meant, without encoding.
    pub(crate) fn url(&self, path: &str, query: &str) -> Url {
        let mut url = self.endpoint.clone();
        url.set_path(&format!("{}{path}", self.endpoint.path().trim_end_matches('/')));
        url.set_query(Some(query));
        url
    }

    /// A link out of an answer, if it stays at the endpoint that the token is for.
    pub(crate) fn link(&self, text: &str) -> Result<Url, RequestError> {
        let url = self
            .endpoint
            .join(text)
            .map_err(|_| RequestError::BadLink("a link in a response is not a URL"))?;
        if url.origin() != self.endpoint.origin() || !url.username().is_empty() {
            return Err(RequestError::ForeignLink { host: transport::host(&url) });
        }
        Ok(url)
    }

    pub(crate) async fn get(&self, url: Url) -> Result<Reply, RequestError> {
        self.send(Method::Get, url, None).await
    }

    pub(crate) async fn post(&self, url: Url, body: Option<&Value>) -> Result<Reply, RequestError> {
        self.send(Method::Post, url, body).await
    }

    /// Sends a request, and once more with another api-version when the cloud offers one.
    async fn send(
        &self,
        method: Method,
        url: Url,
        body: Option<&Value>,
    ) -> Result<Reply, RequestError> {
        let (refusal, text) = match self.send_once(method, url.clone(), body).await? {
            Ok(reply) => return Ok(reply),
            Err(refused) => refused,
        };
        match api_version::offered(&url, &refusal, &text) {
            Some(url) => self
                .send_once(method, url, body)
                .await?
                .map_err(|(refusal, _)| RequestError::Refused(refusal)),
            None => Err(RequestError::Refused(refusal)),
        }
    }

    /// The inner error is a refusal, with its body.
    async fn send_once(
        &self,
        method: Method,
        url: Url,
        body: Option<&Value>,
    ) -> Result<Result<Reply, (Refusal, Bytes)>, RequestError> {
        let mut request = Request::new(url, method);
        request.insert_header("accept", "application/json");
        if let Some(body) = body {
            request.insert_header("content-type", "application/json");
            request.set_body(body.to_string().into_bytes());
        }
        let options = PipelineSendOptions { skip_checks: true, ..PipelineSendOptions::default() };
        if self.received.load(Ordering::Relaxed) >= self.bounds.bytes {
            return Err(RequestError::TooMuch(self.bounds.bytes));
        }
        let context = Context::new();
        let sent = self.pipeline.send(&context, &mut request, Some(options));
        let sent = tokio::time::timeout_at(self.end, sent).await;
        let response = sent
            .map_err(|_| RequestError::OutOfTime(self.bounds.time))?
            .map_err(|error| transport::unanswered(&error, request.url()))?;
        let (status, headers, body) = response.deconstruct();
        let body = Bytes::from(body);
        self.received.fetch_add(body.len() as u64, Ordering::Relaxed);
        if !status.is_success() {
            let request_id = trace::request_id(&headers);
            return Ok(Err((Refusal::read(status.into(), &body, request_id), body)));
        }
        Reply::read(&request, status.into(), headers, &body).map(Ok)
    }
}

impl Reply {
    fn read(
        request: &Request,
        status: u16,
        headers: Headers,
        body: &[u8],
    ) -> Result<Self, RequestError> {
        let unreadable = || RequestError::Unreadable { status, what: what_it_is(body) };
        let text = std::str::from_utf8(body).map_err(|_| unreadable())?;
        let json = text.trim_start_matches('\u{feff}');
        let value = if json.trim().is_empty() && matches!(status, 202 | 204) {
            Value::Null
        } else {
            serde_json::from_str(json).map_err(|_| unreadable())?
        };
        Ok(Self {
            method: request.method().as_str(),
            path: trace::path(request.url()),
            status,
            request_id: trace::request_id(&headers),
            headers,
            at: Timestamp::now(),
            text: mask::json(text).into_owned(),
            value,
        })
    }
}
