//! User groups, which get address pools of their own, of gateways and of Virtual WAN.

use arm_template::Origin;

use crate::resource::gateways::gateway::{ConnectionConfiguration, Gateway, PointToSite};
use crate::resource::reading::field::{Field, NotEvaluated};
use crate::resource::reading::reader::Reader;
use crate::resource::reading::reference::Reference;
use crate::resource::reading::resource::Resource;
use crate::resource::virtual_wan::gateway::PointToSiteGateway;
use crate::resource::virtual_wan::server_configuration::VpnServerConfiguration;

/// The user groups of a gateway, or of a VPN server configuration of Virtual WAN.
#[derive(Debug)]
pub struct UserGroups<'a> {
    /// The gateway or configuration.
    pub resource: &'a Resource,
    /// How its clients connect and authenticate.
    pub client: &'a PointToSite,
    /// The groups, at least one.
    pub groups: Vec<UserGroup>,
    /// Where they are listed.
    pub at: Origin,
    /// Whether they belong to Virtual WAN, where a gateway chooses among the groups of its configuration.
    pub virtual_wan: bool,
    /// What the gateways give pools to.
    pub assignments: Vec<Result<Assignment<'a>, NotEvaluated>>,
}

/// A user group.
#[derive(Debug)]
pub struct UserGroup {
    /// The name.
    pub name: Field<String>,
    /// `properties`.
    pub properties: Reader,
    /// `policyMembers`.
    pub members: Field<Vec<Reader>>,
}

/// A member of a user group: what is compared with what.
#[derive(Debug)]
pub struct Member {
    /// `attributeType`.
    pub attribute: Field<String>,
    /// `attributeValue`.
    pub value: Field<String>,
}

/// A user group that a connection configuration of a gateway is for.
#[derive(Debug)]
pub struct Assignment<'a> {
    /// The gateway.
    pub gateway: &'a Resource,
    /// The group's id.
    pub group: Field<Reference>,
}

impl UserGroup {
    fn read(entry: &Reader, name: Field<String>) -> Self {
        let properties = entry.properties();
        Self { name, members: properties.field("policyMembers"), properties }
    }

    /// The name for people.
    #[must_use]
    pub fn label(&self) -> &str {
        self.name.value().map_or("(no name)", String::as_str)
    }
}

impl UserGroups<'_> {
    /// The groups that gateways give pools to, by name.
    ///
    /// # Errors
    /// When one of them can't be known.
    pub fn assigned(&self) -> Result<Vec<(&Resource, &str)>, NotEvaluated> {
        let mut names = Vec::new();
        for assignment in &self.assignments {
            let assignment = assignment.as_ref().map_err(Clone::clone)?;
            if let Some(group) = assignment.group.get()? {
                names.push((assignment.gateway, group.name()));
            }
        }
        Ok(names)
    }

    /// The members of all groups whose list is known.
    pub fn members(&self) -> impl Iterator<Item = Member> {
        self.groups.iter().flat_map(|group| group.members.known_items()).map(|member| Member {
            attribute: member.field("attributeType"),
            value: member.field("attributeValue"),
        })
    }

    /// The lists of members that can't be known.
    pub fn unknown_members(&self) -> impl Iterator<Item = NotEvaluated> {
        self.groups.iter().filter_map(|group| group.members.items().err())
    }
}

/// The groups that the connection configurations of a gateway are for.
fn assignments<'a>(
    gateway: &'a Resource,
    configurations: &'a Field<Vec<ConnectionConfiguration>>,
) -> Vec<Result<Assignment<'a>, NotEvaluated>> {
    if configurations.is_not_there() {
        return Vec::new();
    }
    let entries = match configurations.items() {
        Ok(entries) => entries,
        Err(why) => return vec![Err(why)],
    };
    let mut found = Vec::new();
    for entry in entries {
        match entry.groups.items() {
            Ok(groups) => found.extend(
                groups.iter().map(|group| Ok(Assignment { gateway, group: group.field("id") })),
            ),
            Err(why) => found.push(Err(why)),
        }
    }
    found
}

impl Gateway {
    /// Its user groups, when it has some and serves clients.
    ///
    /// # Errors
    /// When that can't be known.
    pub fn user_groups(&self) -> Result<Option<UserGroups<'_>>, NotEvaluated> {
        let Some(client) = self.point_to_site()? else { return Ok(None) };
        let list = &self.policy_groups;
        if list.is_not_there() || list.items()?.is_empty() {
            return Ok(None);
        }
        let groups = list.items()?.iter();
        Ok(Some(UserGroups {
            resource: &self.resource,
            client,
            groups: groups.map(|entry| UserGroup::read(entry, entry.field("name"))).collect(),
            at: list.origin().clone(),
            virtual_wan: false,
            assignments: assignments(&self.resource, &client.connection_configurations),
        }))
    }
}

impl VpnServerConfiguration {
    /// Its user groups, when it has some, and which of them its gateways give pools to.
    pub(crate) fn user_groups<'a>(
        &'a self,
        gateways: impl Iterator<Item = &'a PointToSiteGateway>,
    ) -> Result<Option<UserGroups<'a>>, NotEvaluated> {
        let inline =
            if self.inline_groups.is_not_there() { &[][..] } else { self.inline_groups.items()? };
        let mut groups: Vec<UserGroup> =
            inline.iter().map(|entry| UserGroup::read(entry, entry.field("name"))).collect();
        for own in &self.groups {
            let same = |group: &UserGroup| {
                let names = (group.name.value(), own.name.value());
                matches!(names, (Some(one), Some(other)) if one.eq_ignore_ascii_case(other))
            };
            // An export lists it in the configuration as well; what a template deploys by itself replaces it.
            let group = UserGroup::read(&own.reader, own.name.clone());
            match groups.iter().position(same) {
                Some(at) if own.reader.shape() == crate::resource::Shape::Template => {
                    groups[at] = group;
                }
                Some(_) => {}
                None => groups.push(group),
            }
        }
        let Some(first) = groups.first() else { return Ok(None) };
        let at = if inline.is_empty() {
            first.properties.node().origin.clone()
        } else {
            self.inline_groups.origin().clone()
        };
        let assignments = gateways
            .flat_map(|gateway| assignments(&gateway.resource, &gateway.connection_configurations));
        Ok(Some(UserGroups {
            resource: &self.resource,
            client: &self.client,
            groups,
            at,
            virtual_wan: true,
            assignments: assignments.collect(),
        }))
    }
}
