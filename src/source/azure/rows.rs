//! The resources in an answer, by their ids: what they say is for the estate to understand.

use serde_json::Value;

use crate::source::azure::resource_id::ResourcePath;

const GATEWAY: &str = "microsoft.network/virtualnetworkgateways";
const HUB_GATEWAY: &str = "microsoft.network/p2svpngateways";

/// The resources in an answer: rows of Resource Graph, a list's, or the answer itself.
pub(crate) fn resources(answer: &Value) -> Vec<&Value> {
    for key in ["data", "value"] {
        if let Some(Value::Array(resources)) = answer.get(key) {
            return resources.iter().collect();
        }
    }
    vec![answer]
}

/// The ids of the resources in an answer.
pub(crate) fn ids(answer: &Value) -> impl Iterator<Item = ResourcePath> {
    let ids = resources(answer).into_iter().filter_map(id);
    ids.filter(|id| !id.kind().is_empty())
}

/// Whether it is the id of a gateway, in a virtual network or in a hub of Virtual WAN.
pub(crate) fn is_gateway(id: &ResourcePath) -> bool {
    let kind = id.kind();
    kind == GATEWAY || kind == HUB_GATEWAY
}

fn id(resource: &Value) -> Option<ResourcePath> {
    let members = resource.as_object()?;
    let (_, id) = members.iter().find(|(name, _)| name.eq_ignore_ascii_case("id"))?;
    ResourcePath::parse(id.as_str()?)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn resources_are_told_by_their_ids() {
        let id = |kind| {
            format!("/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/{kind}/x")
        };
        let answer = json!({ "data": [
            { "ID": id("virtualNetworkGateways") }, { "id": id("virtualNetworks") },
            { "id": "/subscriptions/s" }, { "id": 5 }, null, []] });
        let found: Vec<_> = ids(&answer).map(|id| (id.kind(), is_gateway(&id))).collect();
        let kind = |name: &str| format!("microsoft.network/{name}");
        assert_eq!(
            found,
            [(kind("virtualnetworkgateways"), true), (kind("virtualnetworks"), false)]
        );
        assert_eq!(ids(&json!({ "id": id("p2sVpnGateways") })).filter(is_gateway).count(), 1);
    }
}
