//! Address ranges and addresses that mean something by themselves.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

/// A range, and what it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamedRange {
    /// The range.
    pub range: IpNet,
    /// What it is for, as the end of "it is in …".
    pub meaning: &'static str,
}

const fn v4(a: u8, b: u8, c: u8, d: u8, length: u8) -> IpNet {
    IpNet::V4(Ipv4Net::new_assert(Ipv4Addr::new(a, b, c, d), length))
}

const fn v6(first: u16, length: u8) -> IpNet {
    IpNet::V6(Ipv6Net::new_assert(Ipv6Addr::new(first, 0, 0, 0, 0, 0, 0, 0), length))
}

/// The address at which Azure's own DNS, DHCP and health probes answer, from inside virtual networks only.
///
/// Source: <https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16>.
pub const AZURE_DNS: IpAddr = IpAddr::V4(Ipv4Addr::new(168, 63, 129, 16));

/// For private networks: RFC 1918 (IPv4) and RFC 4193 (IPv6).
pub const PRIVATE: [IpNet; 4] =
    [v4(10, 0, 0, 0, 8), v4(172, 16, 0, 0, 12), v4(192, 168, 0, 0, 16), v6(0xfc00, 7)];

/// Shared between providers and their customers (carrier-grade NAT): RFC 6598.
const SHARED: IpNet = v4(100, 64, 0, 0, 10);

/// For no host of yours: RFC 6890 and, for Azure, the list in
/// <https://learn.microsoft.com/azure/virtual-network/virtual-networks-faq>.
const RESERVED: [NamedRange; 9] = [
    NamedRange { range: v4(0, 0, 0, 0, 8), meaning: "0.0.0.0/8, which no host can use" },
    NamedRange { range: v4(127, 0, 0, 0, 8), meaning: "127.0.0.0/8, the loopback range" },
    NamedRange { range: v4(169, 254, 0, 0, 16), meaning: "169.254.0.0/16, the link-local range" },
    NamedRange { range: v4(224, 0, 0, 0, 4), meaning: "224.0.0.0/4, the multicast range" },
    NamedRange {
        range: v4(240, 0, 0, 0, 4),
        meaning: "240.0.0.0/4, reserved, with the broadcast address",
    },
    NamedRange { range: v6(0, 128), meaning: "::/128, the unspecified address" },
    NamedRange {
        range: IpNet::V6(Ipv6Net::new_assert(Ipv6Addr::LOCALHOST, 128)),
        meaning: "::1/128, the loopback address",
    },
    NamedRange { range: v6(0xfe80, 10), meaning: "fe80::/10, the link-local range" },
    NamedRange { range: v6(0xff00, 8), meaning: "ff00::/8, the multicast range" },
];

/// Ranges that home routers and hotspots hand out by default. A choice, not a standard: others are in use too.
const HOME: [NamedRange; 4] = [
    NamedRange { range: v4(192, 168, 0, 0, 24), meaning: "home routers" },
    NamedRange { range: v4(192, 168, 1, 0, 24), meaning: "home routers" },
    NamedRange { range: v4(10, 0, 0, 0, 24), meaning: "home routers" },
    NamedRange { range: v4(172, 20, 10, 0, 28), meaning: "iPhone hotspots" },
];

/// Resolvers that anyone on the Internet may ask, by their operators' own pages.
const PUBLIC_RESOLVERS: [(&str, &str); 16] = [
    ("8.8.8.8", "Google Public DNS"),
    ("8.8.4.4", "Google Public DNS"),
    ("2001:4860:4860::8888", "Google Public DNS"),
    ("2001:4860:4860::8844", "Google Public DNS"),
    ("1.1.1.1", "Cloudflare"),
    ("1.0.0.1", "Cloudflare"),
    ("2606:4700:4700::1111", "Cloudflare"),
    ("2606:4700:4700::1001", "Cloudflare"),
    ("9.9.9.9", "Quad9"),
    ("149.112.112.112", "Quad9"),
    ("2620:fe::fe", "Quad9"),
    ("2620:fe::9", "Quad9"),
    ("208.67.222.222", "OpenDNS"),
    ("208.67.220.220", "OpenDNS"),
    ("114.114.114.114", "114DNS"),
    ("223.5.5.5", "AliDNS"),
];

/// Whether the range lies in the private ranges of RFC 1918 or RFC 4193.
#[must_use]
pub fn is_private(range: IpNet) -> bool {
    PRIVATE.iter().any(|private| private.contains(&range))
}

/// Whether the range lies in 100.64.0.0/10, which providers share with their customers.
#[must_use]
pub fn shared(range: IpNet) -> bool {
    SHARED.contains(&range)
}

/// The reserved range that this one touches. 0.0.0.0/0 and its like touch them all; the first is given.
#[must_use]
pub fn reserved(range: IpNet) -> Option<&'static NamedRange> {
    RESERVED
        .iter()
        .find(|reserved| reserved.range.contains(&range) || range.contains(&reserved.range))
}

/// The range of home networks or hotspots that this one touches.
#[must_use]
pub fn home_network(range: IpNet) -> Option<&'static NamedRange> {
    HOME.iter().find(|home| home.range.contains(&range) || range.contains(&home.range))
}

/// Whose public resolver answers at this address.
#[must_use]
pub fn public_resolver(address: IpAddr) -> Option<&'static str> {
    let is_it = |text: &str| text.parse().is_ok_and(|known: IpAddr| known == address);
    PUBLIC_RESOLVERS.iter().find(|(text, _)| is_it(text)).map(|(_, operator)| *operator)
}

#[cfg(test)]
mod tests {
    use super::{PUBLIC_RESOLVERS, home_network, is_private, public_resolver, reserved, shared};

    fn net(text: &str) -> ipnet::IpNet {
        text.parse().expect("CIDR")
    }

    #[test]
    fn private_is_what_the_rfcs_say_to_the_bit() {
        for private in
            ["10.0.0.0/8", "172.16.0.0/12", "172.31.255.0/24", "192.168.7.0/24", "fd00::/48"]
        {
            assert!(is_private(net(private)), "{private}");
        }
        for public in [
            "172.15.0.0/24",
            "172.32.0.0/24",
            "172.0.0.0/8",
            "11.0.0.0/24",
            "100.64.0.0/24",
            "2001:db8::/48",
        ] {
            assert!(!is_private(net(public)), "{public}");
        }
        assert!(
            shared(net("100.127.255.0/24"))
                && !shared(net("100.128.0.0/24"))
                && !shared(net("100.1.1.0/24"))
        );
    }

    #[test]
    fn reserved_and_home_ranges_are_touched_from_both_sides() {
        assert!(
            reserved(net("169.254.1.0/24")).is_some() && reserved(net("126.0.0.0/7")).is_some()
        );
        assert!(reserved(net("172.16.0.0/24")).is_none() && reserved(net("fd00::/64")).is_none());
        assert!(
            home_network(net("192.168.0.0/16")).is_some()
                && home_network(net("192.168.1.128/25")).is_some()
        );
        assert!(home_network(net("192.168.2.0/24")).is_none());
    }

    #[test]
    fn resolvers_are_addresses() {
        for (text, operator) in PUBLIC_RESOLVERS {
            let address = text.parse().expect("an address");
            assert_eq!(public_resolver(address), Some(operator));
        }
    }
}
