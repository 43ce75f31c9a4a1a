//! What each VPN gateway SKU carries.

/// The limits of a VPN gateway SKU.
///
/// Source: <https://learn.microsoft.com/azure/vpn-gateway/about-gateway-skus>, its tables by tunnel and by feature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SkuLimits {
    /// The SKU, in Microsoft's spelling.
    pub sku: &'static str,
    /// The generations that have it: 1, 2 or both.
    pub generations: &'static [u8],
    /// Site-to-site tunnels.
    pub tunnels: u32,
    /// SSTP clients at once. They count apart from the others.
    pub sstp_clients: u32,
    /// `IKEv2` and `OpenVPN` clients at once; `None` where the page says that neither is supported.
    pub ikev2_and_openvpn_clients: Option<u32>,
    /// Whether it speaks BGP.
    pub bgp: bool,
    /// Virtual machines in the virtual network, by generation.
    pub virtual_machines: &'static [(u8, u32)],
}

/// The SKUs that Microsoft's page lists, smallest first.
pub static SKUS: [SkuLimits; 11] = [
    SkuLimits {
        sku: "Basic",
        generations: &[1],
        tunnels: 10,
        sstp_clients: 128,
        ikev2_and_openvpn_clients: None,
        bgp: false,
        virtual_machines: &[(1, 200)],
    },
    of("VpnGw1", &[1], 30, 250, &[(1, 450)]),
    of("VpnGw2", &[1, 2], 30, 500, &[(1, 1300), (2, 685)]),
    of("VpnGw3", &[1, 2], 30, 1000, &[(1, 4000), (2, 2240)]),
    of("VpnGw4", &[2], 100, 5000, &[(2, 5300)]),
    of("VpnGw5", &[2], 100, 10_000, &[(2, 6700)]),
    of("VpnGw1AZ", &[1], 30, 250, &[(1, 1000)]),
    of("VpnGw2AZ", &[1, 2], 30, 500, &[(1, 2000), (2, 2000)]),
    of("VpnGw3AZ", &[1, 2], 30, 1000, &[(1, 5000), (2, 3300)]),
    of("VpnGw4AZ", &[2], 100, 5000, &[(2, 4400)]),
    of("VpnGw5AZ", &[2], 100, 10_000, &[(2, 9000)]),
];

const fn of(
    sku: &'static str,
    generations: &'static [u8],
    tunnels: u32,
    clients: u32,
    virtual_machines: &'static [(u8, u32)],
) -> SkuLimits {
    SkuLimits {
        sku,
        generations,
        tunnels,
        sstp_clients: 128,
        ikev2_and_openvpn_clients: Some(clients),
        bgp: true,
        virtual_machines,
    }
}

/// The limits of the SKU of this name, without regard to case.
#[must_use]
pub fn sku(name: &str) -> Option<&'static SkuLimits> {
    SKUS.iter().find(|limits| limits.sku.eq_ignore_ascii_case(name))
}
