//! Ids of resources, in the scopes they can be in.

use super::scope::{MANAGEMENT_GROUP, RESOURCE_GROUP, SUBSCRIPTION};
use crate::functions::{Call, Fault, Function, Outcome};
use crate::{Node, Origin, ProblemKind, ScopeKind, Value};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::at_least("extensionResourceId", 3, extension_resource_id),
    Function::at_least("managementGroupResourceId", 2, management_group_resource_id),
    Function::at_least("resourceId", 2, resource_id),
    Function::at_least("subscriptionResourceId", 2, subscription_resource_id),
    Function::at_least("tenantResourceId", 2, tenant_resource_id),
];

/// The arguments of a call in their roles.
struct IdArguments<'a> {
    /// What stands before the type: ids and names of scopes.
    scopes: Vec<&'a str>,
    kind: &'a str,
    names: Vec<&'a str>,
}

impl<'a> IdArguments<'a> {
    /// The type is the one argument with a slash inside, after at most so many scopes.
    fn of(call: &Call<'a>, most_scopes: usize) -> Result<Self, Fault> {
        let mut texts = Vec::with_capacity(call.args.len());
        for index in 0..call.args.len() {
            texts.push(call.text(index)?);
        }
        let is_type = |text: &&str| {
            text.trim_end_matches('/').trim_start_matches('/').contains('/')
                && !text.starts_with('/')
        };
        let many = texts.iter().filter(|text| is_type(text)).count() > 1;
        let Some(place) =
            texts.iter().position(is_type).filter(|place| *place <= most_scopes && !many)
        else {
            let message = "takes one resource type such as Microsoft.Network/virtualNetworks, and names without a slash";
            return Err(call.wrong_value(message));
        };
        let names = texts.split_off(place + 1);
        let kind = texts.pop().unwrap_or_default();
        Ok(Self { scopes: texts, kind, names })
    }

    /// `/providers/namespace/type/name/type/name`.
    ///
    /// Where the first name is empty its type is left out; the slash before it is not.
    fn tail(&self, call: &Call<'_>) -> Result<String, Fault> {
        let mut segments = self.kind.split('/').filter(|segment| !segment.is_empty());
        let namespace = segments.next().unwrap_or_default();
        let types: Vec<&str> = segments.collect();
        if types.len() != self.names.len() {
            let message = format!(
                "takes {} for the type {}, not {}",
                counted(types.len()),
                self.kind,
                self.names.len()
            );
            return Err(call.fault(ProblemKind::ArgumentCount, &message));
        }
        let parts = types.iter().zip(&self.names).enumerate();
        let parts = parts.flat_map(|(place, (kind, name))| {
            let kind = (place > 0 || !name.is_empty()).then_some(*kind);
            kind.into_iter().chain([*name])
        });
        Ok(format!("/providers/{namespace}/{}", parts.collect::<Vec<_>>().join("/")))
    }

    /// The same below a subscription, where a resource group is no resource of a provider.
    fn below_subscription(&self, call: &Call<'_>) -> Result<String, Fault> {
        match self.names.as_slice() {
            [name] if self.kind.eq_ignore_ascii_case("Microsoft.Resources/resourceGroups") => {
                Ok(format!("/resourceGroups/{name}"))
            }
            _ => self.tail(call),
        }
    }
}

fn counted(names: usize) -> String {
    if names == 1 { "one name".into() } else { format!("{names} names") }
}

/// The id, resting on the arguments and on what was taken for granted.
fn id(call: &Call<'_>, text: String, mut assumed: Vec<Origin>) -> Result<Outcome, Fault> {
    if assumed.is_empty() {
        return call.text_result(text);
    }
    let mut from: Vec<_> = call.args.iter().map(|argument| argument.origin.clone()).collect();
    from.append(&mut assumed);
    let origin = Origin::computed(call.name, call.at, from);
    Ok(Outcome::Traced(Node { value: Value::String(text.into()), origin }))
}

fn resource_id(call: &Call<'_>) -> Result<Outcome, Fault> {
    let parts = IdArguments::of(call, 2)?;
    let (subscription, no_subscription) = call.scope.subscription();
    match (call.scope.kind, parts.scopes.as_slice()) {
        (_, [subscription, group]) => {
            let subscription = subscription_id(call, subscription)?;
            let tail = parts.tail(call)?;
            let text = format!("{subscription}/resourceGroups/{group}{tail}");
            id(call, text, Vec::new())
        }
        (ScopeKind::ResourceGroup, []) => {
            let (group, no_group) = call.scope.group();
            let tail = parts.tail(call)?;
            let text = format!("/subscriptions/{subscription}/resourceGroups/{group}{tail}");
            let assumed =
                call.assumed([(no_subscription, SUBSCRIPTION), (no_group, RESOURCE_GROUP)]);
            id(call, text, assumed)
        }
        (ScopeKind::ResourceGroup, [group, ..]) => {
            let tail = parts.tail(call)?;
            let text = format!("/subscriptions/{subscription}/resourceGroups/{group}{tail}");
            id(call, text, call.assumed([(no_subscription, SUBSCRIPTION)]))
        }
        (ScopeKind::Subscription, []) => {
            let text = format!("/subscriptions/{subscription}{}", parts.below_subscription(call)?);
            id(call, text, call.assumed([(no_subscription, SUBSCRIPTION)]))
        }
        (ScopeKind::ManagementGroup | ScopeKind::Tenant, []) => {
            id(call, parts.tail(call)?, Vec::new())
        }
        // Outside of resource groups a single scope is a subscription.
        (_, [subscription, ..]) => {
            let subscription = subscription_id(call, subscription)?;
            id(call, subscription + &parts.below_subscription(call)?, Vec::new())
        }
    }
}

/// Whether the text is the id of a subscription: a GUID.
pub(crate) fn is_subscription_id(text: &str) -> bool {
    uuid::Uuid::try_parse(text).is_ok()
}

/// `/subscriptions/…`, when the text is the id of one.
fn subscription_id(call: &Call<'_>, text: &str) -> Result<String, Fault> {
    if !is_subscription_id(text) {
        let message = format!("takes a subscription's id, which is a GUID, not '{text}'");
        return Err(call.wrong_value(&message));
    }
    Ok(format!("/subscriptions/{text}"))
}

fn subscription_resource_id(call: &Call<'_>) -> Result<Outcome, Fault> {
    let parts = IdArguments::of(call, 1)?;
    if let Some(subscription) = parts.scopes.first() {
        let subscription = subscription_id(call, subscription)?;
        return id(call, subscription + &parts.below_subscription(call)?, Vec::new());
    }
    if !matches!(call.scope.kind, ScopeKind::ResourceGroup | ScopeKind::Subscription) {
        let message = "needs a subscription's id before the type: the deployment goes to none";
        return Err(call.fault(ProblemKind::ArgumentCount, message));
    }
    let (subscription, assumed) = call.scope.subscription();
    let text = format!("/subscriptions/{subscription}{}", parts.below_subscription(call)?);
    id(call, text, call.assumed([(assumed, SUBSCRIPTION)]))
}

fn management_group_resource_id(call: &Call<'_>) -> Result<Outcome, Fault> {
    const GROUPS: &str = "/providers/Microsoft.Management/managementGroups/";
    let parts = IdArguments::of(call, 1)?;
    let tail = parts.tail(call)?;
    if let Some(group) = parts.scopes.first() {
        return id(call, format!("{GROUPS}{group}{tail}"), Vec::new());
    }
    if call.scope.kind != ScopeKind::ManagementGroup {
        let message =
            "needs a management group's name before the type: the deployment goes to none";
        return Err(call.fault(ProblemKind::ArgumentCount, message));
    }
    let (group, assumed) = call.scope.group_of_subscriptions();
    let text = format!("{GROUPS}{group}{tail}");
    id(call, text, call.assumed([(assumed, MANAGEMENT_GROUP)]))
}

fn tenant_resource_id(call: &Call<'_>) -> Result<Outcome, Fault> {
    id(call, IdArguments::of(call, 0)?.tail(call)?, Vec::new())
}

fn extension_resource_id(call: &Call<'_>) -> Result<Outcome, Fault> {
    let base = call.text(0)?;
    if !base.starts_with('/') || base.trim_matches('/').is_empty() {
        let message = format!("takes the id of the resource that is extended, not '{base}'");
        return Err(call.wrong_value(&message));
    }
    let rest = Call { args: call.args.get(1..).unwrap_or_default(), ..*call };
    let tail = IdArguments::of(&rest, 0)?.tail(&rest)?;
    id(call, format!("{}{tail}", base.trim_end_matches('/')), Vec::new())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::functions::testing::{call_at, fault, json as plain, text};
    use crate::{Confidence, Scope};

    const GUID: &str = "33333333-3333-3333-3333-333333333333";

    fn scope(kind: ScopeKind) -> Scope {
        Scope {
            kind,
            subscription_id: Some("s".into()),
            resource_group: Some("g".into()),
            management_group: Some("m".into()),
            ..Scope::default()
        }
    }

    fn id_at(kind: ScopeKind, name: &str, args: &serde_json::Value) -> String {
        match call_at(&scope(kind), name, args) {
            Ok(Outcome::Made(value)) => plain(&value).as_str().expect("a text").to_owned(),
            other => panic!("{name}{args} gives {other:?}"),
        }
    }

    #[test]
    fn a_resource_id_has_the_form_of_its_scope() {
        let args = json!(["Microsoft.Sql/servers/databases", "a", "b"]);
        let tail = "/providers/Microsoft.Sql/servers/a/databases/b";
        for (kind, head) in [
            (ScopeKind::ResourceGroup, "/subscriptions/s/resourceGroups/g"),
            (ScopeKind::Subscription, "/subscriptions/s"),
            (ScopeKind::ManagementGroup, ""),
            (ScopeKind::Tenant, ""),
        ] {
            assert_eq!(id_at(kind, "resourceId", &args), format!("{head}{tail}"));
        }
    }

    #[test]
    fn scopes_may_stand_before_the_type() {
        let group = ScopeKind::ResourceGroup;
        assert_eq!(
            id_at(group, "resourceId", &json!(["other", "A.B/c", "n"])),
            "/subscriptions/s/resourceGroups/other/providers/A.B/c/n"
        );
        assert_eq!(
            id_at(group, "resourceId", &json!([GUID, "other", "A.B/c", "n"])),
            format!("/subscriptions/{GUID}/resourceGroups/other/providers/A.B/c/n")
        );
        assert_eq!(
            id_at(ScopeKind::Subscription, "resourceId", &json!([GUID, "A.B/c", "n"])),
            format!("/subscriptions/{GUID}/providers/A.B/c/n")
        );
        assert_eq!(
            id_at(group, "resourceId", &json!(["Microsoft.Network/publicIPAddresses/", "n"])),
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/publicIPAddresses/n"
        );
    }

    #[test]
    fn the_other_scopes_have_functions_of_their_own() {
        let group = ScopeKind::ResourceGroup;
        let args = json!(["A.B/c/d", "x", "y"]);
        assert_eq!(id_at(group, "tenantResourceId", &args), "/providers/A.B/c/x/d/y");
        assert_eq!(
            id_at(group, "subscriptionResourceId", &args),
            "/subscriptions/s/providers/A.B/c/x/d/y"
        );
        assert_eq!(
            id_at(group, "subscriptionResourceId", &json!([GUID, "A.B/c", "x"])),
            format!("/subscriptions/{GUID}/providers/A.B/c/x")
        );
        assert_eq!(
            id_at(ScopeKind::ManagementGroup, "managementGroupResourceId", &json!(["A.B/c", "x"])),
            "/providers/Microsoft.Management/managementGroups/m/providers/A.B/c/x"
        );
        assert_eq!(
            text("extensionResourceId", json!(["/subscriptions/1/resourceGroups/r", "A.B/c", "x"])),
            "/subscriptions/1/resourceGroups/r/providers/A.B/c/x"
        );
    }

    #[test]
    fn a_resource_group_has_a_short_id() {
        let args = json!(["microsoft.resources/RESOURCEGROUPS", "x"]);
        let short = "/subscriptions/s/resourceGroups/x";
        assert_eq!(id_at(ScopeKind::ResourceGroup, "subscriptionResourceId", &args), short);
        assert_eq!(id_at(ScopeKind::Subscription, "resourceId", &args), short);
    }

    #[test]
    fn an_empty_name_drops_its_segment() {
        let group = ScopeKind::Tenant;
        assert_eq!(id_at(group, "resourceId", &json!(["A.B/c", ""])), "/providers/A.B/");
        assert_eq!(id_at(group, "resourceId", &json!(["A.B/c/d", "", ""])), "/providers/A.B//d/");
    }

    #[test]
    fn what_is_no_scope_is_refused() {
        let refused = |kind, name, args| {
            let result = call_at(&scope(kind), name, &args);
            assert!(matches!(result, Err(Fault::Problem(..))), "{name}{args}");
        };
        let (group, tenant) = (ScopeKind::ResourceGroup, ScopeKind::Tenant);
        refused(group, "resourceId", json!(["no-guid", "g", "A.B/c", "n"]));
        refused(ScopeKind::Subscription, "resourceId", json!(["g", "A.B/c", "n"]));
        refused(tenant, "subscriptionResourceId", json!(["A.B/c", "n"]));
        refused(group, "managementGroupResourceId", json!(["A.B/c", "n"]));
        refused(group, "resourceId", json!(["A.B/c", "x/y"]));
        for base in ["", "/", "x"] {
            refused(group, "extensionResourceId", json!([base, "A.B/c", "n"]));
        }
    }

    #[test]
    fn a_stand_in_lowers_the_confidence() {
        let result = call_at(&Scope::default(), "resourceId", &json!(["A.B/c", "n"]));
        let Ok(Outcome::Traced(node)) = result else { panic!("a stand-in is needed") };
        assert_eq!(node.origin.confidence(), Confidence::Low);
    }

    #[test]
    fn names_fit_the_type() {
        assert_eq!(fault("resourceId", json!(["A.B/c", "a", "b"])), ProblemKind::ArgumentCount);
        assert_eq!(fault("tenantResourceId", json!(["A.B/c/d", "a"])), ProblemKind::ArgumentCount);
        assert_eq!(fault("resourceId", json!(["nothing", "a"])), ProblemKind::ArgumentValue);
        assert_eq!(fault("resourceId", json!(["A.B/c", 1])), ProblemKind::ArgumentType);
        assert_eq!(
            fault("tenantResourceId", json!(["guid", "A.B/c", "n"])),
            ProblemKind::ArgumentValue
        );
        assert_eq!(fault("extensionResourceId", json!(["A.B/c", "a"])), ProblemKind::ArgumentValue);
    }
}
