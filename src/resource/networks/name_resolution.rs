//! What decides how names resolve inside a virtual network: links of private DNS zones and of forwarding rulesets.

use crate::resource::Address;
use crate::resource::reading::field::{Field, NotEvaluated};
use crate::resource::reading::id::ResourceId;
use crate::resource::reading::reader::Reader;
use crate::resource::reading::reference::Reference;
use crate::resource::reading::resource::{Kind, Resource};
use crate::resource::reading::words::{ResolutionPolicy, RuleState};

/// A link of a private DNS zone to a virtual network.
#[derive(Clone, Debug)]
pub struct PrivateZoneLink<'a> {
    /// Type, name, id.
    pub resource: &'a Resource,
    /// The properties as an object, for a new one.
    pub properties: Reader,
    /// `virtualNetwork.id`.
    pub network: Field<Reference>,
    /// `resolutionPolicy`.
    pub policy: Field<ResolutionPolicy>,
}

/// A link of a forwarding ruleset to a virtual network.
#[derive(Clone, Debug)]
pub struct RulesetLink<'a> {
    /// Type, name, id.
    pub resource: &'a Resource,
    /// `virtualNetwork.id`.
    pub network: Field<Reference>,
}

/// A rule of a forwarding ruleset.
#[derive(Clone, Debug)]
pub struct ForwardingRule<'a> {
    /// Type, name, id.
    pub resource: &'a Resource,
    /// `domainName`: a domain with a dot at its end, `.` for all.
    pub domain: Field<String>,
    /// `forwardingRuleState`.
    pub state: Field<RuleState>,
    /// `targetDnsServers[].ipAddress`.
    pub targets: Field<Vec<Field<Address>>>,
}

impl PrivateZoneLink<'_> {
    /// The zone's name.
    ///
    /// # Errors
    /// When it can't be known.
    pub fn zone(&self) -> Result<Option<String>, NotEvaluated> {
        if self.resource.id.is_none() {
            self.resource.name.get()?;
        }
        Ok(parent_name(self.resource))
    }
}

/// The network that a link leads to.
pub(crate) fn linked_network(link: &Resource) -> Field<Reference> {
    link.reader.properties().object("virtualNetwork").field("id")
}

/// Whether the ids of both mean the same.
pub(crate) fn meets(one: &Resource, other: &Resource) -> bool {
    one.part == other.part || (one.has_full_id() && other.has_full_id())
}

/// Reads what lints read of a link or rule on demand.
pub(crate) fn read_ahead(resource: &Resource) {
    match resource.kind {
        _ if resource.existing => {}
        Kind::PrivateZoneLink => {
            let _ = linked_network(resource);
            let _: Field<ResolutionPolicy> = resource.reader.properties().field("resolutionPolicy");
        }
        Kind::RulesetLink => {
            let _ = linked_network(resource);
        }
        Kind::ForwardingRule => {
            let _ = ForwardingRule::read(resource);
        }
        _ => {}
    }
}

impl<'a> ForwardingRule<'a> {
    pub(crate) fn read(resource: &'a Resource) -> Self {
        let properties = resource.reader.properties();
        let targets: Field<Vec<Reader>> = properties.field("targetDnsServers");
        Self {
            domain: properties.field("domainName"),
            state: properties.field("forwardingRuleState"),
            targets: targets
                .map(|targets| targets.iter().map(|target| target.field("ipAddress")).collect()),
            resource,
        }
    }
}

/// The name of the resource that a child belongs to.
pub(crate) fn parent_name(child: &Resource) -> Option<String> {
    if let Some(parent) = child.id.as_ref().and_then(ResourceId::parent) {
        return Some(parent.name().to_owned());
    }
    child.name.value().and_then(|name| name.split_once('/')).map(|(parent, _)| parent.to_owned())
}
