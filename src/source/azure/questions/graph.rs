//! Azure Resource Graph: many subscriptions in one request.

use std::{
    collections::HashSet,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use azure_core::http::headers::HeaderName;
use serde_json::{Value, json};

use crate::source::azure::refusal::RequestError;
use crate::source::azure::requests::client::{Client, Reply};
use crate::source::azure::requests::pages::{MOST, Pages, Trouble};
use crate::source::azure::requests::retry;
use crate::source::azure::{Event, ScanProgress, Wait};

const PATH: &str = "/providers/Microsoft.ResourceGraph/resources";
const API_VERSION: &str = "api-version=2024-04-01";
const SUBSCRIPTION_LIMIT_HIT: HeaderName =
    HeaderName::from_static("x-ms-tenant-subscription-limit-hit");

/// The most rows that Resource Graph gives in one answer.
pub(crate) const ROWS_PER_PAGE: usize = 1000;

/// Where a question is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum GraphScope {
    /// Every subscription that the identity sees.
    Tenant,
    /// These, by id.
    Subscriptions(Vec<String>),
    /// These, by name.
    ManagementGroups(Vec<String>),
}

/// Resource Graph at one endpoint, with the pace it asks for.
pub(crate) struct Graph<'a> {
    client: &'a Client,
    progress: &'a dyn ScanProgress,
    longest_wait: Duration,
    not_before: Mutex<Option<Instant>>,
    limit_hit: AtomicBool,
}

impl<'a> Graph<'a> {
    pub(crate) fn new(
        client: &'a Client,
        progress: &'a dyn ScanProgress,
        longest_wait: Duration,
    ) -> Self {
        Self {
            client,
            progress,
            longest_wait,
            not_before: Mutex::new(None),
            limit_hit: AtomicBool::new(false),
        }
    }

    /// Whether Resource Graph left out subscriptions because there are too many of them.
    pub(crate) fn limit_hit(&self) -> bool {
        self.limit_hit.load(Ordering::Relaxed)
    }

    /// Asks one question and reads every page of the answer.
    pub(crate) async fn ask(&self, query: &str, scope: &GraphScope) -> Pages {
        let mut replies = Vec::new();
        let mut seen = HashSet::new();
        let mut rows = 0;
        let mut top = ROWS_PER_PAGE;
        let mut token: Option<String> = None;
        loop {
            self.keep_pace().await;
            let body = body(query, scope, top, token.as_deref());
            let reply =
                match self.client.post(self.client.url(PATH, API_VERSION), Some(&body)).await {
                    Ok(reply) => reply,
                    Err(error) if top > 1 && is_too_large(&error) => {
                        top /= 2;
                        self.progress.event(&Event::Notice(format!(
                            "the response was too large; requesting {top} rows per page"
                        )));
                        continue;
                    }
                    Err(error) => return Pages::stopped(replies, error),
                };
            self.heed(&reply);
            let Some(page) = ResultPage::read(&reply.value) else {
                let what = "JSON without rows".to_owned();
                return Pages::stopped(
                    replies,
                    RequestError::Unreadable { status: reply.status, what },
                );
            };
            rows += page.rows;
            replies.push(reply);
            match page.next {
                Some(next) if !seen.insert(next.clone()) || seen.len() > MOST => {
                    let trouble = Trouble::Incomplete(
                        "resource graph refers back to a page already read".into(),
                    );
                    return Pages::stopped(replies, trouble);
                }
                Some(next) => token = Some(next),
                None => return Pages { replies, trouble: page.left_out(rows) },
            }
        }
    }

    /// Waits when the last answer said that the quota is used up: before the refusal and not after it.
    async fn keep_pace(&self) {
        let not_before = *self.not_before.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(waits) = not_before.and_then(|time| time.checked_duration_since(Instant::now()))
        else {
            return;
        };
        self.progress.event(&Event::Waiting(Wait {
            path: PATH.to_owned(),
            why: "resource graph's quota is used up".to_owned(),
            asked: Some(waits),
            waits: waits.min(self.longest_wait),
        }));
        tokio::time::sleep(waits.min(self.longest_wait)).await;
    }

    fn heed(&self, reply: &Reply) {
        if header(reply, &SUBSCRIPTION_LIMIT_HIT)
            .is_some_and(|hit| hit.eq_ignore_ascii_case("true"))
        {
            self.limit_hit.store(true, Ordering::Relaxed);
        }
        if header(reply, &retry::QUOTA_REMAINING) == Some("0")
            && let Some(resets_after) =
                header(reply, &retry::QUOTA_RESETS_AFTER).and_then(retry::clock)
        {
            let mut not_before = self.not_before.lock().unwrap_or_else(PoisonError::into_inner);
            *not_before = Instant::now().checked_add(resets_after);
        }
    }
}

fn header<'a>(reply: &'a Reply, name: &HeaderName) -> Option<&'a str> {
    reply.headers.get_optional_str(name).map(str::trim)
}

fn body(query: &str, scope: &GraphScope, top: usize, token: Option<&str>) -> Value {
    let mut body = json!({
        "query": query,
        "options": { "$top": top, "resultFormat": "objectArray", "allowPartialScopes": true },
    });
    match scope {
        GraphScope::Tenant => {}
        GraphScope::Subscriptions(ids) => body["subscriptions"] = json!(ids),
        GraphScope::ManagementGroups(names) => body["managementGroups"] = json!(names),
    }
    if let Some(token) = token {
        body["options"]["$skipToken"] = json!(token);
    }
    body
}

fn is_too_large(error: &RequestError) -> bool {
    error.refusal().is_some_and(|refusal| refusal.has_code("ResponsePayloadTooLarge"))
}

/// What an answer tells of itself.
struct ResultPage {
    rows: usize,
    total: Option<u64>,
    truncated: bool,
    next: Option<String>,
}

impl ResultPage {
    fn read(value: &Value) -> Option<Self> {
        let truncated = match value.get("resultTruncated") {
            Some(Value::String(text)) => text.eq_ignore_ascii_case("true"),
            Some(Value::Bool(truncated)) => *truncated,
            _ => false,
        };
        let next =
            value.get("$skipToken").and_then(Value::as_str).filter(|token| !token.is_empty());
        Some(Self {
            rows: value.get("data")?.as_array()?.len(),
            total: value.get("totalRecords").and_then(Value::as_u64),
            truncated,
            next: next.map(str::to_owned),
        })
    }

    /// What the last page says of rows that no page held.
    fn left_out(&self, rows: usize) -> Option<Trouble> {
        if self.truncated {
            return Some(Trouble::Incomplete(
                "resource graph truncated the result without a link to the rest".into(),
            ));
        }
        let total = self.total.filter(|total| *total > rows as u64)?;
        Some(Trouble::Incomplete(format!(
            "resource graph counted {total} rows and returned {rows}"
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_tenant_is_asked_without_naming_subscriptions() {
        let body = body("q", &GraphScope::Tenant, 1000, None);
        assert_eq!(body.get("subscriptions"), None);
        assert_eq!(body["options"]["$top"], 1000);
        assert_eq!(body["options"].get("$skipToken"), None);
    }

    #[test]
    fn the_string_true_means_truncated() {
        let page =
            ResultPage::read(&json!({"resultTruncated": "true", "data": []})).expect("a page");
        assert!(page.left_out(0).is_some());
        let page =
            ResultPage::read(&json!({"resultTruncated": "false", "data": [], "totalRecords": 3}))
                .expect("a page");
        assert_eq!(
            page.left_out(2).map(|trouble| trouble.to_string()).as_deref(),
            Some("resource graph counted 3 rows and returned 2")
        );
        assert!(page.left_out(3).is_none());
        assert!(ResultPage::read(&json!({"value": []})).is_none());
    }
}
