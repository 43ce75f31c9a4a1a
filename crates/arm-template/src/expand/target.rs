//! Where a deployment goes, with stand-ins for the ids that are not given.

use std::sync::Arc;

use crate::{Scope, ScopeKind};

/// The subscription's id when none is given.
pub const STAND_IN_SUBSCRIPTION: &str = "00000000-0000-0000-0000-000000000000";
/// The resource group's name when none is given.
pub const STAND_IN_RESOURCE_GROUP: &str = "resource-group-not-given";
/// The management group's name when none is given.
pub const STAND_IN_MANAGEMENT_GROUP: &str = "management-group-not-given";

#[derive(Clone, Debug)]
pub(crate) struct Target {
    /// With stand-ins where an id is not given.
    pub(crate) scope: Scope,
    /// A nested deployment's subscription or resource group that is not known: what is left of its expression.
    pub(crate) unknown_subscription: Option<Arc<str>>,
    pub(crate) unknown_group: Option<Arc<str>>,
    pub(crate) unknown_management_group: Option<Arc<str>>,
}

impl Target {
    pub(crate) fn new(scope: &Scope) -> Self {
        let mut scope = scope.clone();
        if matches!(scope.kind, ScopeKind::ResourceGroup | ScopeKind::Subscription) {
            scope.subscription_id.get_or_insert_with(|| STAND_IN_SUBSCRIPTION.into());
        }
        if scope.kind == ScopeKind::ResourceGroup {
            scope.resource_group.get_or_insert_with(|| STAND_IN_RESOURCE_GROUP.into());
        }
        if scope.kind == ScopeKind::ManagementGroup {
            scope.management_group.get_or_insert_with(|| STAND_IN_MANAGEMENT_GROUP.into());
        }
        Self {
            scope,
            unknown_subscription: None,
            unknown_group: None,
            unknown_management_group: None,
        }
    }

    /// Whether it is known where the deployment goes.
    pub(crate) fn is_known(&self) -> bool {
        self.unknown_subscription.is_none()
            && self.unknown_group.is_none()
            && self.unknown_management_group.is_none()
    }

    /// What of the place the result of this function takes for granted, if anything.
    pub(crate) fn stand_in(&self, function: &str) -> Option<&'static str> {
        let is = |given: &Option<Arc<str>>, stand_in: &str| given.as_deref() == Some(stand_in);
        let subscription = is(&self.scope.subscription_id, STAND_IN_SUBSCRIPTION);
        let group = is(&self.scope.resource_group, STAND_IN_RESOURCE_GROUP);
        let management = is(&self.scope.management_group, STAND_IN_MANAGEMENT_GROUP);
        match function {
            "resourceGroup" | "resourceId" if group => Some("the resource group"),
            "managementGroup" | "managementGroupResourceId" if management => {
                Some("the management group")
            }
            "resourceGroup" | "resourceId" | "subscription" | "subscriptionResourceId"
                if subscription =>
            {
                Some("the subscription")
            }
            _ => None,
        }
    }
}
