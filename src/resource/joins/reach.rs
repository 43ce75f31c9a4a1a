//! The address ranges that a gateway has a way to, as far as they are written down.

use std::net::IpAddr;

use crate::resource::Range;
use crate::resource::estate::Estate;
use crate::resource::gateways::gateway::Gateway;
use crate::resource::joins::neighbour::FarEnd;
use crate::resource::networks::network::Network;
use crate::resource::reading::field::{Field, NotEvaluated};
use crate::resource::reading::words::GatewayType;

/// The ranges of a gateway's network, of networks peered with it, and of whatever its connections lead to.
#[derive(Clone, Debug)]
pub struct Reach<'a> {
    /// The gateway's own network.
    pub network: &'a Network,
    /// The ranges that are known.
    pub ranges: Vec<&'a Range>,
    /// Why there may be more: a network that is not in the input, or routes that are learnt by BGP.
    pub open: Vec<NotEvaluated>,
}

impl Reach<'_> {
    /// Whether the address lies in one of the ranges.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        self.ranges.iter().any(|range| range.contains(address))
    }

    /// Nothing when all ranges are known.
    ///
    /// # Errors
    /// When there may be more.
    pub fn complete(&self) -> Result<(), NotEvaluated> {
        self.open.first().map_or(Ok(()), |why| Err(why.clone()))
    }
}

impl Estate {
    /// What a gateway has a way to; none when it is in no network.
    ///
    /// # Errors
    /// When its network is not known, or not in the input.
    pub fn reach<'a>(&'a self, gateway: &'a Gateway) -> Result<Option<Reach<'a>>, NotEvaluated> {
        let Some(network) = self.network_of(gateway)? else { return Ok(None) };
        let mut reach = Reach { network, ranges: Vec::new(), open: Vec::new() };
        reach.add(&network.address_space);
        for neighbour in self.peered_with(network) {
            match neighbour {
                Ok(neighbour) => reach.add(neighbour.address_space),
                Err(why) => reach.open.push(why),
            }
        }
        for far in self.far_ends(gateway) {
            self.add_far_end(far, &mut reach);
        }
        reach.learns(self, gateway);
        Ok(Some(reach))
    }

    fn add_far_end<'a>(&'a self, far: Result<FarEnd<'a>, NotEvaluated>, reach: &mut Reach<'a>) {
        match far {
            Ok(FarEnd::Site(_, site)) => reach.add(&site.address_space),
            Ok(FarEnd::Gateway(_, gateway)) => match self.network_of(gateway) {
                Ok(Some(network)) => reach.add(&network.address_space),
                Ok(None) => {}
                Err(why) => reach.open.push(why),
            },
            Err(why) => reach.open.push(why),
        }
    }
}

impl<'a> Reach<'a> {
    fn add(&mut self, space: &'a Field<Vec<Field<Range>>>) {
        for element in space.elements() {
            match element {
                Ok((_, range)) => self.ranges.push(range),
                Err(why) => self.open.push(why),
            }
        }
    }

    /// Routes that are learnt are written nowhere.
    fn learns(&mut self, estate: &'a Estate, gateway: &'a Gateway) {
        match gateway.enable_bgp.is_on() {
            Ok(false) => {}
            Ok(true) => {
                let reason = "the gateway learns routes by BGP, and they are written nowhere";
                self.open.push(NotEvaluated::new(reason, Some(gateway.enable_bgp.span())));
            }
            Err(why) => self.open.push(why),
        }
        let express = estate
            .gateways_in(self.network)
            .find(|other| other.gateway_type.value() == Some(&GatewayType::ExpressRoute));
        if let Some(express) = express {
            let reason = "an ExpressRoute gateway in the same network learns routes, and they are written nowhere";
            self.open.push(NotEvaluated::new(reason, Some(express.gateway_type.span())));
        }
    }
}
