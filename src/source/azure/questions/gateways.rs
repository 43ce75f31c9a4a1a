//! Fetching the gateways in scope: by Resource Graph, or by lists where it refuses.

use crate::source::azure::questions::fetcher::{Fetcher, subscription};
use crate::source::azure::questions::scope::QueryScope;
use crate::source::azure::questions::{lists, query};
use crate::source::azure::refusal::RequestError;
use crate::source::azure::resource_id::ResourcePath;
use crate::source::azure::rows;
use crate::source::azure::{Event, NotRead, ReadBy, ScanError};

impl Fetcher<'_> {
    /// Fetches the gateways in scope. What can't be read is noted; only what makes all else pointless is an error.
    pub(crate) async fn gateways(&mut self) -> Result<(), ScanError> {
        let asked = self.options.scope.gateway_ids()?;
        let identity = self.identity;
        let at_first = |error| ScanError::at_first(error, identity);
        if let Err(error) = self.by_graph(&asked).await {
            if error.is_final() {
                return Err(at_first(error));
            }
            self.progress.event(&Event::Notice(format!(
                "resource graph rejected the query ({error}); reading lists instead"
            )));
            self.read_by = ReadBy::Lists;
            self.graph_refusal = Some(error.to_string());
            lists::read(self, &asked).await.map_err(at_first)?;
        }
        self.missing_subscriptions();
        let not_found = asked
            .into_iter()
            .filter(|id| !self.reading.has(id) && !self.reading.was_read_by_id(id));
        let not_found = not_found.collect();
        self.one_by_one(not_found).await;
        Ok(())
    }

    async fn by_graph(&mut self, asked: &[ResourcePath]) -> Result<(), RequestError> {
        let ground = QueryScope::of_subscriptions(&self.options.scope, asked);
        let pages = self
            .graph
            .ask(&query::subscriptions(&ground.conditions), &ground.scope)
            .await
            .at_least_one()?;
        let rows = pages.replies.iter().flat_map(|reply| rows::resources(&reply.value));
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
            Some(query::any_of("id", &asked.iter().map(ResourcePath::as_str).collect::<Vec<_>>()))
        };
        let Some(ground) = ground.of_gateways(&self.options.scope, &self.subscriptions) else {
            return Ok(());
        };
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

    /// Says which of the subscriptions that were asked for are not visible.
    fn missing_subscriptions(&mut self) {
        for asked in &self.options.scope.subscriptions {
            let seen = self.subscriptions.iter().any(|subscription| {
                subscription.id.eq_ignore_ascii_case(asked)
                    || subscription.name.eq_ignore_ascii_case(asked)
            });
            if !seen {
                let why = "not visible: it doesn't exist, it is in another tenant, or the identity has no role in it";
                self.reading
                    .not_read
                    .push(NotRead::because(format!("subscription {asked:?}"), why));
            }
        }
    }
}
