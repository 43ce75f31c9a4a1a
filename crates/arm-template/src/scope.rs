//! Where a deployment goes: scope, subscription, resource group, cloud.

use std::sync::Arc;

/// The subscription's id when none is given.
pub const STAND_IN_SUBSCRIPTION: &str = "00000000-0000-0000-0000-000000000000";
/// The resource group's name when none is given.
pub const STAND_IN_RESOURCE_GROUP: &str = "resource-group-not-given";
/// The management group's name when none is given.
pub const STAND_IN_MANAGEMENT_GROUP: &str = "management-group-not-given";

/// The kind of place that a template is deployed to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ScopeKind {
    /// A resource group.
    #[default]
    ResourceGroup,
    /// A subscription.
    Subscription,
    /// A management group.
    ManagementGroup,
    /// The tenant.
    Tenant,
}

/// The cloud, for `environment()`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Cloud {
    /// Azure.
    #[default]
    Public,
    /// Azure US Government.
    UsGovernment,
    /// Azure operated by 21Vianet.
    China,
}

/// Where a deployment goes. What is not given stays unknown; ids get stand-ins that are good for comparing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scope {
    /// The kind of place.
    pub kind: ScopeKind,
    /// The tenant's id.
    pub tenant_id: Option<Arc<str>>,
    /// The management group's name.
    pub management_group: Option<Arc<str>>,
    /// The subscription's id.
    pub subscription_id: Option<Arc<str>>,
    /// The resource group's name.
    pub resource_group: Option<Arc<str>>,
    /// The resource group's location, or the deployment's at wider scopes.
    pub location: Option<Arc<str>>,
    /// The resource group's tags.
    pub tags: Option<crate::Node>,
    /// The deployment's name.
    pub deployment_name: Option<Arc<str>>,
    /// The cloud.
    pub cloud: Cloud,
}

/// A name or an id, and whether it is a stand-in for one that was not given.
pub(crate) type NameOrStandIn = (Arc<str>, bool);

impl Scope {
    /// The tenant's id.
    pub(crate) fn tenant(&self) -> NameOrStandIn {
        named(self.tenant_id.as_ref(), STAND_IN_SUBSCRIPTION)
    }

    /// The management group's name.
    pub(crate) fn group_of_subscriptions(&self) -> NameOrStandIn {
        named(self.management_group.as_ref(), STAND_IN_MANAGEMENT_GROUP)
    }

    /// The subscription's id.
    pub(crate) fn subscription(&self) -> NameOrStandIn {
        named(self.subscription_id.as_ref(), STAND_IN_SUBSCRIPTION)
    }

    /// The resource group's name.
    pub(crate) fn group(&self) -> NameOrStandIn {
        named(self.resource_group.as_ref(), STAND_IN_RESOURCE_GROUP)
    }
}

/// A stand-in may have been put in the place of what was not given before.
fn named(given: Option<&Arc<str>>, stand_in: &str) -> NameOrStandIn {
    match given {
        Some(name) => (name.clone(), &**name == stand_in),
        None => (stand_in.into(), true),
    }
}
