//! What the gateways hang on: networks, addresses, route tables, security groups and peers.

use std::collections::HashSet;

use futures::{StreamExt, stream};

use crate::source::azure::answers::gathered::noun;
use crate::source::azure::questions::graph::{Graph, GraphScope, ROWS_PER_PAGE};
use crate::source::azure::questions::links::Found;
use crate::source::azure::questions::resource_id::ResourceId;
use crate::source::azure::questions::walk::{NETWORK, Walk};
use crate::source::azure::questions::{lists, query};
use crate::source::azure::requests::pages::{Pages, Trouble};
use crate::source::azure::requests::refusal::RequestError;
use crate::source::azure::{Event, NotRead, ReadBy};

const HUB: &str = "microsoft.network/virtualhubs";
const HUB_CONNECTION: &str = "microsoft.network/virtualhubs/hubvirtualnetworkconnections";
/// So many resources that Resource Graph doesn't have are tried by their ids, to learn why.
const MOST_SECOND_TRIES: usize = 20;
/// So many when Resource Graph itself gave up.
const MOST_TRIES_AFTER_TROUBLE: usize = 200;
/// A question about so few ids is not refused for its length.
const SHORT_QUESTION: usize = 100;
/// Questions to Resource Graph at the same time; its quota is 15 in 5 seconds.
const GRAPH_CONCURRENCY: usize = 3;

/// Reads what the gateways found so far hang on, in three rounds, because each holds the ids of the next.
pub(crate) async fn read(walk: &mut Walk<'_>) {
    let first = walk.reading.all().flat_map(|found| found.hangs_on.clone()).collect();
    let mut first = round(walk, first).await;
    first.extend(connected_networks(walk).await);
    let second =
        next(walk, &first, |network| [network.subnets_use.clone(), network.peers.clone()].concat());
    let second = round(walk, second).await;
    // Of a peered network the route tables matter, because they decide which way the answers to clients go.
    let third = next(walk, &second, |network| network.subnets_use.clone());
    round(walk, third).await;
}

/// Reads the virtual networks that are connected to the hubs of every Virtual WAN with a point-to-site gateway. Resource
/// Graph does not have the connections: each hub is asked for its list.
async fn connected_networks(walk: &mut Walk<'_>) -> Vec<ResourceId> {
    let of_gateways = walk.reading.all().filter(|found| found.is_hub_gateway());
    let own: HashSet<String> =
        of_gateways.flat_map(|gateway| &gateway.hangs_on).map(ResourceId::key).collect();
    let is_own = |found: &&Found| own.contains(&found.id.key());
    let wans: HashSet<String> = walk
        .reading
        .all()
        .filter(is_own)
        .filter_map(|hub| Some(hub.virtual_wan.as_ref()?.key()))
        .collect();
    let is_asked = |found: &&Found| {
        let of_wan = found.virtual_wan.as_ref().is_some_and(|wan| wans.contains(&wan.key()));
        found.id.kind() == HUB && (of_wan || own.contains(&found.id.key()))
    };
    let hubs = walk.reading.all().filter(is_asked);
    let paths = hubs.map(|hub| format!("{}/hubVirtualNetworkConnections", hub.id.as_str()));
    let paths: Vec<String> = paths.collect();
    for (path, pages) in lists::lists(walk, paths, NETWORK).await {
        lists::keep(walk, &path, pages, true);
    }
    let networks = walk
        .reading
        .all()
        .filter(|found| found.id.kind() == HUB_CONNECTION)
        .flat_map(|connection| connection.hangs_on.clone())
        .collect();
    round(walk, networks).await
}

fn next(walk: &Walk<'_>, ids: &[ResourceId], of: fn(&Found) -> Vec<ResourceId>) -> Vec<ResourceId> {
    ids.iter().filter_map(|id| walk.reading.get(id)).flat_map(of).collect()
}

/// Reads what was not read yet, by Resource Graph if it answers, and gives the ids that were asked for.
async fn round(walk: &mut Walk<'_>, mut ids: Vec<ResourceId>) -> Vec<ResourceId> {
    let fresh = walk.options.fresh;
    ids.sort_by_key(ResourceId::key);
    ids.dedup_by_key(|id| id.key());
    let is_new = |id: &&ResourceId| {
        if fresh { !walk.reading.was_read_by_id(id) } else { !walk.reading.has(id) }
    };
    let wanted: Vec<ResourceId> = ids.iter().filter(is_new).cloned().collect();
    if fresh || walk.read_by == ReadBy::Lists {
        walk.by_id(wanted).await;
    } else {
        rows(walk, &wanted).await;
    }
    walk.progress.event(&Event::Resources(walk.reading.len()));
    ids
}

/// Asks Resource Graph for resources by their ids, in the whole tenant, because a peer may be anywhere.
async fn rows(walk: &mut Walk<'_>, ids: &[ResourceId]) {
    let batches: Vec<Vec<ResourceId>> =
        ids.chunks(ROWS_PER_PAGE).map(<[ResourceId]>::to_vec).collect();
    let graph = &walk.graph;
    let answers: Vec<Vec<Pages>> = stream::iter(batches)
        .map(|batch| rows_of(graph, batch))
        .buffered(GRAPH_CONCURRENCY)
        .collect()
        .await;
    let mut trouble = None;
    for mut pages in answers.into_iter().flatten() {
        trouble = trouble.or(pages.trouble.take());
        walk.reading.pages("resource-graph", "networks", "networks", pages);
    }
    let most = if trouble.is_some() { MOST_TRIES_AFTER_TROUBLE } else { MOST_SECOND_TRIES };
    let missing: Vec<ResourceId> = ids.iter().filter(|id| !walk.reading.has(id)).cloned().collect();
    let (tried, given_up) = missing.split_at(missing.len().min(most));
    walk.by_id(tried.to_vec()).await;
    let why = match trouble {
        Some(trouble) => trouble.to_string(),
        None => {
            "not in Resource Graph: deleted, or the identity has no right to read it".to_owned()
        }
    };
    walk.reading.not_read.extend(given_up.iter().map(|id| NotRead::because(noun(id), why.clone())));
}

/// Asks for resources by id; when Resource Graph refuses the question as such, in two smaller ones.
async fn rows_of(graph: &Graph<'_>, ids: Vec<ResourceId>) -> Vec<Pages> {
    let mut left = vec![ids];
    let mut answers = Vec::new();
    while let Some(ids) = left.pop() {
        let texts: Vec<&str> = ids.iter().map(ResourceId::as_str).collect();
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
