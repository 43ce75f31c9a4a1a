//! Addresses, ranges in CIDR notation, and the arithmetic of their overlaps.

use std::fmt;
use std::net::IpAddr;

use ipnet::IpNet;

use crate::resource::reading::reader::{FromProperty, Reader};

/// A range as it is written, and the network it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    text: String,
    net: Option<IpNet>,
    host_bits: bool,
}

impl Range {
    /// Reads CIDR notation; a range without a mask is no CIDR notation.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let net: Option<IpNet> = text.trim().parse().ok();
        let host_bits = net.is_some_and(|net| net.addr() != net.network());
        Self { text: text.to_owned(), net: net.map(|net| net.trunc()), host_bits }
    }

    /// The text as it is written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The network, when the text is CIDR notation; host bits are cleared.
    #[must_use]
    pub fn net(&self) -> Option<IpNet> {
        self.net
    }

    /// Whether bits are set behind the mask, as in `10.0.0.1/24`.
    #[must_use]
    pub fn has_host_bits(&self) -> bool {
        self.host_bits
    }

    /// Whether the two ranges share an address.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        matches!((self.net, other.net), (Some(a), Some(b)) if overlap(a, b))
    }

    /// How many addresses there are in it; none when it is no CIDR notation, the highest number when there are more.
    #[must_use]
    pub fn size(&self) -> Option<u128> {
        let net = self.net?;
        let bits = u32::from(net.max_prefix_len() - net.prefix_len());
        Some(1u128.checked_shl(bits).unwrap_or(u128::MAX))
    }

    /// Whether it is an IPv6 range.
    #[must_use]
    pub fn is_ipv6(&self) -> bool {
        matches!(self.net, Some(IpNet::V6(_)))
    }

    /// Whether the address lies inside.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        self.net.is_some_and(|net| net.contains(&address))
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text.trim())
    }
}

impl FromProperty for Range {
    fn read(reader: &Reader) -> Result<Self, String> {
        Ok(Self::parse(&String::read(reader).map_err(|_| "expected an address range".to_owned())?))
    }
}

/// An IP address as it is written, such as a DNS server's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    text: String,
    ip: Option<IpAddr>,
}

impl Address {
    /// Reads an IPv4 or IPv6 address.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        Self { text: text.to_owned(), ip: text.trim().parse().ok() }
    }

    /// The text as it is written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The address, when the text is one.
    #[must_use]
    pub fn ip(&self) -> Option<IpAddr> {
        self.ip
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text.trim())
    }
}

impl FromProperty for Address {
    fn read(reader: &Reader) -> Result<Self, String> {
        Ok(Self::parse(&String::read(reader).map_err(|_| "expected an IP address".to_owned())?))
    }
}

/// Whether two networks share an address. Of two CIDR ranges that do, one contains the other.
#[must_use]
pub fn overlap(a: IpNet, b: IpNet) -> bool {
    a.contains(&b) || b.contains(&a)
}

/// Whether the networks, taken together, cover all of `whole`.
#[must_use]
pub fn covers(parts: &[IpNet], whole: IpNet) -> bool {
    match whole {
        IpNet::V4(_) => {
            let parts = parts.iter().filter_map(|net| match net {
                IpNet::V4(net) => Some(*net),
                IpNet::V6(_) => None,
            });
            ipnet::Ipv4Net::aggregate(&parts.collect())
                .into_iter()
                .any(|net| IpNet::V4(net).contains(&whole))
        }
        IpNet::V6(_) => {
            let parts = parts.iter().filter_map(|net| match net {
                IpNet::V6(net) => Some(*net),
                IpNet::V4(_) => None,
            });
            ipnet::Ipv6Net::aggregate(&parts.collect())
                .into_iter()
                .any(|net| IpNet::V6(net).contains(&whole))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Range, covers};

    #[test]
    fn overlap_is_containment_in_either_direction() {
        let range = Range::parse;
        assert!(range("10.0.0.0/8").overlaps(&range("10.1.2.0/24")));
        assert!(range("10.1.2.0/24").overlaps(&range("10.0.0.0/8")));
        assert!(!range("10.1.2.0/24").overlaps(&range("10.1.3.0/24")));
        assert!(!range("::/0").overlaps(&range("0.0.0.0/0")));
        assert!(!range("ten").overlaps(&range("10.0.0.0/8")));
    }

    #[test]
    fn the_size_of_a_range_is_what_its_mask_leaves() {
        let size = |text: &str| Range::parse(text).size();
        assert_eq!(size("172.16.201.0/29"), Some(8));
        assert_eq!(size("172.16.201.1/32"), Some(1));
        assert_eq!(size("0.0.0.0/0"), Some(1 << 32));
        assert_eq!(size("::/0"), Some(u128::MAX));
        assert_eq!(size("172.16.201.0"), None);
    }

    #[test]
    fn two_halves_cover_the_whole() {
        let net = |text: &str| text.parse().expect("CIDR");
        assert!(covers(&[net("0.0.0.0/1"), net("128.0.0.0/1")], net("0.0.0.0/0")));
        assert!(!covers(&[net("0.0.0.0/1"), net("128.0.0.0/2")], net("0.0.0.0/0")));
    }

    #[test]
    fn host_bits_are_seen_and_cleared() {
        let range = Range::parse("10.0.0.7/24");
        assert!(range.has_host_bits());
        assert_eq!(range.net().map(|net| net.to_string()).as_deref(), Some("10.0.0.0/24"));
        assert!(Range::parse("10.0.0.0").net().is_none());
    }
}
