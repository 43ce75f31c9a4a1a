//! Fetching resources by their ids: many in one question to Resource Graph, or one by one.

use futures::{StreamExt, stream};

use crate::source::azure::answers::gathered::noun;
use crate::source::azure::questions::fetcher::{Fetcher, NETWORK};
use crate::source::azure::questions::graph::{Graph, GraphScope, ROWS_PER_PAGE};
use crate::source::azure::questions::{lists, query};
use crate::source::azure::refusal::RequestError;
use crate::source::azure::requests::pages::{Pages, Trouble};
use crate::source::azure::resource_id::ResourcePath;
use crate::source::azure::{Event, NotRead, ReadBy};

/// So many resources that Resource Graph doesn't have are tried by their ids, to learn why.
const MOST_SECOND_TRIES: usize = 20;
/// So many when Resource Graph itself gave up.
const MOST_TRIES_AFTER_TROUBLE: usize = 200;
/// A question about so few ids is not refused for its length.
const SHORT_QUESTION: usize = 100;
/// Questions to Resource Graph at the same time; its quota is 15 in 5 seconds.
const GRAPH_CONCURRENCY: usize = 3;

impl Fetcher<'_> {
    /// Fetches resources that no answer holds, by Resource Graph if it answers; with `fresh` those that were not read by
    /// their ids. Each is asked for once. Whether there were any to ask for.
    pub(crate) async fn resources<'i>(&mut self, ids: impl IntoIterator<Item = &'i str>) -> bool {
        let fresh = self.options.fresh;
        let mut wanted: Vec<_> = ids.into_iter().filter_map(ResourcePath::parse).collect();
        wanted.sort_by_key(ResourcePath::key);
        wanted.dedup_by_key(|id| id.key());
        wanted.retain(|id| {
            let read = if fresh { self.reading.was_read_by_id(id) } else { self.reading.has(id) };
            !read && !self.reading.was_asked_for(id)
        });
        if wanted.is_empty() {
            return false;
        }
        for id in &wanted {
            self.reading.ask_for(id);
        }
        if fresh || self.read_by == ReadBy::Lists {
            self.one_by_one(wanted).await;
        } else {
            rows(self, &wanted).await;
        }
        self.progress.event(&Event::Resources(self.reading.len()));
        true
    }

    /// Fetches resources by themselves that were not, because a row is not enough.
    pub(crate) async fn in_full(&mut self, ids: &[String]) {
        let ids = ids.iter().filter_map(|id| ResourcePath::parse(id));
        let ids = ids.filter(|id| !self.reading.was_read_by_id(id)).collect();
        self.one_by_one(ids).await;
    }

    /// Fetches the lists of children of a kind below resources; each list is asked for once. Whether there were any to
    /// ask for.
    pub(crate) async fn children(&mut self, parents: &[String], kind: &str) -> bool {
        let mut lists = Vec::new();
        for parent in parents.iter().filter_map(|id| ResourcePath::parse(id)) {
            let list = format!("{}/{kind}", parent.as_str());
            if self.reading.lists.insert(list.to_lowercase()) {
                lists.push(list);
            }
        }
        let any = !lists.is_empty();
        for (path, pages) in lists::lists(self, lists, NETWORK).await {
            lists::keep(self, &path, pages, true);
        }
        any
    }
}

/// Asks Resource Graph for resources by their ids, in the whole tenant, because a peer may be anywhere.
async fn rows(fetcher: &mut Fetcher<'_>, ids: &[ResourcePath]) {
    let batches: Vec<Vec<ResourcePath>> =
        ids.chunks(ROWS_PER_PAGE).map(<[ResourcePath]>::to_vec).collect();
    let graph = &fetcher.graph;
    let answers: Vec<Vec<Pages>> = stream::iter(batches)
        .map(|batch| rows_of(graph, batch))
        .buffered(GRAPH_CONCURRENCY)
        .collect()
        .await;
    let mut trouble = None;
    for mut pages in answers.into_iter().flatten() {
        trouble = trouble.or(pages.trouble.take());
        fetcher.reading.pages("resource-graph", "networks", "networks", pages);
    }
    let most = if trouble.is_some() { MOST_TRIES_AFTER_TROUBLE } else { MOST_SECOND_TRIES };
    let missing: Vec<ResourcePath> =
        ids.iter().filter(|id| !fetcher.reading.has(id)).cloned().collect();
    let (tried, given_up) = missing.split_at(missing.len().min(most));
    fetcher.one_by_one(tried.to_vec()).await;
    let why = match trouble {
        Some(trouble) => trouble.to_string(),
        None => "not in Resource Graph: deleted, or the identity can't read it".to_owned(),
    };
    fetcher
        .reading
        .not_read
        .extend(given_up.iter().map(|id| NotRead::because(noun(id), why.clone())));
}

/// Asks for resources by id; when Resource Graph refuses the question as such, in two smaller ones.
async fn rows_of(graph: &Graph<'_>, ids: Vec<ResourcePath>) -> Vec<Pages> {
    let mut left = vec![ids];
    let mut answers = Vec::new();
    while let Some(ids) = left.pop() {
        let texts: Vec<&str> = ids.iter().map(ResourcePath::as_str).collect();
        let pages = graph.ask(&query::by_id(&texts), &GraphScope::Tenant).await;
        let too_long = matches!(&pages.trouble, Some(Trouble::Request(RequestError::Refused(refusal)))
            if matches!(refusal.status, 400 | 413 | 414));
        if too_long && ids.len() > SHORT_QUESTION {
            let (first, second) = ids.split_at(ids.len() / 2);
            left.extend([second.to_vec(), first.to_vec()]);
        } else {
            answers.push(pages);
        }
    }
    answers
}
