//! Where the peerings of a network lead, found out once for all who ask.

use std::collections::HashMap;

use super::peering::Peering;
use crate::resource::reading::field::NotEvaluated;
use crate::resource::reading::id::ResourceId;
use crate::resource::reading::reference::Reference;

/// The peerings of a network by where they lead: both networks of many peerings ask each other about each of them.
#[derive(Debug, Default)]
pub(crate) struct Ways {
    /// The first peering to each network.
    first: HashMap<String, usize>,
    /// Why it can't be known where a peering leads.
    open: Option<NotEvaluated>,
    /// Where peerings lead that use the gateway of the other network; two that differ are enough.
    asking: Vec<Option<String>>,
    /// The peerings that aren't known to do without the gateway of the other network.
    may_ask: Vec<usize>,
}

impl Ways {
    pub(crate) fn of(peerings: &[Peering]) -> Self {
        let mut ways = Self::default();
        for (at, peering) in peerings.iter().enumerate() {
            match peering.remote.get() {
                Ok(Some(Reference::To(id))) => {
                    ways.first.entry(id.key().to_owned()).or_insert(at);
                }
                Ok(_) => {}
                Err(why) => ways.open = Some(why),
            }
            if peering.use_remote_gateways.value() != Some(&false) {
                ways.may_ask.push(at);
            }
            if ways.asking.len() < 2 && peering.use_remote_gateways.value() == Some(&true) {
                let id = peering.remote.value().and_then(Reference::id);
                let leads = id.map(|id| id.key().to_owned());
                if !ways.asking.contains(&leads) {
                    ways.asking.push(leads);
                }
            }
        }
        ways
    }

    /// The place of the first peering to a network; none when it is known that there is none.
    pub(crate) fn to(&self, network: Option<&ResourceId>) -> Result<Option<usize>, NotEvaluated> {
        match network.and_then(|id| self.first.get(id.key())) {
            Some(at) => Ok(Some(*at)),
            None => self.open.clone().map_or(Ok(None), Err),
        }
    }

    /// The places of the peerings that aren't known to do without the gateway of the other network, in order.
    pub(crate) fn may_ask(&self) -> &[usize] {
        &self.may_ask
    }

    /// Whether a peering that leads to another network uses the gateway there.
    pub(crate) fn uses_another_gateway(&self, than: Option<&ResourceId>) -> bool {
        let here = than.map(ResourceId::key);
        self.asking.iter().any(|leads| leads.is_none() || leads.as_deref() != here)
    }
}
