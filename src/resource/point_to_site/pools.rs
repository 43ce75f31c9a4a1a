//! Client address pools: which addresses a gateway hands out.

use crate::resource::Range;
use crate::resource::gateways::gateway::{ConnectionConfiguration, Gateway, PointToSite};
use crate::resource::reading::field::{Field, NotEvaluated};
use crate::resource::reading::resource::Resource;
use crate::resource::virtual_wan::gateway::PointToSiteGateway;

/// A prefix that clients get their addresses from.
#[derive(Clone, Copy, Debug)]
pub struct PoolPrefix<'a> {
    /// The place where it is written.
    pub at: &'a Field<Range>,
    /// The prefix.
    pub range: &'a Range,
    /// The connection configuration that it belongs to; none for the gateway's own pool.
    pub configuration: Option<&'a ConnectionConfiguration>,
}

impl PoolPrefix<'_> {
    /// Whether it is for user groups, as far as that is known.
    #[must_use]
    pub fn is_for_groups(&self) -> bool {
        self.configuration.is_some_and(ConnectionConfiguration::is_for_groups)
    }
}

/// The client address pools of a gateway, in a virtual network or in a hub of Virtual WAN.
#[derive(Debug)]
pub struct ClientPools<'a> {
    /// The gateway.
    pub resource: &'a Resource,
    /// Every prefix.
    pub prefixes: Vec<Result<PoolPrefix<'a>, NotEvaluated>>,
    /// What kind of gateway it is.
    pub gateway: PoolOwner<'a>,
}

/// A gateway that hands out addresses.
#[derive(Clone, Copy, Debug)]
pub enum PoolOwner<'a> {
    /// One in a virtual network, with its settings for clients.
    InNetwork(&'a Gateway, &'a PointToSite),
    /// One in a hub of Virtual WAN.
    InHub(&'a PointToSiteGateway),
}

impl PointToSiteGateway {
    /// Every prefix of its connection configurations.
    #[must_use]
    pub fn pool_prefixes(&self) -> Vec<Result<PoolPrefix<'_>, NotEvaluated>> {
        if self.connection_configurations.is_not_there() {
            return Vec::new();
        }
        match self.connection_configurations.items() {
            Ok(entries) => {
                entries.iter().flat_map(|entry| prefixes(&entry.pool, Some(entry))).collect()
            }
            Err(why) => vec![Err(why)],
        }
    }
}

impl PointToSite {
    /// Every prefix of the gateway's own pool and of those of its connection configurations.
    ///
    /// Connection configurations that the printing tool may have left out are taken for absent: they are rare,
    /// and a gateway that has them has a pool of its own as well.
    pub fn pool_prefixes(&self) -> impl Iterator<Item = Result<PoolPrefix<'_>, NotEvaluated>> {
        let own = prefixes(&self.pool, None);
        let (configurations, unknown) = match self.connection_configurations.items() {
            Ok(items) => (items, None),
            Err(_) if self.connection_configurations.origin() == self.object.origin() => {
                (&[][..], None)
            }
            Err(why) => (&[][..], Some(Err(why))),
        };
        let others = configurations.iter().flat_map(|entry| prefixes(&entry.pool, Some(entry)));
        own.chain(others).chain(unknown)
    }
}

fn prefixes<'a>(
    pool: &'a Field<Vec<Field<Range>>>,
    configuration: Option<&'a ConnectionConfiguration>,
) -> impl Iterator<Item = Result<PoolPrefix<'a>, NotEvaluated>> {
    pool.elements()
        .map(move |element| element.map(|(at, range)| PoolPrefix { at, range, configuration }))
}

impl std::fmt::Display for PoolPrefix<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "client pool {}", self.range)?;
        match self.configuration.and_then(|entry| entry.name.value()) {
            Some(name) => write!(f, " of '{name}'"),
            None => Ok(()),
        }
    }
}
