//! How many of a gateway's client connections and addresses are in use.

use std::collections::HashSet;
use std::net::IpAddr;

use crate::facts::NEARLY_FULL_PERCENT;
use crate::resource::Range;
use crate::resource::gateways::session::{Session, Sessions};
use crate::resource::reading::words::Protocol;

/// So many of so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occupancy {
    /// In use.
    pub used: usize,
    /// There are.
    pub of: u128,
}

impl Occupancy {
    /// Whether few are left.
    #[must_use]
    pub fn is_nearly_full(self) -> bool {
        self.of > 0
            && (self.used as u128).saturating_mul(100)
                >= self.of.saturating_mul(NEARLY_FULL_PERCENT)
    }
}

impl Sessions {
    /// The clients that count towards the limit of `IKEv2` and `OpenVPN`. SSTP has a limit of its own.
    #[must_use]
    pub fn ikev2_and_openvpn_clients(&self) -> usize {
        let counts = |client: &&Session| client.protocol != Some(Protocol::Sstp);
        self.clients.iter().filter(counts).count()
    }

    /// The addresses that clients have, each once.
    #[must_use]
    pub fn addresses(&self) -> HashSet<IpAddr> {
        self.clients.iter().filter_map(|client| client.address).collect()
    }

    /// How many addresses of these ranges clients have; none when a range is no IPv4 range.
    #[must_use]
    pub fn occupancy<'a>(&self, ranges: impl IntoIterator<Item = &'a Range>) -> Option<Occupancy> {
        let mut all = Vec::new();
        let mut of = 0;
        for range in ranges {
            of += range.size().filter(|_| !range.is_ipv6())?;
            all.push(range);
        }
        let inside = |address: &&IpAddr| all.iter().any(|range| range.contains(**address));
        let used = self.addresses().iter().filter(inside).count();
        Some(Occupancy { used, of })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_fifths_are_nearly_full() {
        assert!(!Occupancy { used: 199, of: 250 }.is_nearly_full());
        assert!(Occupancy { used: 200, of: 250 }.is_nearly_full());
        assert!(!Occupancy { used: 0, of: 0 }.is_nearly_full());
        assert!(!Occupancy { used: 3, of: u128::MAX }.is_nearly_full());
    }
}
