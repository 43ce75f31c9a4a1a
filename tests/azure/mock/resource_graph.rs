//! Resource Graph: rows of many subscriptions, page by page.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use super::{
    kql::Query,
    tenant::{TENANT_ID, Tenant},
};

/// Answers one question.
pub(crate) fn answer(tenant: &Tenant, body: &[u8]) -> Response {
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    let query = match Query::parse(body["query"].as_str().unwrap_or_default()) {
        Ok(query) => query,
        Err(message) => return refuse("InvalidQuery", &message),
    };
    let ids = body["query"].as_str().unwrap_or_default().matches("/providers/").count();
    if tenant.ids_limit.is_some_and(|limit| ids > limit) {
        return refuse("QueryTooLong", "the query is too long");
    }
    let rows: Vec<Value> = match query.table.as_str() {
        "resourcecontainers" => subscriptions(tenant),
        "resources" => resources(tenant),
        other => return refuse("InvalidTable", other),
    };
    let rows: Vec<Value> = rows
        .into_iter()
        .filter(|row| is_in_scope(tenant, &body, row) && query.holds(row))
        .collect();

    let options = &body["options"];
    let top = options["$top"].as_u64().and_then(|top| usize::try_from(top).ok()).unwrap_or(100);
    if !(1..=1000).contains(&top) {
        return refuse("InvalidTop", "$top must be 1 to 1000");
    }
    let from: usize = options["$skipToken"]
        .as_str()
        .and_then(|token| token.strip_prefix("row-")?.parse().ok())
        .unwrap_or(0);
    let to = rows.len().min(from + top);
    if tenant.payload_limit.is_some_and(|limit| to - from > limit) {
        return refuse(
            "ResponsePayloadTooLarge",
            "Response payload size is 16777217, and has exceeded the limit of 16777216",
        );
    }
    let mut answer = json!({
        "totalRecords": rows.len(), "count": to - from, "resultTruncated": "false", "facets": [], "data": rows[from..to] });
    if to < rows.len() {
        answer["$skipToken"] = json!(format!("row-{to}"));
    }
    axum::Json(answer).into_response()
}

fn refuse(code: &str, message: &str) -> Response {
    let error = json!({ "error": {
        "code": "BadRequest", "message": "Please provide below info when asking for support: timestamp = 1",
        "details": [{ "code": code, "message": message }] } });
    (StatusCode::BAD_REQUEST, axum::Json(error)).into_response()
}

fn is_in_scope(tenant: &Tenant, body: &Value, row: &Value) -> bool {
    let own = row["subscriptionId"].as_str().unwrap_or_default();
    let named = |key: &str| {
        body[key].as_array().map(|names| {
            names.iter().filter_map(Value::as_str).map(str::to_lowercase).collect::<Vec<_>>()
        })
    };
    if let Some(ids) = named("subscriptions").filter(|ids| !ids.is_empty()) {
        return ids.iter().any(|id| id == own);
    }
    if let Some(groups) = named("managementGroups").filter(|groups| !groups.is_empty()) {
        return groups.iter().any(|group| {
            tenant
                .management_groups
                .get(group)
                .is_some_and(|members| members.iter().any(|id| id == own))
        });
    }
    true
}

fn subscriptions(tenant: &Tenant) -> Vec<Value> {
    let row = |(id, name): &(String, String)| {
        json!({
            "id": format!("/subscriptions/{id}"), "name": name, "type": "microsoft.resources/subscriptions",
            "subscriptionId": id, "tenantId": TENANT_ID, "state": "Enabled" })
    };
    tenant.subscriptions.iter().map(row).collect()
}

fn resources(tenant: &Tenant) -> Vec<Value> {
    let in_graph = tenant.resources.iter().filter(|(key, _)| !tenant.not_in_graph.contains(*key));
    in_graph
        .map(|(key, resource)| {
            let mut row = resource.clone();
            let segments: Vec<&str> = key.split('/').collect();
            row["type"] = json!(row["type"].as_str().unwrap_or_default().to_lowercase());
            row["subscriptionId"] = json!(segments.get(2));
            row["resourceGroup"] = json!(segments.get(4));
            row["tenantId"] = json!(TENANT_ID);
            if tenant.graph_drops_certificates
                && let Some(roots) =
                    row.pointer_mut("/properties/vpnClientConfiguration/vpnClientRootCertificates")
            {
                for root in roots.as_array_mut().into_iter().flatten() {
                    root["properties"] = json!({});
                }
            }
            row
        })
        .collect()
}
