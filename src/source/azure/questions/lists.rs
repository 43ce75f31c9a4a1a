//! The long way, when Resource Graph refuses: the lists of Azure Resource Manager, subscription by subscription.

use futures::{StreamExt, stream};
use serde_json::Value;

use crate::source::azure::questions::fetcher::{Fetcher, NETWORK, subscription};
use crate::source::azure::questions::scope::is_guid;
use crate::source::azure::refusal::RequestError;
use crate::source::azure::requests::pages;
use crate::source::azure::requests::pages::{Pages, Trouble};
use crate::source::azure::resource_id::ResourcePath;
use crate::source::azure::rows;
use crate::source::azure::{Event, NotRead, Subscription};

/// Lists of a whole subscription. Gateways have none.
const OF_A_SUBSCRIPTION: &[&str] =
    &["virtualNetworks", "routeTables", "publicIPAddresses", "networkSecurityGroups"];
/// Lists of a resource group only.
const OF_A_GROUP: &[&str] = &["connections", "localNetworkGateways"];

/// Finds the gateways in scope and reads them, and lists what lies about them.
pub(crate) async fn read(
    fetcher: &mut Fetcher<'_>,
    asked: &[ResourcePath],
) -> Result<(), RequestError> {
    let subscriptions = subscriptions(fetcher, asked).await?;
    fetcher.progress.event(&Event::Subscriptions(subscriptions.len()));
    fetcher.subscriptions = subscriptions;
    let gateways = if asked.is_empty() { gateways(fetcher).await } else { asked.to_vec() };
    fetcher.one_by_one(gateways.clone()).await;
    lists_about(fetcher, &gateways).await;
    Ok(())
}

/// The subscriptions in scope.
async fn subscriptions(
    fetcher: &mut Fetcher<'_>,
    asked: &[ResourcePath],
) -> Result<Vec<Subscription>, RequestError> {
    let options = fetcher.options;
    let url = fetcher.client.url("/subscriptions", "api-version=2022-12-01");
    let named: Vec<String> = if asked.is_empty() {
        options.scope.subscriptions.clone()
    } else {
        asked.iter().map(ResourcePath::subscription).collect()
    };
    let all: Vec<Subscription> = match pages::list(fetcher.client, url).await.at_least_one() {
        Ok(pages) => {
            let rows = pages.replies.iter().flat_map(|reply| rows::resources(&reply.value));
            let all = rows.filter_map(subscription).collect();
            fetcher.reading.pages("lists", "subscriptions", "the rest of the subscriptions", pages);
            all
        }
        // Subscriptions that are named by their ids need no list.
        Err(error)
            if !error.is_final() && !named.is_empty() && named.iter().all(|text| is_guid(text)) =>
        {
            fetcher.reading.missed("the list of subscriptions", &error);
            named
                .iter()
                .map(|id| Subscription { id: id.to_lowercase(), ..Subscription::default() })
                .collect()
        }
        Err(error) => return Err(error),
    };
    let of_groups = members(fetcher).await?;
    let is_in_scope = |subscription: &Subscription| {
        let is_named = |text: &String| {
            subscription.id.eq_ignore_ascii_case(text)
                || subscription.name.eq_ignore_ascii_case(text)
        };
        let tenant = options.scope.tenant.as_deref().filter(|tenant| is_guid(tenant));
        (named.is_empty() || named.iter().any(is_named))
            && of_groups.as_ref().is_none_or(|members| members.contains(&subscription.id))
            && tenant.is_none_or(|tenant| {
                subscription.tenant.as_ref().is_none_or(|own| own.eq_ignore_ascii_case(tenant))
            })
    };
    Ok(all.into_iter().filter(is_in_scope).collect())
}

/// The subscriptions below the management groups that were asked for, or `None` when none were.
async fn members(fetcher: &mut Fetcher<'_>) -> Result<Option<Vec<String>>, RequestError> {
    let groups = &fetcher.options.scope.management_groups;
    if groups.is_empty() {
        return Ok(None);
    }
    let mut members = Vec::new();
    for group in groups {
        let path = format!(
            "/providers/Microsoft.Management/managementGroups/{}/descendants",
            segment(group)
        );
        let pages =
            pages::list(fetcher.client, fetcher.client.url(&path, "api-version=2020-05-01"))
                .await
                .at_least_one();
        let pages = match pages {
            Ok(pages) => pages,
            Err(error) if error.is_final() => return Err(error),
            Err(error) => {
                fetcher.reading.missed(&format!("management group {group:?}"), &error);
                continue;
            }
        };
        for row in pages.replies.iter().flat_map(|reply| rows::resources(&reply.value)) {
            let kind = row.get("type").and_then(Value::as_str).unwrap_or_default().to_lowercase();
            if kind.ends_with("/subscriptions") {
                members.extend(row.get("name").and_then(Value::as_str).map(str::to_lowercase));
            }
        }
        missed_pages(fetcher, &format!("the rest of management group {group:?}"), pages.trouble);
    }
    Ok(Some(members))
}

/// The gateways of every subscription in scope. The answers have no properties, so they are not kept.
async fn gateways(fetcher: &mut Fetcher<'_>) -> Vec<ResourcePath> {
    const FILTER: &str = "api-version=2021-04-01&$filter=resourceType eq 'Microsoft.Network/virtualNetworkGateways' \
                          or resourceType eq 'Microsoft.Network/p2svpnGateways'";
    let paths = fetcher
        .subscriptions
        .iter()
        .map(|subscription| format!("/subscriptions/{}/resources", subscription.id));
    let answers = lists(fetcher, paths.collect(), FILTER).await;
    let groups = &fetcher.options.scope.resource_groups;
    let mut gateways = Vec::new();
    for (at, (_path, pages)) in answers.into_iter().enumerate() {
        let ids = pages.replies.iter().flat_map(|reply| rows::ids(&reply.value));
        gateways.extend(ids.filter(rows::is_gateway).filter(|id| {
            let group = id.resource_group().unwrap_or_default();
            groups.is_empty() || groups.iter().any(|wanted| wanted.to_lowercase() == group)
        }));
        let subscription = &fetcher.subscriptions[at];
        let what = match subscription.name.as_str() {
            "" => format!("subscription {}", subscription.id),
            name => format!("subscription {name:?} ({})", subscription.id),
        };
        missed_pages(fetcher, &what, pages.trouble);
    }
    gateways.sort_by_key(ResourcePath::key);
    gateways.dedup_by_key(|id| id.key());
    gateways
}

/// Lists connections beside the gateways, and networks in their subscriptions.
async fn lists_about(fetcher: &mut Fetcher<'_>, gateways: &[ResourcePath]) {
    let mut groups: Vec<(String, String)> = gateways
        .iter()
        .map(|id| (id.subscription(), id.resource_group().unwrap_or_default()))
        .collect();
    groups.sort();
    groups.dedup();
    let of_groups = groups.iter().flat_map(|(subscription, group)| {
        let base = format!(
            "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Network"
        );
        OF_A_GROUP.iter().map(move |kind| format!("{base}/{kind}"))
    });
    for (path, pages) in lists(fetcher, of_groups.collect(), NETWORK).await {
        keep(fetcher, &path, pages, true);
    }
    groups.dedup_by(|a, b| a.0 == b.0);
    let of_subscriptions = groups.iter().flat_map(|(subscription, _)| {
        let base = format!("/subscriptions/{subscription}/providers/Microsoft.Network");
        OF_A_SUBSCRIPTION.iter().map(move |kind| format!("{base}/{kind}"))
    });
    for (path, pages) in lists(fetcher, of_subscriptions.collect(), NETWORK).await {
        // What a refused list would have held is read by id next, which needs fewer rights.
        keep(fetcher, &path, pages, false);
    }
}

pub(super) fn keep(
    fetcher: &mut Fetcher<'_>,
    path: &str,
    mut pages: Pages,
    say_what_is_missing: bool,
) {
    if !say_what_is_missing {
        pages.trouble = None;
    }
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let (Some(subscription), Some(kind)) = (parts.get(1), parts.last()) else { return };
    let folder = match parts.get(3) {
        Some(group) if parts.len() > 5 => {
            format!("lists/{subscription}/{}", crate::source::azure::answers::answer::safe(group))
        }
        _ => format!("lists/{subscription}"),
    };
    let stem = match parts.get(7) {
        // The name of a resource tells the list below it from the lists below others.
        Some(name) if parts.len() > 8 => {
            format!("{}-{}", kind.to_lowercase(), crate::source::azure::answers::answer::safe(name))
        }
        _ => kind.to_lowercase(),
    };
    fetcher.reading.pages(&folder, &stem, &format!("the list {path}"), pages);
}

pub(super) async fn lists(
    fetcher: &Fetcher<'_>,
    paths: Vec<String>,
    query: &str,
) -> Vec<(String, Pages)> {
    stream::iter(paths)
        .map(|path| async move {
            let url = fetcher.client.url(&path, query);
            let request = async { pages::list(fetcher.client, url).await.at_least_one() };
            let pages = fetcher.guarded(request).await;
            (path, pages.unwrap_or_else(|error| Pages::stopped(Vec::new(), error)))
        })
        .buffered(fetcher.options.concurrency())
        .collect()
        .await
}

fn missed_pages(fetcher: &mut Fetcher<'_>, what: &str, trouble: Option<Trouble>) {
    match trouble {
        Some(Trouble::Request(error)) => fetcher.reading.missed(what, &error),
        Some(Trouble::Incomplete(why)) => {
            fetcher.reading.not_read.push(NotRead::because(what, why));
        }
        None => {}
    }
}

/// A name from the command line as one segment of a path.
fn segment(name: &str) -> String {
    name.replace('%', "%25").replace('/', "%2F")
}
