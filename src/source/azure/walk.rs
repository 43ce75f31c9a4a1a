//! The way through a tenant: subscriptions, their gateways, and what each gateway hangs on.

use std::sync::atomic::{AtomicUsize, Ordering};

use futures::{StreamExt, stream};
use serde_json::Value;

use super::{
    AuthSource, Event, NotRead, Progress, ReadBy, ScanError, ScanOptions, Subscription,
    client::{Client, Reply},
    graph::{Graph, GraphScope, ROWS_PER_PAGE},
    links::{self, Found},
    lists,
    pages::{Pages, Trouble},
    query,
    reading::{Reading, noun},
    refusal::RequestError,
    resource_id::ResourceId,
    sessions,
};

/// The api-version of Microsoft.Network: every property that is looked at, and every cloud has it.
pub(crate) const NETWORK: &str = "api-version=2024-05-01";

/// So many subscriptions in one request; Microsoft advises to stay below.
const MOST_SUBSCRIPTIONS: usize = 300;
/// So many resources that Resource Graph doesn't have are tried by their ids, to learn why.
const MOST_SECOND_TRIES: usize = 20;
/// After so many requests without any answer, one after another, the rest is not tried.
const MOST_UNREACHABLE: usize = 3;
/// Questions to Resource Graph at the same time; its quota is 15 in 5 seconds.
const GRAPH_CONCURRENCY: usize = 3;

/// One scan on its way.
pub(crate) struct Walk<'a> {
    pub(crate) client: &'a Client,
    pub(crate) options: &'a ScanOptions,
    pub(crate) progress: &'a dyn Progress,
    pub(crate) reading: Reading,
    pub(crate) subscriptions: Vec<Subscription>,
    pub(crate) read_by: ReadBy,
    graph: Graph<'a>,
    unreachable: AtomicUsize,
}

/// Where to look, once names are resolved to ids.
struct Ground {
    scope: GraphScope,
    conditions: Vec<String>,
}

impl<'a> Walk<'a> {
    pub(crate) fn new(
        client: &'a Client,
        options: &'a ScanOptions,
        progress: &'a dyn Progress,
    ) -> Self {
        Self {
            client,
            options,
            progress,
            reading: Reading::default(),
            subscriptions: Vec::new(),
            read_by: ReadBy::ResourceGraph,
            graph: Graph::new(client, progress, options.timeouts.longest_wait),
            unreachable: AtomicUsize::new(0),
        }
    }

    /// Reads everything in scope. What can't be read is noted; only what makes all else pointless is an error.
    pub(crate) async fn run(&mut self, identity: AuthSource) -> Result<(), ScanError> {
        let asked = self.options.scope.gateway_ids()?;
        if let Err(error) = self.by_graph(&asked).await {
            if error.is_final() {
                return Err(ScanError::at_first(error, identity));
            }
            self.progress.event(&Event::Notice(format!(
                "resource graph refused ({error}); reading lists instead"
            )));
            self.read_by = ReadBy::Lists;
            lists::read(self, &asked)
                .await
                .map_err(|error| ScanError::at_first(error, identity))?;
        }
        self.missing_subscriptions();
        self.gateways_by_id(&asked).await;
        let found = self.reading.gateways().count();
        self.progress.event(&Event::Gateways(found));
        self.what_gateways_hang_on().await;
        if self.options.sessions {
            sessions::read(self).await;
        }
        if self.graph.limit_hit() {
            let why = "the identity sees more than Resource Graph searches in one request; scan management groups one by one";
            self.reading
                .not_read
                .push(NotRead::because("subscriptions beyond Resource Graph's limit", why));
        }
        self.count_gateways();
        Ok(())
    }

    async fn by_graph(&mut self, asked: &[ResourceId]) -> Result<(), RequestError> {
        let ground = self.ground(asked);
        let pages = self
            .graph
            .ask(&query::subscriptions(&ground.conditions), &ground.scope)
            .await
            .at_least_one()?;
        let rows = pages.replies.iter().flat_map(|reply| links::resources(&reply.value));
        self.subscriptions = rows.filter_map(subscription).collect();
        self.reading.pages(
            "resource-graph",
            "subscriptions",
            "the rest of the subscriptions",
            pages,
        );
        self.progress.event(&Event::Subscriptions(self.subscriptions.len()));

        let only = if asked.is_empty() {
            let groups = &self.options.scope.resource_groups;
            (!groups.is_empty()).then(|| query::any_of("resourceGroup", groups))
        } else {
            Some(query::any_of("id", &asked.iter().map(ResourceId::as_str).collect::<Vec<_>>()))
        };
        let ground = self.named_ground(ground);
        let question = query::gateways(&ground.conditions, only.as_deref());
        let pages = self.graph.ask(&question, &ground.scope).await.at_least_one()?;
        self.reading.pages(
            "resource-graph",
            "gateways",
            "the rest of the gateways and connections",
            pages,
        );
        Ok(())
    }

    /// Where to look for the subscriptions.
    fn ground(&self, asked: &[ResourceId]) -> Ground {
        let scope = &self.options.scope;
        let mut conditions = Vec::new();
        if let Some(tenant) = scope.tenant.as_deref().filter(|tenant| is_guid(tenant)) {
            conditions.push(query::any_of("tenantId", &[tenant]));
        }
        let mut of_gateways: Vec<String> = asked.iter().map(ResourceId::subscription).collect();
        of_gateways.sort();
        of_gateways.dedup();
        let subscriptions = if asked.is_empty() { &scope.subscriptions } else { &of_gateways };
        let (ids, names): (Vec<&String>, Vec<&String>) =
            subscriptions.iter().partition(|text| is_guid(text));
        let graph_scope = if !scope.management_groups.is_empty() {
            GraphScope::ManagementGroups(scope.management_groups.clone())
        } else if subscriptions.is_empty() {
            GraphScope::Tenant
        } else if names.is_empty() && ids.len() <= MOST_SUBSCRIPTIONS {
            GraphScope::Subscriptions(ids.into_iter().cloned().collect())
        } else {
            let by_name = query::any_of("name", &names);
            let by_id = query::any_of("subscriptionId", &ids);
            conditions.push(match (ids.is_empty(), names.is_empty()) {
                (true, _) => by_name,
                (_, true) => by_id,
                _ => format!("({by_name} or {by_id})"),
            });
            GraphScope::Tenant
        };
        Ground { scope: graph_scope, conditions }
    }

    /// The same ground, now that the ids of subscriptions given by name are known.
    fn named_ground(&self, ground: Ground) -> Ground {
        let by_name = self.options.scope.subscriptions.iter().any(|text| !is_guid(text));
        let many = self.options.scope.subscriptions.len() > MOST_SUBSCRIPTIONS;
        if ground.scope != GraphScope::Tenant || !(by_name || many) {
            return ground;
        }
        let ids: Vec<String> =
            self.subscriptions.iter().map(|subscription| subscription.id.clone()).collect();
        let condition = query::any_of("subscriptionId", &ids);
        if ids.len() > MOST_SUBSCRIPTIONS || ids.is_empty() {
            return Ground { scope: GraphScope::Tenant, conditions: vec![condition] };
        }
        Ground { scope: GraphScope::Subscriptions(ids), conditions: Vec::new() }
    }

    /// Says which of the subscriptions that were asked for are not visible.
    fn missing_subscriptions(&mut self) {
        for asked in &self.options.scope.subscriptions {
            let seen = self.subscriptions.iter().any(|subscription| {
                subscription.id.eq_ignore_ascii_case(asked)
                    || subscription.name.eq_ignore_ascii_case(asked)
            });
            if !seen {
                let why = "not visible: there is none, it is in another tenant, or the identity has no role in it";
                self.reading
                    .not_read
                    .push(NotRead::because(format!("subscription {asked:?}"), why));
            }
        }
    }

    /// Reads by id the gateways of which a row is not enough, or that no row was found of.
    async fn gateways_by_id(&mut self, asked: &[ResourceId]) {
        let not_found = asked
            .iter()
            .filter(|id| !self.reading.has(id) && !self.reading.was_read_by_id(id))
            .cloned();
        let not_enough = self
            .reading
            .gateways()
            .filter(|gateway| self.options.fresh || gateway.lacks_certificates)
            .filter(|gateway| !self.reading.was_read_by_id(&gateway.id))
            .map(|gateway| gateway.id.clone());
        let ids: Vec<ResourceId> = not_found.chain(not_enough).collect();
        self.by_id(ids).await;
    }

    async fn what_gateways_hang_on(&mut self) {
        let first: Vec<ResourceId> =
            self.reading.all().flat_map(|found| found.hangs_on.clone()).collect();
        let first = self.read(first).await;
        let of = |walk: &Self,
                  ids: &[ResourceId],
                  next: fn(&Found) -> Vec<ResourceId>|
         -> Vec<ResourceId> {
            ids.iter().filter_map(|id| walk.reading.get(id)).flat_map(next).collect()
        };
        let second = of(self, &first, |network| {
            [network.subnets_use.clone(), network.peers.clone()].concat()
        });
        let second = self.read(second).await;
        // Of a peered network the route tables matter, because they decide which way the answers to clients go.
        let third = of(self, &second, |network| network.subnets_use.clone());
        self.read(third).await;
    }

    /// Reads what was not read yet, by Resource Graph if it answers, and gives the ids that were asked for.
    async fn read(&mut self, mut ids: Vec<ResourceId>) -> Vec<ResourceId> {
        ids.sort_by_key(ResourceId::key);
        ids.dedup_by_key(|id| id.key());
        let wanted: Vec<ResourceId> = ids
            .iter()
            .filter(|id| {
                if self.options.fresh {
                    !self.reading.was_read_by_id(id)
                } else {
                    !self.reading.has(id)
                }
            })
            .cloned()
            .collect();
        if self.options.fresh || self.read_by == ReadBy::Lists {
            self.by_id(wanted).await;
        } else {
            self.rows(&wanted).await;
        }
        self.progress.event(&Event::Resources(self.reading.len()));
        ids
    }

    /// Asks Resource Graph for resources by their ids, in the whole tenant, because a peer may be anywhere.
    async fn rows(&mut self, ids: &[ResourceId]) {
        let batches: Vec<Vec<&str>> = ids
            .chunks(ROWS_PER_PAGE)
            .map(|ids| ids.iter().map(ResourceId::as_str).collect())
            .collect();
        let graph = &self.graph;
        let mut answers = stream::iter(batches)
            .map(|batch| rows_of(graph, batch))
            .buffered(GRAPH_CONCURRENCY)
            .collect::<Vec<_>>()
            .await;
        let mut failed = false;
        for pages in answers.drain(..).flatten() {
            failed |= pages.trouble.is_some();
            self.reading.pages(
                "resource-graph",
                "networks",
                "some of what the gateways hang on",
                pages,
            );
        }
        if failed {
            return;
        }
        let missing: Vec<ResourceId> =
            ids.iter().filter(|id| !self.reading.has(id)).cloned().collect();
        let (tried, given_up) = missing.split_at(missing.len().min(MOST_SECOND_TRIES));
        self.by_id(tried.to_vec()).await;
        for id in given_up {
            let why = "not in Resource Graph: deleted, or the identity has no right to read it";
            self.reading.not_read.push(NotRead::because(noun(id), why));
        }
    }

    /// Reads resources one by one.
    async fn by_id(&mut self, ids: Vec<ResourceId>) {
        let walk = &*self;
        let results: Vec<(ResourceId, Result<Reply, RequestError>)> = stream::iter(ids)
            .map(|id| async move {
                let result =
                    walk.guarded(walk.client.get(walk.client.url(id.as_str(), NETWORK))).await;
                (id, result)
            })
            .buffered(walk.options.concurrency())
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
                reason: "not tried, after several requests without an answer".into(),
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
            let id = gateway.id.subscription();
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

/// Asks for resources by id; when Resource Graph refuses the question as such, in two smaller ones.
async fn rows_of(graph: &Graph<'_>, ids: Vec<&str>) -> Vec<Pages> {
    let mut left = vec![ids];
    let mut answers = Vec::new();
    while let Some(ids) = left.pop() {
        let pages = graph.ask(&query::by_id(&ids), &GraphScope::Tenant).await;
        let too_long = matches!(&pages.trouble, Some(Trouble::Request(RequestError::Refused(refusal)))
            if matches!(refusal.status, 400 | 413 | 414));
        if too_long && ids.len() > 1 {
            let (first, second) = ids.split_at(ids.len() / 2);
            left.extend([second.to_vec(), first.to_vec()]);
        } else {
            answers.push(pages);
        }
    }
    answers
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

pub(crate) fn is_guid(text: &str) -> bool {
    text.len() == 36
        && text.char_indices().all(|(at, c)| match at {
            8 | 13 | 18 | 23 => c == '-',
            _ => c.is_ascii_hexdigit(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_names_of_subscriptions() {
        assert!(is_guid("0123abcd-0000-0000-0000-0123456789AB"));
        assert!(!is_guid("Production"));
        assert!(!is_guid("0123abcd-0000-0000-0000-0123456789ag"));
        assert!(!is_guid("0123abcd_0000-0000-0000-0123456789ab"));
    }
}
