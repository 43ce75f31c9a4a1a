//! The days on which something of VPN Gateway ends.
//!
//! Microsoft has moved several of them more than once; each says who says so.

use std::fmt;

use jiff::civil::{Date, date};

/// A day from which something does not work any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cutoff {
    /// The first such day. Where only a month is announced, its last day.
    pub from: Date,
    /// The day as it was announced.
    pub announced: &'static str,
    /// The page that announces it.
    pub source: &'static str,
}

impl Cutoff {
    /// Whether it is past on this day.
    #[must_use]
    pub fn is_past(&self, today: Date) -> bool {
        today >= self.from
    }
}

impl Cutoff {
    /// Whether it is past, or comes within a year.
    #[must_use]
    pub fn is_within_a_year(&self, today: Date) -> bool {
        today.checked_add(jiff::Span::new().years(1)).is_ok_and(|later| self.is_past(later))
    }
}

impl fmt::Display for Cutoff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.announced)
    }
}

const FROM_SSTP: &str = "https://learn.microsoft.com/azure/vpn-gateway/ikev2-openvpn-from-sstp";
const CONSOLIDATION: &str =
    "https://learn.microsoft.com/azure/vpn-gateway/gateway-sku-consolidation";
const LEGACY: &str = "https://learn.microsoft.com/azure/vpn-gateway/vpn-gateway-about-skus-legacy";
const BASIC_ADDRESSES: &str = "https://learn.microsoft.com/azure/virtual-network/ip-services/public-ip-basic-upgrade-guidance";
const NEWS: &str = "https://learn.microsoft.com/azure/vpn-gateway/whats-new";
const ABOUT: &str = "https://learn.microsoft.com/azure/vpn-gateway/point-to-site-about";

/// SSTP can't be enabled on a gateway any more.
pub static SSTP_ENABLING: Cutoff =
    Cutoff { from: date(2026, 3, 31), announced: "2026-03-31", source: FROM_SSTP };

/// Gateways that have SSTP stop serving it.
pub static SSTP: Cutoff =
    Cutoff { from: date(2027, 3, 31), announced: "2027-03-31", source: FROM_SSTP };

/// `VpnGw1` to `VpnGw5` can't be created any more.
///
/// The consolidation page says 2025-01-01; later pages, and the answers of the service, say 2025-11-01.
pub static NON_AZ_SKU_CREATION: Cutoff =
    Cutoff { from: date(2025, 11, 1), announced: "2025-11-01", source: CONSOLIDATION };

/// `VpnGw1` to `VpnGw5` are retired. The consolidation page says 2026-09-16, the announcement 2026-09-30.
pub static NON_AZ_SKUS: Cutoff =
    Cutoff { from: date(2026, 9, 16), announced: "2026-09-16", source: CONSOLIDATION };

/// Gateways of `VpnGw1` to `VpnGw5` take no change of their configuration any more ("you'll get an error"). The page, of
/// 2026-02-03, gives no day; customers could still migrate until the end of June 2026, so the freeze is counted from there.
pub static NON_AZ_SKU_CHANGES: Cutoff =
    Cutoff { from: date(2026, 6, 30), announced: "2026-06-30", source: CONSOLIDATION };

/// `Standard` and `HighPerformance` can't be created any more.
pub static STANDARD_SKU_CREATION: Cutoff =
    Cutoff { from: date(2023, 12, 1), announced: "2023-12-01", source: LEGACY };

/// `Standard` and `HighPerformance` are retired: first September 2025, then March 2026, last June 2026.
pub static STANDARD_SKUS: Cutoff =
    Cutoff { from: date(2026, 6, 30), announced: "June 2026", source: NEWS };

/// Public IP addresses of SKU Basic are retired for VPN gateways: first September 2025, last the end of June 2026.
pub static BASIC_PUBLIC_IP: Cutoff =
    Cutoff { from: date(2026, 6, 30), announced: "the end of June 2026", source: NEWS };

/// Public IP addresses of SKU Basic are retired everywhere else, ExpressRoute gateways included.
pub static BASIC_PUBLIC_IP_ANYWHERE: Cutoff =
    Cutoff { from: date(2025, 9, 30), announced: "2025-09-30", source: BASIC_ADDRESSES };

/// Gateways of the classic deployment model are retired.
pub static CLASSIC_GATEWAYS: Cutoff =
    Cutoff { from: date(2024, 8, 31), announced: "August 2024", source: NEWS };

/// The Azure VPN Client for Linux is retired.
pub static AZURE_VPN_CLIENT_FOR_LINUX: Cutoff =
    Cutoff { from: date(2026, 8, 31), announced: "2026-08-31", source: NEWS };

/// The manually registered Azure VPN Client apps of the public cloud stop signing in.
pub static REGISTERED_APPS: Cutoff =
    Cutoff { from: date(2028, 3, 31), announced: "2028-03-31", source: ABOUT };

/// The same in Azure Government and in Azure operated by 21Vianet.
pub static REGISTERED_APPS_SOVEREIGN: Cutoff =
    Cutoff { from: date(2029, 3, 31), announced: "2029-03-31", source: ABOUT };

/// A day of the calendar: what ends on it, and which lints speak of it.
#[derive(Clone, Copy, Debug)]
pub struct CalendarEntry {
    /// What ends.
    pub what: &'static str,
    /// When, and who says so.
    pub cutoff: &'static Cutoff,
    /// The lints that tell by it.
    pub lints: &'static [&'static str],
}

/// All of them, in the order of their days.
pub static CALENDAR: [CalendarEntry; 13] = [
    CalendarEntry {
        what: "new gateways of the SKUs Standard and HighPerformance",
        cutoff: &STANDARD_SKU_CREATION,
        lints: &["sku-standard-highperformance"],
    },
    CalendarEntry {
        what: "gateways of the classic deployment model",
        cutoff: &CLASSIC_GATEWAYS,
        lints: &["classic-gateway"],
    },
    CalendarEntry {
        what: "public IP addresses of SKU Basic, outside of VPN gateways",
        cutoff: &BASIC_PUBLIC_IP_ANYWHERE,
        lints: &["public-ip-basic"],
    },
    CalendarEntry {
        what: "new gateways of the SKUs VpnGw1 to VpnGw5",
        cutoff: &NON_AZ_SKU_CREATION,
        lints: &["sku-non-az-new"],
    },
    CalendarEntry {
        what: "enabling SSTP",
        cutoff: &SSTP_ENABLING,
        lints: &["sstp-enabling-blocked"],
    },
    CalendarEntry {
        what: "gateways of the SKUs Standard and HighPerformance",
        cutoff: &STANDARD_SKUS,
        lints: &["sku-standard-highperformance"],
    },
    CalendarEntry {
        what: "public IP addresses of SKU Basic on VPN gateways",
        cutoff: &BASIC_PUBLIC_IP,
        lints: &["public-ip-basic"],
    },
    CalendarEntry {
        what: "changes of gateways of the SKUs VpnGw1 to VpnGw5",
        cutoff: &NON_AZ_SKU_CHANGES,
        lints: &["sku-non-az-existing"],
    },
    CalendarEntry {
        what: "the Azure VPN Client for Linux",
        cutoff: &AZURE_VPN_CLIENT_FOR_LINUX,
        lints: &["entra-only-without-linux"],
    },
    CalendarEntry {
        what: "gateways of the SKUs VpnGw1 to VpnGw5",
        cutoff: &NON_AZ_SKUS,
        lints: &["sku-non-az-existing"],
    },
    CalendarEntry { what: "SSTP", cutoff: &SSTP, lints: &["sstp-retiring"] },
    CalendarEntry {
        what: "manually registered Azure VPN Client apps of the public cloud",
        cutoff: &REGISTERED_APPS,
        lints: &["entra-legacy-audience"],
    },
    CalendarEntry {
        what: "manually registered Azure VPN Client apps of Azure Government and Azure operated by 21Vianet",
        cutoff: &REGISTERED_APPS_SOVEREIGN,
        lints: &["entra-legacy-audience"],
    },
];
