//! What is fetched for one scan, and the means to fetch more.

use std::sync::atomic::{AtomicUsize, Ordering};

use futures::{StreamExt, stream};
use serde_json::Value;

use crate::source::azure::answers::gathered::Reading;
use crate::source::azure::questions::graph::Graph;
use crate::source::azure::refusal::RequestError;
use crate::source::azure::requests::client::{Client, Reply};
use crate::source::azure::resource_id::ResourcePath;
use crate::source::azure::{
    Answer, AuthSource, Event, NotRead, ReadBy, ScanOptions, ScanProgress, ScanSession,
    Subscription,
};

/// The api-version of Microsoft.Network: it has every property that is looked at. A cloud without it offers another.
pub(crate) const NETWORK: &str = "api-version=2024-05-01";

/// After so many requests without any answer, one after another, the rest is not tried.
const MOST_UNREACHABLE: usize = 3;

/// What is fetched for one scan, and the means to fetch more. It knows the ids of what came and nothing else of it.
pub(crate) struct Fetcher<'a> {
    pub(crate) client: &'a Client,
    pub(crate) options: &'a ScanOptions,
    pub(crate) progress: &'a dyn ScanProgress,
    pub(crate) reading: Reading,
    pub(crate) subscriptions: Vec<Subscription>,
    pub(crate) read_by: ReadBy,
    pub(crate) graph_refusal: Option<String>,
    pub(crate) graph: Graph<'a>,
    pub(super) identity: AuthSource,
    unreachable: AtomicUsize,
}

impl<'a> Fetcher<'a> {
    pub(crate) fn new(session: &'a ScanSession<'_>) -> Self {
        let ScanSession { client, options, progress, .. } = session;
        let progress = progress.as_ref();
        Self {
            client,
            options,
            progress,
            reading: Reading::default(),
            subscriptions: Vec::new(),
            read_by: ReadBy::ResourceGraph,
            graph_refusal: None,
            graph: Graph::new(client, progress, options.timeouts.longest_wait),
            identity: session.identity(),
            unreachable: AtomicUsize::new(0),
        }
    }

    /// Tells how many gateways there are.
    pub(crate) fn tell_gateways(&self) {
        self.progress.event(&Event::Gateways(self.reading.gateways().count()));
    }

    /// The answers so far, in the order in which they came.
    pub(crate) fn answers(&self) -> &[Answer] {
        &self.reading.answers
    }

    /// Says what Resource Graph left out, and counts the gateways of each subscription.
    pub(crate) fn conclude(&mut self) {
        if self.graph.limit_hit() {
            let why = "the identity can read more than Resource Graph searches in one request; scan management groups one by one";
            self.reading
                .not_read
                .push(NotRead::because("subscriptions beyond Resource Graph's limit", why));
        }
        self.count_gateways();
    }

    /// Reads resources one by one.
    pub(super) async fn one_by_one(&mut self, ids: Vec<ResourcePath>) {
        let fetcher = &*self;
        let results: Vec<(ResourcePath, Result<Reply, RequestError>)> = stream::iter(ids)
            .map(|id| async move {
                let result = fetcher
                    .guarded(fetcher.client.get(fetcher.client.url(id.as_str(), NETWORK)))
                    .await;
                (id, result)
            })
            .buffered(fetcher.options.concurrency())
            .collect()
            .await;
        for (id, result) in results {
            self.reading.resource(&id, result);
        }
    }

    /// Sends a request, unless so many before it went unanswered that this one would only cost time.
    pub(crate) async fn guarded<T>(
        &self,
        request: impl Future<Output = Result<T, RequestError>>,
    ) -> Result<T, RequestError> {
        if self.unreachable.load(Ordering::Relaxed) >= MOST_UNREACHABLE {
            return Err(RequestError::Unreachable {
                host: "azure resource manager".into(),
                reason: "not tried, after several requests without a response".into(),
            });
        }
        let result = request.await;
        match &result {
            Err(RequestError::Unreachable { .. } | RequestError::SignIn { .. }) => {
                self.unreachable.fetch_add(1, Ordering::Relaxed);
            }
            _ => self.unreachable.store(0, Ordering::Relaxed),
        }
        result
    }

    fn count_gateways(&mut self) {
        for gateway in self.reading.gateways() {
            let id = gateway.subscription();
            match self
                .subscriptions
                .iter_mut()
                .find(|subscription| subscription.id.eq_ignore_ascii_case(&id))
            {
                Some(subscription) => subscription.gateways += 1,
                None => self.subscriptions.push(Subscription {
                    id,
                    gateways: 1,
                    ..Subscription::default()
                }),
            }
        }
    }
}

/// A subscription, from a row of Resource Graph or from the list of Azure Resource Manager.
pub(crate) fn subscription(row: &Value) -> Option<Subscription> {
    let text = |key: &str| {
        row.get(key).and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned)
    };
    Some(Subscription {
        id: text("subscriptionId")?.to_lowercase(),
        name: text("displayName").or_else(|| text("name")).unwrap_or_default(),
        tenant: text("tenantId"),
        state: text("state"),
        gateways: 0,
    })
}
