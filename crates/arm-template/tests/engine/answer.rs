//! Where the engine was told that deployments go, and what we answer, in the form of its answers.

use std::sync::Arc;

use arm_template::{Expansion, Node, Resource, Scope, ScopeKind, Value};
use serde_json::{Map, Value as Json, json};

const SUBSCRIPTION: &str = "22222222-2222-2222-2222-222222222222";
const TENANT: &str = "11111111-1111-1111-1111-111111111111";

/// Where the engine was told that the deployment goes.
pub(crate) fn scope(kind: ScopeKind) -> Scope {
    let text = |text: &str| Some(Arc::from(text));
    let all = Scope {
        kind,
        tenant_id: text(TENANT),
        location: text("westeurope"),
        deployment_name: text("main"),
        ..Scope::default()
    };
    let subscription_id = text(SUBSCRIPTION);
    match kind {
        ScopeKind::ResourceGroup => {
            Scope { subscription_id, resource_group: text("rg-truth"), ..all }
        }
        ScopeKind::Subscription => Scope { subscription_id, ..all },
        ScopeKind::ManagementGroup => Scope { management_group: text("mg-truth"), ..all },
        ScopeKind::Tenant => all,
    }
}

/// The resources and outputs of a deployment, as they may be shown.
pub(crate) fn shown(expansion: &Expansion) -> Json {
    let deployed = expansion.resources.iter().filter(|resource| !resource.existing);
    let resources: Vec<_> = deployed.map(|resource| resource_shown(expansion, resource)).collect();
    let outputs: Map<_, _> = expansion
        .outputs
        .iter()
        .map(|output| (output.name.to_string(), masked(expansion, &output.value)))
        .collect();
    json!({ "resources": resources, "outputs": outputs })
}

fn resource_shown(expansion: &Expansion, resource: &Resource) -> Json {
    let mut object = Map::new();
    object.insert("id".into(), resource.id.to_json());
    object.insert("type".into(), json!(&*resource.kind));
    object.insert("name".into(), resource.name.to_json());
    for member in resource.node.members() {
        if !object.contains_key(&*member.name) {
            object.insert(member.name.to_string(), masked(expansion, &member.value));
        }
    }
    Json::Object(object)
}

/// The value as it may be shown.
fn masked(expansion: &Expansion, node: &Node) -> Json {
    match &node.value {
        Value::Array(array) => array.items().iter().map(|item| masked(expansion, item)).collect(),
        Value::Object(object) => {
            let members = object.members().iter();
            let members =
                members.map(|member| (member.name.to_string(), masked(expansion, &member.value)));
            Json::Object(members.collect())
        }
        _ if expansion.secrets.hold(node) => json!("***"),
        _ => node.to_json(),
    }
}
