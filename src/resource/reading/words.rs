//! The closed sets of words in gateway, network and route properties.

use crate::facts::{SkuLimits, sku};

/// Declares an enumeration of Azure's words, read without regard to case, with room for words not in the set.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)+
            /// A word that is not in the set.
            Other(String),
        }

        impl $name {
            /// The words of the set, in Microsoft's spelling.
            pub const WORDS: &'static [&'static str] = &[$($text),+];

            /// The word of this text.
            #[must_use]
            pub fn parse(text: &str) -> Self {
                $(if text.trim().eq_ignore_ascii_case($text) { return Self::$variant; })+
                Self::Other(text.to_owned())
            }

            /// Microsoft's spelling, or the text as it is written.
            #[must_use]
            pub fn word(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)+
                    Self::Other(text) => text,
                }
            }

            /// The text, when it is not a word of the set.
            #[must_use]
            pub fn unknown(&self) -> Option<&str> {
                match self {
                    Self::Other(text) => Some(text),
                    _ => None,
                }
            }
        }

        impl $crate::resource::FromProperty for $name {
            fn read(reader: &$crate::resource::Reader) -> Result<Self, String> {
                <String as $crate::resource::FromProperty>::read(reader).map(|text| Self::parse(&text))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }
    };
}

pub(crate) use words;

words! {
    /// `gatewayType`.
    GatewayType {
        /// A VPN gateway.
        Vpn = "Vpn",
        /// An ExpressRoute gateway.
        ExpressRoute = "ExpressRoute",
        /// The local side of a Virtual WAN.
        LocalGateway = "LocalGateway",
    }
}

words! {
    /// `vpnType`.
    VpnType {
        /// Static routing; no point-to-site.
        PolicyBased = "PolicyBased",
        /// Dynamic routing.
        RouteBased = "RouteBased",
    }
}

words! {
    /// `vpnGatewayGeneration`.
    Generation {
        /// What a GET may print where it does not apply.
        None = "None",
        /// Generation 1.
        Generation1 = "Generation1",
        /// Generation 2.
        Generation2 = "Generation2",
    }
}

words! {
    /// A tunnel protocol of point-to-site clients.
    Protocol {
        /// IKE version 2, UDP 500 and 4500.
        IkeV2 = "IkeV2",
        /// Secure Socket Tunneling Protocol, TCP 443, Windows only.
        Sstp = "SSTP",
        /// OpenVPN over TLS, TCP 443.
        OpenVpn = "OpenVPN",
    }
}

words! {
    /// How point-to-site clients authenticate.
    Authentication {
        /// Client certificates that chain to an uploaded root.
        Certificate = "Certificate",
        /// A RADIUS server.
        Radius = "Radius",
        /// Microsoft Entra ID.
        Entra = "AAD",
    }
}

words! {
    /// `resolutionPolicy` of a private DNS zone's link to a virtual network.
    ResolutionPolicy {
        /// The zone's answer is final, also when the zone lacks the name.
        Default = "Default",
        /// A name that the zone lacks is looked up on the Internet.
        NxDomainRedirect = "NxDomainRedirect",
    }
}

words! {
    /// `forwardingRuleState` of a DNS forwarding rule.
    RuleState {
        /// In force.
        Enabled = "Enabled",
        /// Not in force.
        Disabled = "Disabled",
    }
}

words! {
    /// `nextHopType` of a route.
    NextHop {
        /// The Internet.
        Internet = "Internet",
        /// Dropped.
        None = "None",
        /// A network virtual appliance.
        VirtualAppliance = "VirtualAppliance",
        /// Several network virtual appliances.
        VirtualApplianceEcmp = "VirtualApplianceEcmp",
        /// The virtual network gateway.
        VirtualNetworkGateway = "VirtualNetworkGateway",
        /// The virtual network itself.
        VnetLocal = "VnetLocal",
    }
}

words! {
    /// `sku.name` of a public IP address.
    PublicIpSku {
        /// Basic, retired.
        Basic = "Basic",
        /// Standard.
        Standard = "Standard",
        /// Standard, version 2.
        StandardV2 = "StandardV2",
    }
}

words! {
    /// How an IP address is given: `publicIPAllocationMethod`, `privateIPAllocationMethod`.
    Allocation {
        /// It stays.
        Static = "Static",
        /// It may change.
        Dynamic = "Dynamic",
    }
}

words! {
    /// `peeringState`.
    PeeringState {
        /// The other side does not exist yet.
        Initiated = "Initiated",
        /// Both sides exist.
        Connected = "Connected",
        /// The other side has been deleted.
        Disconnected = "Disconnected",
    }
}

words! {
    /// `peeringSyncLevel`: whether the two sides know each other's address space.
    SyncLevel {
        /// Both know it.
        Full = "FullyInSync",
        /// The remote network has to be synchronised.
        RemoteBehind = "RemoteNotInSync",
        /// This network has to be synchronised.
        LocalBehind = "LocalNotInSync",
        /// Both have to be synchronised.
        BothBehind = "LocalAndRemoteNotInSync",
    }
}

words! {
    /// `sku.name` and `sku.tier` of a virtual network gateway.
    Sku {
        /// Basic.
        Basic = "Basic",
        /// Standard (legacy).
        Standard = "Standard",
        /// High performance (legacy).
        HighPerformance = "HighPerformance",
        /// Ultra performance (ExpressRoute).
        UltraPerformance = "UltraPerformance",
        /// VPN gateway 1.
        VpnGw1 = "VpnGw1",
        /// VPN gateway 2.
        VpnGw2 = "VpnGw2",
        /// VPN gateway 3.
        VpnGw3 = "VpnGw3",
        /// VPN gateway 4.
        VpnGw4 = "VpnGw4",
        /// VPN gateway 5.
        VpnGw5 = "VpnGw5",
        /// VPN gateway 1, zone redundant.
        VpnGw1Az = "VpnGw1AZ",
        /// VPN gateway 2, zone redundant.
        VpnGw2Az = "VpnGw2AZ",
        /// VPN gateway 3, zone redundant.
        VpnGw3Az = "VpnGw3AZ",
        /// VPN gateway 4, zone redundant.
        VpnGw4Az = "VpnGw4AZ",
        /// VPN gateway 5, zone redundant.
        VpnGw5Az = "VpnGw5AZ",
        /// ExpressRoute gateway 1, zone redundant.
        ErGw1Az = "ErGw1AZ",
        /// ExpressRoute gateway 2, zone redundant.
        ErGw2Az = "ErGw2AZ",
        /// ExpressRoute gateway 3, zone redundant.
        ErGw3Az = "ErGw3AZ",
        /// ExpressRoute gateway, scalable.
        ErGwScale = "ErGwScale",
    }
}

impl Protocol {
    /// The name in prose.
    #[must_use]
    pub fn label(&self) -> &str {
        match self {
            Self::IkeV2 => "IKEv2",
            other => other.word(),
        }
    }
}

impl Authentication {
    /// What clients present, in prose.
    #[must_use]
    pub fn label(&self) -> &str {
        match self {
            Self::Certificate => "certificates",
            Self::Radius => "RADIUS",
            Self::Entra => "Entra ID",
            Self::Other(text) => text,
        }
    }
}

impl Sku {
    /// Whether it is one of `VpnGw1AZ` to `VpnGw5AZ`.
    #[must_use]
    pub fn is_zone_redundant_vpn(&self) -> bool {
        matches!(
            self,
            Self::VpnGw1Az | Self::VpnGw2Az | Self::VpnGw3Az | Self::VpnGw4Az | Self::VpnGw5Az
        )
    }

    /// Whether it is one of `VpnGw1` to `VpnGw5`, the ones that are not zone redundant.
    #[must_use]
    pub fn is_zoneless_vpn(&self) -> bool {
        matches!(self, Self::VpnGw1 | Self::VpnGw2 | Self::VpnGw3 | Self::VpnGw4 | Self::VpnGw5)
    }

    /// Whether only ExpressRoute gateways have it.
    #[must_use]
    pub fn is_expressroute_only(&self) -> bool {
        matches!(
            self,
            Self::UltraPerformance
                | Self::ErGw1Az
                | Self::ErGw2Az
                | Self::ErGw3Az
                | Self::ErGwScale
        )
    }

    /// What it carries as the SKU of a VPN gateway, where Microsoft's page lists it.
    #[must_use]
    pub fn limits(&self) -> Option<&'static SkuLimits> {
        sku(self.word())
    }

    /// The generations of VPN gateways that have it: 1, 2 or both.
    #[must_use]
    pub fn generations(&self) -> Option<&'static [u8]> {
        match self {
            Self::Standard | Self::HighPerformance => Some(&[1]),
            _ => self.limits().map(|limits| limits.generations),
        }
    }

    /// The zone-redundant SKU that Microsoft moves gateways of this one to.
    #[must_use]
    pub fn successor(&self) -> Option<Self> {
        match self {
            Self::Standard | Self::VpnGw1 => Some(Self::VpnGw1Az),
            Self::HighPerformance | Self::VpnGw2 => Some(Self::VpnGw2Az),
            Self::VpnGw3 => Some(Self::VpnGw3Az),
            Self::VpnGw4 => Some(Self::VpnGw4Az),
            Self::VpnGw5 => Some(Self::VpnGw5Az),
            _ => None,
        }
    }
}

impl Generation {
    /// Its number, where it says one.
    #[must_use]
    pub fn number(&self) -> Option<u8> {
        match self {
            Self::Generation1 => Some(1),
            Self::Generation2 => Some(2),
            Self::None | Self::Other(_) => None,
        }
    }
}
