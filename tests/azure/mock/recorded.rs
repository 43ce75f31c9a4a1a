//! Recorded exchanges with the real Azure, played back by the mock.

use std::{collections::BTreeMap, path::Path};

use serde_json::Value;

use super::Tenant;

/// One file of recorded exchanges: the tenant as it answered, and the gateways in it.
pub(crate) struct Recording {
    pub(crate) file: String,
    pub(crate) tenant: Tenant,
    pub(crate) gateways: Vec<String>,
}

/// Every recording that lies beside the workspace.
pub(crate) fn recordings() -> Vec<Recording> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/corpus/http"));
    let entries = std::fs::read_dir(folder).expect("the recordings");
    let mut paths: Vec<_> =
        entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.sort();
    paths.iter().filter_map(|path| read(path)).collect()
}

fn read(path: &Path) -> Option<Recording> {
    let recording: Value = serde_json::from_slice(&std::fs::read(path).ok()?).ok()?;
    let mut resources = BTreeMap::new();
    for exchange in recording.get("exchanges")?.as_array()? {
        if exchange["method"] == "GET" && exchange["status"] == 200 {
            collect(&exchange["body"], &mut resources);
        }
    }
    let mut tenant = Tenant::default();
    let mut gateways = Vec::new();
    for (key, resource) in resources {
        let id = key.split('/').nth(2).unwrap_or_default().to_owned();
        if tenant.subscriptions.iter().all(|(known, _)| *known != id) {
            tenant.subscriptions.push((id, "Recorded".into()));
        }
        if key.contains("/microsoft.network/virtualnetworkgateways/") {
            gateways.push(resource["id"].as_str().unwrap_or_default().to_owned());
        }
        tenant.resources.insert(key, resource);
    }
    Some(Recording { file: path.file_name()?.to_string_lossy().into_owned(), tenant, gateways })
}

/// Takes resources of a subscription, alone or in a list.
fn collect(body: &Value, resources: &mut BTreeMap<String, Value>) {
    if let Some(list) = body.get("value").and_then(Value::as_array) {
        for element in list {
            collect(element, resources);
        }
    }
    let Some(id) = body.get("id").and_then(Value::as_str) else { return };
    let segments = id.split('/').count();
    if segments == 9 && body.get("properties").is_some() {
        let mut resource = body.clone();
        if resource.get("type").is_none() {
            let kind = id.rsplit('/').nth(1).unwrap_or_default();
            resource["type"] = format!("Microsoft.Network/{kind}").into();
        }
        resources.insert(id.to_lowercase(), resource);
    }
}
