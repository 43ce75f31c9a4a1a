//! How small a client address pool may be.

/// The longest mask of a pool on an active-passive gateway.
///
/// Source: <https://learn.microsoft.com/azure/vpn-gateway/point-to-site-certificate-gateway>, "minimum subnet mask".
pub const POOL_PREFIX: u8 = 29;

/// The longest mask of a pool on an active-active gateway, from the same page.
pub const POOL_PREFIX_ACTIVE_ACTIVE: u8 = 28;

/// How many addresses of a pool of this size SSTP clients have beside IKEv2 clients, and how many these have.
///
/// Source: <https://learn.microsoft.com/azure/vpn-gateway/vpn-gateway-vpn-faq> (2026-06-04): SSTP has 128, and what is larger than
/// a /24 leaves the rest to IKEv2; smaller pools are halved.
#[must_use]
pub fn sstp_and_ikev2(total: u128) -> (u128, u128) {
    const SSTP_CLIENTS: u128 = 128;
    let sstp = (total / 2).min(SSTP_CLIENTS);
    (sstp, total - sstp)
}

#[cfg(test)]
mod tests {
    use super::sstp_and_ikev2;

    #[test]
    fn only_pools_up_to_a_24_are_halved() {
        assert_eq!(sstp_and_ikev2(64), (32, 32));
        assert_eq!(sstp_and_ikev2(256), (128, 128));
        assert_eq!(sstp_and_ikev2(512), (128, 384));
        assert_eq!(sstp_and_ikev2(65536), (128, 65408));
    }
}
