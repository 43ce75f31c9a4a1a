//! What is left of calls that make ids: with the subscription, the group or the management group put in.

use std::sync::Arc;

use crate::evaluate::{Engine, Site};
use crate::same_name;
use crate::{Node, Scope, ScopeKind, Value};

impl Engine<'_> {
    /// `resourceId('A/b', x)` is `resourceId('SUBSCRIPTION', 'GROUP', 'A/b', x)`, wherever it is read.
    pub(crate) fn residual_of_id(&self, site: &Site<'_>, arguments: &[Node]) -> Option<Arc<str>> {
        let name = &site.call.name;
        let is = |function: &str| same_name(name, function);
        if !(is("resourceId")
            || is("subscriptionResourceId")
            || is("managementGroupResourceId")
            || is("tenantResourceId"))
        {
            return None;
        }
        let is_type = |node: &Node| {
            node.as_str().is_some_and(|text| text.contains('/') && !text.starts_with('/'))
        };
        let place = arguments.iter().position(is_type)?;
        let (scopes, rest) = arguments.split_at(place);
        let (kind, names) = rest.split_first()?;
        let home = self.deployment(site.text.env.home);
        let scope = &home.place.scope;
        let (function, missing) = if is("resourceId") {
            plain(scope, scopes.len())
        } else if is("subscriptionResourceId") && scopes.is_empty() {
            ("subscriptionResourceId", vec![&scope.subscription_id])
        } else if is("managementGroupResourceId") && scopes.is_empty() {
            ("managementGroupResourceId", vec![&scope.management_group])
        } else {
            (&**name, Vec::new())
        };
        let text =
            |text: &str| Node { value: Value::String(text.into()), origin: kind.origin.clone() };
        let mut parts: Vec<Node> =
            missing.into_iter().map(|id| text(id.as_deref().unwrap_or_default())).collect();
        parts.extend_from_slice(scopes);
        parts.push(text(kind.as_str()?.trim_end_matches('/')));
        parts.extend_from_slice(names);
        Some(self.residual_of(function, &parts, "")).filter(|residual| !residual.is_empty())
    }
}

/// The function that `resourceId()` amounts to, and the scopes that are to be put before those that are given.
fn plain(scope: &Scope, given: usize) -> (&'static str, Vec<&Option<Arc<str>>>) {
    match (scope.kind, given) {
        (ScopeKind::ResourceGroup, 0) => {
            ("resourceId", vec![&scope.subscription_id, &scope.resource_group])
        }
        (ScopeKind::ResourceGroup, 1) => ("resourceId", vec![&scope.subscription_id]),
        (ScopeKind::Subscription, 0) => ("subscriptionResourceId", vec![&scope.subscription_id]),
        (ScopeKind::Subscription | ScopeKind::ManagementGroup | ScopeKind::Tenant, 1) => {
            ("subscriptionResourceId", Vec::new())
        }
        (ScopeKind::ManagementGroup | ScopeKind::Tenant, 0) => ("tenantResourceId", Vec::new()),
        _ => ("resourceId", Vec::new()),
    }
}
