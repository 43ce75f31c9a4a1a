//! Ids of resources.

use std::sync::Arc;

use super::naming::{is_extension, residual_of_names};
use crate::deployment::{Deployment, Env, TargetScope, is_deployment};
use crate::evaluate::Engine;
use crate::expression::is_expression;
use crate::same_name;
use crate::{Assumption, Node, Origin, ProblemKind, Reason, ScopeKind, Span, Value};

impl Engine<'_> {
    /// The id of a resource, from where it goes.
    pub(super) fn identity(
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
        if is_extension(node) {
            return Node {
                value: Value::Null,
                origin: Origin::computed("resourceId", at, Vec::new()),
            };
        }
        let extended = node.get("scope").filter(|_| !is_deployment(kind));
        let extended = extended.map(|scope| self.resolve(scope, env));
        // Without a scope of its own a resource belongs to where its template goes.
        let extended = extended
            .filter(|scope| !scope.is_null() && scope.as_str().is_none_or(|text| !text.is_empty()));
        let target = &deployment.place;
        let target = if moves { self.target_of(node, target, env) } else { target.clone() };
        if is_expression(kind) {
            // A type that is not known gives an id that is not.
            let reason = Reason::Runtime("type".into());
            return Node::unknown(reason, "null()", Origin::computed("resourceId", at, Vec::new()));
        }
        let mut from = vec![name.origin.clone()];
        let stand_in = target.stand_in("resourceId").filter(|_| extended.is_none());
        from.extend(stand_in.map(|what| Origin::assumed(Assumption::StandIn(what.into()), at)));
        let origin = Origin::computed("resourceId", at, from);
        if let Some(reason) = first_unknown(segments, extended.as_ref(), &target) {
            let names = residual_of_names(kind, name, segments);
            let residual = self.residual_of_resource(&target, extended.as_ref(), kind, &names, at);
            return Node::unknown(reason, residual, origin);
        }
        let names: Vec<&str> = segments.iter().filter_map(Node::as_str).collect();
        let Some(path) = interleaved(kind, &names) else {
            let message = format!(
                "the name has {} parts, but the type {kind} needs {}",
                names.len(),
                kind.trim_end_matches('/').split('/').count().saturating_sub(1)
            );
            return self.failed(ProblemKind::Structure, message, at, "null()");
        };
        let prefix = match extended.as_ref().and_then(Node::as_str) {
            Some(scope) => extended_prefix(scope, &target),
            None => target.prefix(kind),
        };
        let is_group = same_name(kind, "Microsoft.Resources/resourceGroups");
        let id = if is_group && extended.is_none() && target.scope.kind == ScopeKind::Subscription {
            format!("{prefix}/resourceGroups/{}", names[0])
        } else {
            format!("{prefix}/providers/{path}")
        };
        Node { value: Value::String(id.into()), origin }
    }

    /// What is left of a relative scope in a place that is not known.
    fn residual_of_scope(&self, scope: &str, target: &TargetScope, at: Span) -> Node {
        let string = |text: &str| Node::written(Value::String(text.into()), at);
        let reason = || Reason::Place("the nested deployment's place".into());
        let part = |left: &Option<Arc<str>>, known: &Option<Arc<str>>| match left {
            Some(left) => Node::unknown(reason(), left.clone(), Origin::Written(at)),
            None => string(known.as_deref().unwrap_or_default()),
        };
        let place = &target.scope;
        let mut parts = match place.kind {
            ScopeKind::ResourceGroup | ScopeKind::Subscription => {
                let subscription = part(&target.unknown_subscription, &place.subscription_id);
                vec![string("/subscriptions/"), subscription]
            }
            ScopeKind::ManagementGroup => {
                let group = part(&target.unknown_management_group, &place.management_group);
                vec![string("/providers/Microsoft.Management/managementGroups/"), group]
            }
            ScopeKind::Tenant => Vec::new(),
        };
        if place.kind == ScopeKind::ResourceGroup {
            let group = part(&target.unknown_group, &place.resource_group);
            parts.extend([string("/resourceGroups/"), group]);
        }
        parts.extend([string("/providers/"), string(scope.trim_end_matches('/'))]);
        Node::unknown(reason(), self.residual_of("concat", &parts, "null()"), Origin::Written(at))
    }

    fn residual_of_resource(
        &self,
        target: &TargetScope,
        extended: Option<&Node>,
        kind: &str,
        segments: &[Node],
        at: Span,
    ) -> Arc<str> {
        let string = |text: &str| Node::written(Value::String(text.into()), at);
        let given = |id: &Option<Arc<str>>| string(id.as_deref().unwrap_or_default());
        let left = |unknown_id: &Option<Arc<str>>, id: &Option<Arc<str>>| match unknown_id {
            Some(text) => Node::unknown(
                Reason::Runtime("resourceId".into()),
                text.clone(),
                Origin::Written(at),
            ),
            None => given(id),
        };
        let scope = &target.scope;
        let subscription = || left(&target.unknown_subscription, &scope.subscription_id);
        let (function, mut arguments) = match (extended, scope.kind) {
            (Some(scope), _) if scope.as_str() == Some("/") => ("tenantResourceId", Vec::new()),
            (Some(scope), _) => {
                let full = match scope.as_str() {
                    Some(text) if is_relative(text) && !target.is_known() => {
                        self.residual_of_scope(text, target, at)
                    }
                    Some(text) => string(&extended_prefix(text, target)),
                    None => scope.clone(),
                };
                ("extensionResourceId", vec![full])
            }
            (None, ScopeKind::ResourceGroup) => {
                let group = left(&target.unknown_group, &scope.resource_group);
                ("resourceId", vec![subscription(), group])
            }
            (None, ScopeKind::Subscription) => ("subscriptionResourceId", vec![subscription()]),
            (None, ScopeKind::ManagementGroup) => {
                let group = left(&target.unknown_management_group, &scope.management_group);
                ("managementGroupResourceId", vec![group])
            }
            (None, ScopeKind::Tenant) => ("tenantResourceId", Vec::new()),
        };
        arguments.push(string(kind));
        arguments.extend(segments.iter().cloned());
        self.residual_of(function, &arguments, "null()")
    }
}

fn first_unknown(
    segments: &[Node],
    extended: Option<&Node>,
    target: &TargetScope,
) -> Option<Reason> {
    let unknown = segments.iter().chain(extended).find_map(Node::as_unknown);
    if let Some(unknown) = unknown {
        return Some(unknown.reason.clone());
    }
    let absolute = extended.and_then(Node::as_str).is_some_and(|scope| !is_relative(scope));
    let place = !absolute && !target.is_known();
    place.then(|| Reason::Place("the nested deployment's resource group".into()))
}

/// `Microsoft.Network/virtualNetworks/subnets` with `vnet` and `a`: `Microsoft.Network/virtualNetworks/vnet/subnets/a`.
fn interleaved(kind: &str, names: &[&str]) -> Option<String> {
    let mut types = kind.trim_end_matches('/').split('/');
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

/// Whether a scope is the rest of an id in the place of the deployment.
fn is_relative(scope: &str) -> bool {
    !scope.starts_with('/')
}

fn is_existing(node: &Node) -> bool {
    node.get("existing").and_then(Node::as_bool) == Some(true)
}

/// The beginning of the id of an extension resource: its scope is a full id, or the rest of one in this place.
fn extended_prefix(scope: &str, target: &TargetScope) -> String {
    let scope = scope.trim_end_matches('/');
    if scope.is_empty() {
        return String::new();
    }
    if !is_relative(scope) {
        return scope.to_owned();
    }
    // `Microsoft.Storage/storageAccounts/name`, or with interleaved children.
    format!("{}/providers/{scope}", target.prefix(scope))
}
