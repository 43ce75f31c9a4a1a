//! Where a deployment goes, with stand-ins for the ids that are not given.

use std::sync::Arc;

use crate::same_name;
use crate::scope::{
    STAND_IN_MANAGEMENT_GROUP, STAND_IN_RESOURCE_GROUP, STAND_IN_SUBSCRIPTION, Scope, ScopeKind,
};

/// Types that live in the tenant wherever their template is deployed.
const TENANT_TYPES: [&str; 3] = [
    "Microsoft.Management/managementGroups",
    "Microsoft.Subscription/aliases",
    "Microsoft.Billing/billingAccounts",
];

#[derive(Clone, Debug)]
pub(crate) struct TargetScope {
    /// With stand-ins where an id is not given.
    pub(crate) scope: Scope,
    /// A nested deployment's subscription or resource group that is not known: what is left of its expression.
    pub(crate) unknown_subscription: Option<Arc<str>>,
    pub(crate) unknown_group: Option<Arc<str>>,
    pub(crate) unknown_management_group: Option<Arc<str>>,
}

impl TargetScope {
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

    /// The beginning of the ids of what is deployed here.
    pub(crate) fn prefix(&self, kind: &str) -> String {
        let scope = &self.scope;
        let subscription = scope.subscription_id.as_deref().unwrap_or_default();
        let group = scope.resource_group.as_deref().unwrap_or_default();
        let management = scope.management_group.as_deref().unwrap_or_default();
        if TENANT_TYPES.iter().any(|tenant| same_name(kind, tenant)) {
            return String::new();
        }
        match scope.kind {
            ScopeKind::ResourceGroup => {
                format!("/subscriptions/{subscription}/resourceGroups/{group}")
            }
            ScopeKind::Subscription => format!("/subscriptions/{subscription}"),
            ScopeKind::ManagementGroup => {
                format!("/providers/Microsoft.Management/managementGroups/{management}")
            }
            ScopeKind::Tenant => String::new(),
        }
    }
}
