//! Ids of Azure resources, told from the names that a configuration gives them.

use std::sync::Arc;

use arm_template::STAND_IN_SUBSCRIPTION;
use terraform_config::Provider;
use terraform_config::value::{Entries, Value};
use traced_values::{Assumption, Origin, Span};

use super::{azapi, azurerm};

/// What is known of the resources of `azurerm` and `azapi` besides what is written about them.
pub(super) struct Azure;

/// Arguments that are secret whatever their values come from.
const SECRET: [&str; 4] =
    ["shared_key", "radius_server_secret", "authorization_key", "sensitive_body"];

impl Provider for Azure {
    fn computed(
        &self,
        kind: &str,
        address: &str,
        written: &Entries,
        at: Span,
    ) -> Vec<(Arc<str>, Value)> {
        let id = if kind.starts_with("azapi_") {
            azapi_id(written, address)
        } else {
            azurerm::row_of(kind).and_then(|row| id(row, written, address))
        };
        id.map(|text| {
            let assumed = Origin::assumed(Assumption::StandIn("subscription".into()), at);
            let name = written.get("name").map(|name| name.origin.clone());
            let from = name.into_iter().chain([assumed]).collect();
            ("id".into(), Value::text(text, Origin::computed("id", at, from)))
        })
        .into_iter()
        .collect()
    }

    fn is_secret(&self, _: &str, attribute: &str) -> bool {
        SECRET.contains(&attribute)
    }

    fn takes_json(&self, kind: &str, attribute: &str) -> bool {
        kind.starts_with("azapi_") && attribute == "body"
    }
}

/// A name in an id: as it is, or the address of what isn't known, so that equal ones stay equal.
fn segment(value: Option<&Value>, address: &str) -> String {
    match value {
        Some(value) => match (value.as_str(), value.as_unknown()) {
            (Some(text), _) => text.to_owned(),
            (None, Some(unknown)) if !unknown.residual.is_empty() => {
                format!("({})", unknown.residual.replace('/', "|"))
            }
            _ => format!("({address})"),
        },
        None => format!("({address})"),
    }
}

fn id(row: &azurerm::ResourceMapping, written: &Entries, address: &str) -> Option<String> {
    let group = written.get("resource_group_name");
    let parent = row.parent_id.and_then(|name| written.get(name));
    let is_by_id = parent.is_some() || (row.parent_id.is_some() && row.parents.is_empty());
    let mut id = if is_by_id {
        match parent.and_then(Value::as_str) {
            Some(text) => text.to_owned(),
            None => format!("/{}", segment(parent, address)),
        }
    } else {
        format!("/subscriptions/{STAND_IN_SUBSCRIPTION}/resourceGroups/{}", segment(group, address))
    };
    if row.azure.is_empty() {
        return Some(format!(
            "/subscriptions/{STAND_IN_SUBSCRIPTION}/resourceGroups/{}",
            segment(written.get("name"), address)
        ));
    }
    let (space, kinds) = row.azure.split_once('/')?;
    let mut kinds: Vec<&str> = kinds.split('/').collect();
    let own = kinds.pop()?;
    if !is_by_id {
        id = format!("{id}/providers/{space}");
        for (kind, parent) in kinds.iter().zip(row.parents) {
            id = format!("{id}/{kind}/{}", segment(written.get(*parent), address));
        }
    }
    Some(format!("{id}/{own}/{}", segment(written.get("name"), address)))
}

/// The id of a resource of `azapi`: the parent's, the type's last part and the name.
fn azapi_id(written: &Entries, address: &str) -> Option<String> {
    if let Some(whole) = written.get("resource_id") {
        return whole.as_str().map(str::to_owned);
    }
    let (kind, _) = azapi::kind(written)?;
    let parent = match written.get("parent_id").and_then(Value::as_str) {
        Some(parent) => parent.to_owned(),
        None => format!("/{}", segment(written.get("parent_id"), address)),
    };
    let (space, kinds) = kind.split_once('/')?;
    let name = segment(written.get("name"), address);
    Some(match kinds.rsplit_once('/') {
        Some((_, own)) => format!("{parent}/{own}/{name}"),
        None => format!("{parent}/providers/{space}/{kinds}/{name}"),
    })
}
