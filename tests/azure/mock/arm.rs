//! Azure Resource Manager: lists, resources by id, and the one long-running operation.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use super::{
    server::Seen,
    tenant::{TENANT_ID, Tenant},
};

/// Answers one request that carries a token.
pub(crate) fn answer(tenant: &Tenant, origin: &str, seen: &Seen) -> Response {
    let path = seen.path.to_lowercase();
    if path.ends_with("/getvpnclientconnectionhealth") && seen.method == "POST" {
        return accepted(origin, &format!("/operations/first{path}"));
    }
    if let Some(rest) = path.strip_prefix("/operations/first") {
        return accepted(origin, &format!("/operations/second{rest}"));
    }
    if path.starts_with("/operations/second") {
        return axum::Json(
            json!({ "value": [{ "vpnConnectionId": "OpenVPN_1", "vpnUserName": "ada" }] }),
        )
        .into_response();
    }
    if seen.method != "GET" {
        return not_found(&path);
    }
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    match segments.as_slice() {
        ["subscriptions"] => page(tenant, origin, seen, &subscriptions(tenant)),
        ["subscriptions", id, "resources"] => page(tenant, origin, seen, &gateways_in(tenant, id)),
        ["providers", "microsoft.management", "managementgroups", group, "descendants"] => {
            let members = tenant.management_groups.get(*group).cloned().unwrap_or_default();
            let member = |id: String| json!({ "name": id, "type": "Microsoft.Management/managementGroups/subscriptions" });
            page(tenant, origin, seen, &members.into_iter().map(member).collect::<Vec<_>>())
        }
        ["subscriptions", _, "providers", "microsoft.network", _]
        | ["subscriptions", _, "resourcegroups", _, "providers", "microsoft.network", _] => {
            let in_list = |key: &&String| is_in_list(key, &segments);
            let found = tenant
                .resources
                .iter()
                .filter(|(key, _)| in_list(key))
                .map(|(_, resource)| resource.clone());
            page(tenant, origin, seen, &found.collect::<Vec<_>>())
        }
        [.., "virtualhubs", _, "hubvirtualnetworkconnections"] => {
            let below = format!("{path}/");
            let own = tenant.resources.iter().filter(|(key, _)| key.starts_with(&below));
            page(tenant, origin, seen, &own.map(|(_, found)| found.clone()).collect::<Vec<_>>())
        }
        _ => match tenant.resources.get(&path) {
            Some(resource) => axum::Json(resource).into_response(),
            None => not_found(&path),
        },
    }
}

/// Whether a resource belongs to the list of a subscription or a resource group.
fn is_in_list(key: &str, list: &[&str]) -> bool {
    let own: Vec<&str> = key.split('/').skip(1).collect();
    own.len() == 8
        && own[1] == list[1]
        && own.get(6) == list.last()
        && (list.len() == 5 || own[3] == list[3])
}

fn gateways_in(tenant: &Tenant, subscription: &str) -> Vec<Value> {
    let prefix = format!("/subscriptions/{subscription}/");
    let is_gateway = |key: &str| {
        let kinds =
            ["/microsoft.network/virtualnetworkgateways/", "/microsoft.network/p2svpngateways/"];
        key.starts_with(&prefix) && kinds.iter().any(|kind| key.contains(kind))
    };
    let found = tenant.resources.iter().filter(|(key, _)| is_gateway(key));
    found.map(|(_, resource)| json!({ "id": resource["id"], "name": resource["name"], "type": resource["type"] })).collect()
}

fn subscriptions(tenant: &Tenant) -> Vec<Value> {
    let element = |(id, name): &(String, String)| {
        json!({ "id": format!("/subscriptions/{id}"), "subscriptionId": id, "displayName": name,
            "tenantId": TENANT_ID, "state": "Enabled" })
    };
    tenant.subscriptions.iter().map(element).collect()
}

/// One page of a list, with a link to the next.
fn page(tenant: &Tenant, origin: &str, seen: &Seen, all: &[Value]) -> Response {
    let size = tenant.list_page.unwrap_or(usize::MAX);
    let from: usize = seen.parameter("$skiptoken").and_then(|text| text.parse().ok()).unwrap_or(0);
    let to = all.len().min(from.saturating_add(size));
    let mut page = json!({ "value": all[from.min(to)..to] });
    if to < all.len() {
        page["nextLink"] = json!(format!("{origin}{}?api-version=1&$skiptoken={to}", seen.path));
    }
    axum::Json(page).into_response()
}

fn accepted(origin: &str, location: &str) -> Response {
    let headers = [
        ("location", format!("{origin}{location}?api-version=1&t=1&s=signed")),
        ("retry-after", "0".to_owned()),
    ];
    (StatusCode::ACCEPTED, headers, "").into_response()
}

fn not_found(path: &str) -> Response {
    let error = json!({ "error": { "code": "ResourceNotFound", "message": format!("The Resource '{path}' was not found.") } });
    (StatusCode::NOT_FOUND, axum::Json(error)).into_response()
}
