//! Ids of resources.

use std::sync::Arc;

use super::deployment::Deployment;
use super::instance::is_deployment;
use super::target::Target;
use crate::evaluate::{Engine, Env, unknown};
use crate::expression::is_expression;
use crate::same_name;
use crate::{Assumption, Node, Origin, ProblemKind, Reason, ScopeKind, Span, Value};

impl Engine<'_> {
    /// The id of a resource, from where it goes.
    pub(crate) fn identity(
        &self,
        deployment: &Deployment,
        node: &Node,
        kind: &str,
        name: &Node,
        segments: &[Node],
        env: &Env,
    ) -> Node {
        let at = name.origin.at();
        // A deployment's scope is where it goes; another resource's is what it extends.
        let moves = is_deployment(kind) || is_existing(node);
        let extended = node.get("scope").filter(|scope| !scope.is_null() && !is_deployment(kind));
        let extended = extended.map(|scope| self.resolve(scope, env));
        let target = &deployment.place;
        let target = if moves { self.target_of(node, target, env) } else { target.clone() };
        if is_expression(kind) {
            // A type that is not known gives an id that is not.
            let reason = Reason::Runtime("type".into());
            return unknown(reason, "null()", Origin::computed("resourceId", at, Vec::new()));
        }
        let mut from = vec![name.origin.clone()];
        let stand_in = target.stand_in("resourceId").filter(|_| extended.is_none());
        from.extend(stand_in.map(|what| Origin::assumed(Assumption::StandIn(what.into()), at)));
        let origin = Origin::computed("resourceId", at, from);
        if let Some(reason) = first_unknown(segments, extended.as_ref(), &target) {
            let residual = self.residual_of_resource(
                &target,
                deployment,
                extended.as_ref(),
                kind,
                segments,
                at,
            );
            return unknown(reason, residual, origin);
        }
        let names: Vec<&str> = segments.iter().filter_map(Node::as_str).collect();
        let Some(path) = interleaved(kind, &names) else {
            let message = format!(
                "the name has {} parts, but the type {kind} needs {}",
                names.len(),
                kind.split('/').count().saturating_sub(1)
            );
            return self.failed(ProblemKind::Structure, message, at, "null()");
        };
        let prefix = match extended.as_ref().and_then(Node::as_str) {
            Some(scope) => extended_prefix(scope, &target),
            None => prefix(&target, kind),
        };
        let id = if same_name(kind, "Microsoft.Resources/resourceGroups") && extended.is_none() {
            format!("{prefix}/resourceGroups/{}", names[0])
        } else {
            format!("{prefix}/providers/{path}")
        };
        Node { value: Value::String(id.into()), origin }
    }

    fn residual_of_resource(
        &self,
        target: &Target,
        deployment: &Deployment,
        extended: Option<&Node>,
        kind: &str,
        segments: &[Node],
        at: Span,
    ) -> Arc<str> {
        let string = |text: &str| Node::written(Value::String(text.into()), at);
        let left = |text: &Arc<str>| {
            unknown(Reason::Runtime("resourceId".into()), text.clone(), Origin::Written(at))
        };
        let mut arguments = Vec::new();
        let function = if let Some(scope) = extended {
            arguments.push(scope.clone());
            "extensionResourceId"
        } else {
            let home = self.deployment_scope(deployment);
            match target.scope.kind {
                ScopeKind::ResourceGroup => {
                    let subscription = target.unknown_subscription.as_ref().map(left);
                    let group = target.unknown_group.as_ref().map(left);
                    let is_home = subscription.is_none()
                        && group.is_none()
                        && target.scope.subscription_id == home.subscription_id
                        && target.scope.resource_group == home.resource_group;
                    if !is_home {
                        let given =
                            |id: &Option<Arc<str>>| string(id.as_deref().unwrap_or_default());
                        let of_scope = &target.scope;
                        arguments
                            .push(subscription.unwrap_or_else(|| given(&of_scope.subscription_id)));
                        arguments.push(group.unwrap_or_else(|| given(&of_scope.resource_group)));
                    }
                    "resourceId"
                }
                ScopeKind::Subscription => "subscriptionResourceId",
                ScopeKind::ManagementGroup => "managementGroupResourceId",
                ScopeKind::Tenant => "tenantResourceId",
            }
        };
        arguments.push(string(kind));
        arguments.extend(segments.iter().cloned());
        self.residual_of(function, &arguments, "null()")
    }

    /// The place that the expressions of a deployment see.
    fn deployment_scope(&self, deployment: &Deployment) -> crate::Scope {
        if deployment.is_outer() {
            self.deployment(deployment.sees).place.scope.clone()
        } else {
            deployment.place.scope.clone()
        }
    }
}

fn first_unknown(segments: &[Node], extended: Option<&Node>, target: &Target) -> Option<Reason> {
    let unknown = segments.iter().chain(extended).find_map(Node::as_unknown);
    if let Some(unknown) = unknown {
        return Some(unknown.reason.clone());
    }
    let place = extended.is_none()
        && (target.unknown_group.is_some() || target.unknown_subscription.is_some());
    place.then(|| Reason::Place("the nested deployment's resource group".into()))
}

/// `Microsoft.Network/virtualNetworks/subnets` with `vnet` and `a`: `Microsoft.Network/virtualNetworks/vnet/subnets/a`.
fn interleaved(kind: &str, names: &[&str]) -> Option<String> {
    let mut types = kind.split('/');
    let mut path = types.next()?.to_owned();
    let mut names = names.iter();
    for part in types {
        path.push('/');
        path.push_str(part);
        path.push('/');
        path.push_str(names.next()?);
    }
    names.next().is_none().then_some(path)
}

fn is_existing(node: &Node) -> bool {
    node.get("existing").and_then(Node::as_bool) == Some(true)
}

/// Types that live in the tenant wherever their template is deployed.
const TENANT_TYPES: [&str; 3] = [
    "Microsoft.Management/managementGroups",
    "Microsoft.Subscription/aliases",
    "Microsoft.Billing/billingAccounts",
];

/// The beginning of the ids of what is deployed here.
pub(crate) fn prefix(target: &Target, kind: &str) -> String {
    let scope = &target.scope;
    let subscription = scope.subscription_id.as_deref().unwrap_or_default();
    let group = scope.resource_group.as_deref().unwrap_or_default();
    let management = scope.management_group.as_deref().unwrap_or_default();
    if TENANT_TYPES.iter().any(|tenant| same_name(kind, tenant)) {
        return String::new();
    }
    match scope.kind {
        ScopeKind::ResourceGroup => format!("/subscriptions/{subscription}/resourceGroups/{group}"),
        ScopeKind::Subscription => format!("/subscriptions/{subscription}"),
        ScopeKind::ManagementGroup => {
            format!("/providers/Microsoft.Management/managementGroups/{management}")
        }
        ScopeKind::Tenant => String::new(),
    }
}

/// The beginning of the id of an extension resource: its scope is a full id, or the rest of one in this place.
fn extended_prefix(scope: &str, target: &Target) -> String {
    let scope = scope.trim_end_matches('/');
    if scope.is_empty() {
        return String::new();
    }
    if scope.starts_with('/') {
        return scope.to_owned();
    }
    // `Microsoft.Storage/storageAccounts/name`, or with interleaved children.
    format!("{}/providers/{scope}", prefix(target, scope))
}
