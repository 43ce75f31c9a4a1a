//! The application ids that stand as `aadAudience`.

use std::fmt;

/// A cloud of Azure's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EntraCloud {
    /// Azure, public.
    Public,
    /// Azure Government (US).
    UsGovernment,
    /// Azure operated by 21Vianet (China).
    China,
    /// Microsoft Cloud Germany, closed.
    Germany,
}

impl fmt::Display for EntraCloud {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Public => "the public cloud",
            Self::UsGovernment => "Azure Government",
            Self::China => "Azure operated by 21Vianet",
            Self::Germany => "Microsoft Cloud Germany",
        })
    }
}

/// An application id that Microsoft gave to the Azure VPN Client.
///
/// Source: <https://learn.microsoft.com/azure/vpn-gateway/point-to-site-about#entra-id> and
/// <https://learn.microsoft.com/azure/vpn-gateway/point-to-site-entra-gateway>.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Audience {
    /// The id, in lower case.
    pub id: &'static str,
    /// The one cloud that it is for; `None` for every cloud.
    pub cloud: Option<EntraCloud>,
}

impl Audience {
    /// The app that Microsoft registered for every cloud; the one to use.
    pub const MICROSOFT_REGISTERED: &'static str = "c632b3df-fb67-4d84-bdcf-b95ad541b5c8";

    /// Whether it is an app that each tenant has to register by hand, on the way out.
    #[must_use]
    pub fn is_manually_registered(&self) -> bool {
        self.cloud.is_some()
    }
}

/// All of them.
pub static AUDIENCES: [Audience; 5] = [
    Audience { id: Audience::MICROSOFT_REGISTERED, cloud: None },
    Audience { id: "41b23e61-6c1e-4545-b367-cd054e0ed4b4", cloud: Some(EntraCloud::Public) },
    Audience { id: "51bb15d4-3a4f-4ebf-9dca-40096fe32426", cloud: Some(EntraCloud::UsGovernment) },
    Audience { id: "49f817b6-84ae-4cc0-928c-73f27289b3aa", cloud: Some(EntraCloud::China) },
    Audience { id: "538ee9e6-310a-468d-afef-ea97365856a9", cloud: Some(EntraCloud::Germany) },
];

/// The audience of this id, without regard to case, surrounding space and the braces that some write around it.
#[must_use]
pub fn audience(id: &str) -> Option<&'static Audience> {
    let bare = id.trim().trim_start_matches('{').trim_end_matches('}');
    AUDIENCES.iter().find(|known| known.id.eq_ignore_ascii_case(bare))
}
