//! Where the deployment goes: `subscription`, `resourceGroup`, `tenant`, `managementGroup`.

use std::sync::Arc;

use crate::functions::argument::made;
use crate::functions::{Call, Fault, Function, Outcome};
use crate::scope::NameOrStandIn;
use crate::{Assumption, Member, Node, Origin, ProblemKind, Reason, ScopeKind, Unknown, Value};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::exactly("managementGroup", 0, management_group),
    Function::exactly("resourceGroup", 0, resource_group),
    Function::exactly("subscription", 0, subscription),
    Function::exactly("tenant", 0, tenant),
];

impl Call<'_> {
    /// The origins of what was taken for granted, each told in words.
    pub(super) fn assumed<const N: usize>(&self, stand_ins: [(bool, &str); N]) -> Vec<Origin> {
        stand_ins
            .into_iter()
            .filter(|(assumed, _)| *assumed)
            .map(|(_, what)| Origin::assumed(Assumption::StandIn(what.into()), self.at))
            .collect()
    }

    fn placed(&self, text: impl Into<Arc<str>>, from: Vec<Origin>) -> Node {
        let origin = Origin::computed(self.name, self.at, from);
        Node { value: Value::String(text.into()), origin }
    }

    /// A text that was given with the place, or else is not known.
    fn given(&self, text: Option<&Arc<str>>, path: &str) -> Node {
        match text {
            Some(text) => self.placed(text.clone(), Vec::new()),
            None => self.not_given(path),
        }
    }

    fn not_given(&self, path: &str) -> Node {
        let unknown = Unknown { reason: Reason::Place(path.into()), residual: path.into() };
        self.made(Value::Unknown(Arc::new(unknown)))
    }

    fn members<const N: usize>(&self, members: [(&str, Node); N]) -> Vec<Member> {
        members.into_iter().map(|(name, value)| self.made_member(name, value)).collect()
    }

    fn only_at(&self, kinds: &[ScopeKind], where_to: &str) -> Result<(), Fault> {
        if kinds.contains(&self.scope.kind) {
            return Ok(());
        }
        let message = format!("is allowed only in deployments to {where_to}");
        Err(self.fault(ProblemKind::NotAllowedHere, &message))
    }
}

/// What a stand-in stands in for.
pub(super) const TENANT: &str = "the tenant's id";
pub(super) const MANAGEMENT_GROUP: &str = "the management group's name";
pub(super) const SUBSCRIPTION: &str = "the subscription's id";
pub(super) const RESOURCE_GROUP: &str = "the resource group's name";

fn subscription(call: &Call<'_>) -> Result<Outcome, Fault> {
    let kinds = [ScopeKind::ResourceGroup, ScopeKind::Subscription];
    call.only_at(&kinds, "a resource group or a subscription")?;
    let (id, assumed) = call.scope.subscription();
    let from = call.assumed([(assumed, SUBSCRIPTION)]);
    made(Value::object(call.members([
        ("id", call.placed(format!("/subscriptions/{id}"), from.clone())),
        ("subscriptionId", call.placed(id, from)),
        ("tenantId", tenant_id(call, call.scope.tenant())),
        ("displayName", call.not_given("subscription().displayName")),
    ])))
}

fn tenant_id(call: &Call<'_>, (id, assumed): NameOrStandIn) -> Node {
    call.placed(id, call.assumed([(assumed, TENANT)]))
}

fn resource_group(call: &Call<'_>) -> Result<Outcome, Fault> {
    call.only_at(&[ScopeKind::ResourceGroup], "a resource group")?;
    let (subscription, no_subscription) = call.scope.subscription();
    let (group, no_group) = call.scope.group();
    let id = format!("/subscriptions/{subscription}/resourceGroups/{group}");
    let from = call.assumed([(no_subscription, SUBSCRIPTION), (no_group, RESOURCE_GROUP)]);
    let tags = call.scope.tags.clone();
    made(Value::object(call.members([
        ("id", call.placed(id, from)),
        ("name", call.placed(group, call.assumed([(no_group, RESOURCE_GROUP)]))),
        ("type", call.made_text("Microsoft.Resources/resourceGroups")),
        ("location", call.given(call.scope.location.as_ref(), "resourceGroup().location")),
        ("tags", tags.unwrap_or_else(|| call.not_given("resourceGroup().tags"))),
        ("managedBy", call.not_given("resourceGroup().managedBy")),
        ("properties", call.not_given("resourceGroup().properties")),
    ])))
}

fn tenant(call: &Call<'_>) -> Result<Outcome, Fault> {
    let (id, assumed) = call.scope.tenant();
    let from = call.assumed([(assumed, TENANT)]);
    made(Value::object(call.members([
        ("countryCode", call.not_given("tenant().countryCode")),
        ("displayName", call.not_given("tenant().displayName")),
        ("id", call.placed(format!("/tenants/{id}"), from.clone())),
        ("tenantId", call.placed(id, from)),
    ])))
}

fn management_group(call: &Call<'_>) -> Result<Outcome, Fault> {
    call.only_at(&[ScopeKind::ManagementGroup], "a management group")?;
    let (name, assumed) = call.scope.group_of_subscriptions();
    let from = call.assumed([(assumed, MANAGEMENT_GROUP)]);
    let id = format!("/providers/Microsoft.Management/managementGroups/{name}");
    let properties = call.members([
        ("details", call.not_given("managementGroup().properties.details")),
        ("displayName", call.not_given("managementGroup().properties.displayName")),
        ("tenantId", tenant_id(call, call.scope.tenant())),
    ]);
    made(Value::object(call.members([
        ("id", call.placed(id, from.clone())),
        ("name", call.placed(name, from)),
        ("properties", call.made(Value::object(properties))),
        ("type", call.made_text("/providers/Microsoft.Management/managementGroups")),
    ])))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::functions::testing::{call_at, json as plain};
    use crate::{Confidence, Scope};

    fn object(scope: &Scope, name: &str) -> Result<Value, Fault> {
        match call_at(scope, name, &json!([]))? {
            Outcome::Made(value) => Ok(value),
            other => panic!("{name} gives {other:?}"),
        }
    }

    fn given() -> Scope {
        Scope {
            tenant_id: Some("t".into()),
            subscription_id: Some("s".into()),
            resource_group: Some("g".into()),
            location: Some("westus".into()),
            ..Scope::default()
        }
    }

    #[test]
    fn what_is_given_stands_in_the_objects() {
        let value = plain(&object(&given(), "resourceGroup").expect("allowed"));
        assert_eq!(value["id"], "/subscriptions/s/resourceGroups/g");
        assert_eq!(value["location"], "westus");
        assert_eq!(value["type"], "Microsoft.Resources/resourceGroups");
        assert_eq!(value["tags"], "[resourceGroup().tags]");
        let value = plain(&object(&given(), "subscription").expect("allowed"));
        assert_eq!(value["tenantId"], "t");
        assert_eq!(value["displayName"], "[subscription().displayName]");
        assert_eq!(plain(&object(&given(), "tenant").expect("allowed"))["id"], "/tenants/t");
    }

    #[test]
    fn ids_that_are_not_given_have_stand_ins_that_are_not_trusted() {
        let Ok(Value::Object(group)) = object(&Scope::default(), "resourceGroup") else {
            panic!("resourceGroup is allowed");
        };
        let id = group.get("id").expect("an id");
        let stand_in = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/resource-group-not-given";
        assert_eq!(plain(&id.value), stand_in);
        assert_eq!(id.origin.confidence(), Confidence::Low);
        let location = group.get("location").expect("a location");
        assert!(
            matches!(&location.value, Value::Unknown(unknown) if &*unknown.residual == "resourceGroup().location")
        );
        let Ok(Value::Object(group)) = object(&given(), "resourceGroup") else {
            panic!("resourceGroup is allowed");
        };
        assert_eq!(group.get("id").map(|id| id.origin.confidence()), Some(Confidence::High));
    }

    #[test]
    fn each_function_has_its_places() {
        let at = |kind| Scope { kind, ..given() };
        for (name, kind, allowed) in [
            ("resourceGroup", ScopeKind::Subscription, false),
            ("resourceGroup", ScopeKind::ManagementGroup, false),
            ("subscription", ScopeKind::Subscription, true),
            ("subscription", ScopeKind::ManagementGroup, false),
            ("subscription", ScopeKind::Tenant, false),
            ("managementGroup", ScopeKind::ResourceGroup, false),
            ("managementGroup", ScopeKind::ManagementGroup, true),
            ("tenant", ScopeKind::Tenant, true),
        ] {
            let result = object(&at(kind), name);
            assert_eq!(result.is_ok(), allowed, "{name}");
            if let Err(fault) = result {
                assert!(matches!(fault, Fault::Problem(ProblemKind::NotAllowedHere, _)));
            }
        }
        let scope =
            Scope { management_group: Some("mg1".into()), ..at(ScopeKind::ManagementGroup) };
        let value = plain(&object(&scope, "managementGroup").expect("allowed"));
        assert_eq!(value["id"], "/providers/Microsoft.Management/managementGroups/mg1");
        assert_eq!(value["properties"]["tenantId"], "t");
    }
}
