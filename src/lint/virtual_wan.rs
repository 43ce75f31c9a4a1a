//! Which client pools of a Virtual WAN share addresses with something else of it.

use ipnet::IpNet;

use super::definition::Context;
use super::findings::Findings;
use crate::resource::{Field, Hub, Network, NotEvaluated, PointToSiteGateway, PoolPrefix, Range};

/// What pools are held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Against {
    /// The address prefixes of the hubs.
    Hubs,
    /// The virtual networks that are connected to the hubs.
    Networks,
    /// The pools of other gateways.
    OtherGateways,
}

/// Whose a range is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Owner<'a> {
    Hub(&'a Hub),
    Network(&'a Network),
    Pool(&'a PointToSiteGateway, PoolPrefix<'a>),
}

/// A range with its owner.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Claim<'a> {
    pub(crate) at: &'a Field<Range>,
    pub(crate) net: IpNet,
    pub(crate) owner: Owner<'a>,
}

/// A client pool, and what has the same addresses.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Overlap<'a> {
    pub(crate) gateway: &'a PointToSiteGateway,
    pub(crate) pool: PoolPrefix<'a>,
    pub(crate) other: Claim<'a>,
}

/// The overlaps in all Virtual WANs: of each pool the nearest one.
pub(crate) fn overlaps<'a>(
    against: Against,
    context: &Context<'a>,
    findings: &mut Findings<'_>,
) -> Vec<Overlap<'a>> {
    let estate = context.estate;
    let mut found = Vec::new();
    for gateway in &estate.hub_gateways {
        findings.or_not_evaluated(estate.hub_of(gateway));
    }
    for hubs in estate.virtual_wans() {
        let mut pools = Vec::new();
        let mut others = Vec::new();
        for hub in hubs {
            for gateway in estate.gateways_in_hub(hub) {
                let known = findings.known(gateway.pool_prefixes());
                pools.extend(
                    known
                        .into_iter()
                        .filter_map(|pool| claim(pool.at, pool.range, Owner::Pool(gateway, pool))),
                );
            }
            match against {
                Against::Hubs => others.extend(of_hub(hub, findings)),
                Against::Networks => of_networks(hub, context, findings, &mut others),
                Against::OtherGateways => {}
            }
        }
        found.extend(among(pools, others, against));
    }
    found
}

fn claim<'a>(at: &'a Field<Range>, range: &'a Range, owner: Owner<'a>) -> Option<Claim<'a>> {
    let net = range.net().filter(|net| net.prefix_len() > 0)?;
    Some(Claim { at, net, owner })
}

fn of_hub<'a>(hub: &'a Hub, findings: &mut Findings<'_>) -> Option<Claim<'a>> {
    let prefix = if hub.declared {
        hub.address_prefix.get()
    } else {
        let name = hub.resource.subject().name;
        let reason = format!("the virtual hub {name} is not in the input");
        Err(NotEvaluated::new(reason, Some(hub.resource.origin().span()))
            .remedy("add the virtual hub to the input"))
    };
    let range = findings.or_not_evaluated(prefix)??;
    claim(&hub.address_prefix, range, Owner::Hub(hub))
}

fn of_networks<'a>(
    hub: &'a Hub,
    context: &Context<'a>,
    findings: &mut Findings<'_>,
    claims: &mut Vec<Claim<'a>>,
) {
    for connection in &hub.connections {
        let found = context.estate.network_connected(hub, connection);
        let Some(Some(network)) = findings.or_not_evaluated(found) else { continue };
        let space = findings.known(network.address_space.elements());
        claims.extend(
            space.into_iter().filter_map(|(at, range)| claim(at, range, Owner::Network(network))),
        );
    }
}

/// Of ranges in order each lies in those before it that don't end before it begins: no pair is looked at that does not
/// overlap.
fn among<'a>(pools: Vec<Claim<'a>>, others: Vec<Claim<'a>>, against: Against) -> Vec<Overlap<'a>> {
    let mut all: Vec<Claim<'a>> = pools.into_iter().chain(others).collect();
    all.sort_by_key(|claim| (claim.net.network(), claim.net.prefix_len()));
    let (mut pools, mut others): (Vec<(Claim<'a>, bool)>, Vec<Claim<'a>>) = Default::default();
    let mut found = Vec::new();
    for claim in all {
        while pools.last().is_some_and(|(wide, _)| !wide.net.contains(&claim.net)) {
            pools.pop();
        }
        while others.last().is_some_and(|wide| !wide.net.contains(&claim.net)) {
            others.pop();
        }
        match claim.owner {
            Owner::Pool(gateway, pool) => {
                let wide = match against {
                    Against::OtherGateways => pools.iter().rev().map(|(wide, _)| wide).find(
                        |wide| matches!(wide.owner, Owner::Pool(own, _) if !std::ptr::eq(own, gateway)),
                    ),
                    Against::Hubs | Against::Networks => others.last(),
                };
                let wide = wide.copied();
                found.extend(wide.map(|other| Overlap { gateway, pool, other }));
                let again = pools.last().is_some_and(|(last, _)| {
                    last.net == claim.net
                        && matches!(last.owner, Owner::Pool(own, _) if std::ptr::eq(own, gateway))
                });
                if !again {
                    pools.push((claim, wide.is_some()));
                }
            }
            Owner::Hub(_) | Owner::Network(_) => {
                for (wide, said) in pools.iter_mut().rev() {
                    if *said {
                        break;
                    }
                    if let Owner::Pool(gateway, pool) = wide.owner {
                        found.push(Overlap { gateway, pool, other: claim });
                        *said = true;
                    }
                }
                others.push(claim);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Against, Owner, among, claim};
    use crate::resource::{
        ConnectionConfiguration, Field, Kind, PointToSiteGateway, PoolPrefix, Range, Resource,
        Shape,
    };
    use arm_template::{Node, Origin, SourceId, Span, Value};

    /// With `n` pools the work is that of sorting: what is said stays one overlap a pool, also where all are the same.
    #[test]
    fn each_pool_is_said_once_however_many_are_alike() {
        let origin = Origin::Written(Span::new(SourceId(0), 0, 0));
        let node = Node { value: Value::object(Vec::new()), origin: origin.clone() };
        let gateways: Vec<PointToSiteGateway> = (0..2000)
            .map(|_| {
                let kind = Kind::PointToSiteGateway;
                let resource = Resource::exported(kind, node.clone(), Shape::Rest, SourceId(0));
                PointToSiteGateway::read(resource)
            })
            .collect();
        let range = Range::parse("10.0.0.0/24");
        let at = Field::known(range.clone(), origin);
        let configuration: Option<&ConnectionConfiguration> = None;
        let pool = PoolPrefix { at: &at, range: &range, configuration };
        let pools = gateways
            .iter()
            .filter_map(|gateway| claim(&at, &range, Owner::Pool(gateway, pool)))
            .collect();
        assert_eq!(among(pools, Vec::new(), Against::OtherGateways).len(), 1999);
    }
}
