//! Autonomous system numbers that can't be used with a gateway.

use std::ops::RangeInclusive;

/// Numbers, and who has reserved them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReservedAsn {
    /// The numbers.
    pub numbers: RangeInclusive<i64>,
    /// Who has reserved them, and what for, as the end of "it is …".
    pub meaning: &'static str,
}

/// The number that a VPN gateway has unless it is given another; no peer may have it.
pub const DEFAULT_ASN: i64 = 65_515;

/// The numbers that neither a gateway nor its peer may have.
///
/// Source: <https://learn.microsoft.com/azure/vpn-gateway/vpn-gateway-vpn-faq#bgp>, the numbers reserved by Azure and by IANA; zero
/// is reserved by RFC 7607.
pub static RESERVED_ASNS: [ReservedAsn; 8] = [
    ReservedAsn { numbers: 0..=0, meaning: "reserved by RFC 7607" },
    ReservedAsn { numbers: 8074..=8075, meaning: "reserved by Azure" },
    ReservedAsn { numbers: 12_076..=12_076, meaning: "reserved by Azure" },
    ReservedAsn { numbers: 23_456..=23_456, meaning: "reserved by IANA" },
    ReservedAsn { numbers: 64_496..=64_511, meaning: "reserved by IANA for documentation" },
    ReservedAsn { numbers: 65_517..=65_520, meaning: "reserved by Azure" },
    ReservedAsn { numbers: 65_535..=65_551, meaning: "reserved by IANA" },
    ReservedAsn { numbers: 4_294_967_295..=4_294_967_295, meaning: "reserved by IANA" },
];

/// Why the number can't be used.
#[must_use]
pub fn reserved_asn(asn: i64) -> Option<&'static str> {
    let found = RESERVED_ASNS.iter().find(|reserved| reserved.numbers.contains(&asn));
    found.map(|reserved| reserved.meaning)
}
