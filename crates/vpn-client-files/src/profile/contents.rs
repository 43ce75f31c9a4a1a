//! What a profile says: its values, each with its place.

use std::ops::Range;

use super::xml;

/// What a profile is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ProfileKind {
    /// `azurevpnconfig*.xml`, of the Azure VPN Client.
    #[default]
    AzureVpn,
    /// `VpnSettings.xml`, for clients without a format of their own.
    Generic,
    /// `vpnconfig.ovpn`.
    OpenVpn,
    /// XML of Windows' `VPNv2`, as Always On VPN and Intune take it.
    AlwaysOn,
    /// A connection in `rasphone.pbk`.
    Phonebook,
    /// A configuration profile of macOS and iOS.
    Apple,
}

impl ProfileKind {
    /// What it is, with its article.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::AzureVpn => "a profile of the Azure VPN Client",
            Self::Generic => "the general settings of a profile package",
            Self::OpenVpn => "a profile of OpenVPN clients",
            Self::AlwaysOn => "a profile of Always On VPN",
            Self::Phonebook => "a connection of Windows",
            Self::Apple => "a profile of macOS",
        }
    }
}

/// A text and where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LocatedText {
    /// The text.
    pub text: String,
    /// Its bytes in the file.
    pub range: Range<usize>,
}

/// A certificate in a profile, or what stands in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Embedded {
    /// What it is for.
    pub part: CertificateRole,
    /// Its text; a private key's is not kept.
    pub text: LocatedText,
}

/// What an embedded text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CertificateRole {
    /// The root of the gateway's own certificate.
    ServerRoot,
    /// The client's certificate.
    Client,
}

/// What a secret of a profile looks like. The secret itself is never kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileSecret {
    /// Where it stands.
    pub range: Range<usize>,
    /// How many characters it has.
    pub length: usize,
    /// Whether they are hexadecimal digits.
    pub is_hexadecimal: bool,
}

/// A list of settings for the client, `clientconfig`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientConfiguration {
    /// Where it stands.
    pub range: Range<usize>,
    /// Whether it says that it has no value.
    pub nil: bool,
}

/// What a profile says.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    /// What it is for.
    pub kind: ProfileKind,
    /// Where it stands in its file.
    pub range: Range<usize>,
    /// Its name.
    pub name: Option<LocatedText>,
    /// The names or addresses of the gateway.
    pub servers: Vec<LocatedText>,
    /// The name that the gateway's certificate has to have.
    pub server_identity: Option<LocatedText>,
    /// The name by which the client calls itself.
    pub local_identity: Option<LocatedText>,
    /// How users authenticate: `aad`, `cert`, `EapTls`.
    pub authentication: Vec<LocatedText>,
    /// The tunnels: `IkeV2`, `SSTP`, `tcp`.
    pub protocols: Vec<LocatedText>,
    /// Of Entra ID.
    pub tenant: Option<LocatedText>,
    /// Of Entra ID.
    pub audience: Option<LocatedText>,
    /// Of Entra ID.
    pub issuer: Option<LocatedText>,
    /// Of Entra ID: the application that asks for the token, where it isn't the audience.
    pub application: Option<LocatedText>,
    /// The routes into the tunnel, as `address/length`.
    pub routes: Vec<LocatedText>,
    /// Whether the format lists the routes of the gateway, so that their absence says something.
    pub lists_routes: bool,
    /// The routes past the tunnel.
    pub excluded_routes: Vec<LocatedText>,
    /// Routes that can't be read, or that have several destinations.
    pub odd_routes: Vec<Range<usize>>,
    /// The name servers.
    pub dns_servers: Vec<LocatedText>,
    /// Certificates in it.
    pub certificates: Vec<Embedded>,
    /// Where the private key of the client's certificate stands.
    pub private_key: Option<Range<usize>>,
    /// The thumbprints of the roots that the gateway's certificate must lead to.
    pub pinned_roots: Vec<LocatedText>,
    /// The secret that the first packets are signed with.
    pub server_secret: Option<ProfileSecret>,
    /// The lists of client settings.
    pub client_configurations: Vec<ClientConfiguration>,
    /// The version that the profile says it has.
    pub version: Option<LocatedText>,
    /// Placeholders that are still to be filled in.
    pub placeholders: Vec<LocatedText>,
    /// Elements that are nearly one that counts, with the one that is meant.
    pub misspelt: Vec<(LocatedText, &'static str)>,
    /// A thumbprint where a certificate belongs.
    pub thumbprint_for_certificate: Option<LocatedText>,
    /// Everything that must not be shown.
    pub secrets: Vec<Range<usize>>,
}

impl LocatedText {
    pub(super) fn of(element: &xml::Element) -> Option<Self> {
        (!element.text.is_empty())
            .then(|| Self { text: element.text.clone(), range: element.text_range.clone() })
    }

    /// The parts of a list, each with its place.
    pub(super) fn list(element: &xml::Element) -> Vec<Self> {
        parts(&element.text, element.text_range.start)
    }
}

/// The parts of a list with commas or semicolons.
pub(super) fn parts(list: &str, start: usize) -> Vec<LocatedText> {
    let mut found = Vec::new();
    let mut at = 0;
    for part in list.split([',', ';', '\n']) {
        let trimmed = part.trim();
        if !trimmed.is_empty() {
            let begin = start + at + (part.len() - part.trim_start().len());
            found.push(LocatedText {
                text: trimmed.to_owned(),
                range: begin..begin + trimmed.len(),
            });
        }
        at += part.len() + 1;
    }
    found
}

impl ProfileSecret {
    pub(super) fn of(text: &str, range: Range<usize>) -> Self {
        let digits: String = text.chars().filter(|char| !char.is_whitespace()).collect();
        Self {
            range,
            length: digits.chars().count(),
            is_hexadecimal: digits.bytes().all(|byte| byte.is_ascii_hexdigit()),
        }
    }
}
