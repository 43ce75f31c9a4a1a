//! Client address pools: which addresses a gateway hands out.

use crate::resource::Range;
use crate::resource::gateways::gateway::{ConnectionConfiguration, PointToSite};
use crate::resource::reading::field::{Field, NotEvaluated};

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
