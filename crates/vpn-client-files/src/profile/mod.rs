//! Profiles of VPN clients as Azure makes them, as Intune and Windows keep them: which values stand where.

mod always_on;
mod apple;
mod azure_vpn;
mod generic;
mod open_vpn;
mod phonebook;
#[cfg(test)]
mod tests;
mod xml;

use std::ops::Range;

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
pub struct Text {
    /// The text.
    pub text: String,
    /// Its bytes in the file.
    pub range: Range<usize>,
}

/// A certificate in a profile, or what stands in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Embedded {
    /// What it is for.
    pub part: Part,
    /// Its text; a private key's is not kept.
    pub text: Text,
}

/// What an embedded text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The root of the gateway's own certificate.
    ServerRoot,
    /// The client's certificate.
    Client,
}

/// What a secret of a profile looks like. The secret itself is never kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secret {
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
    pub name: Option<Text>,
    /// The names or addresses of the gateway.
    pub servers: Vec<Text>,
    /// The name that the gateway's certificate has to have.
    pub server_identity: Option<Text>,
    /// The name by which the client calls itself.
    pub local_identity: Option<Text>,
    /// How users authenticate: `aad`, `cert`, `EapTls`.
    pub authentication: Vec<Text>,
    /// The tunnels: `IkeV2`, `SSTP`, `tcp`.
    pub protocols: Vec<Text>,
    /// Of Entra ID.
    pub tenant: Option<Text>,
    /// Of Entra ID.
    pub audience: Option<Text>,
    /// Of Entra ID.
    pub issuer: Option<Text>,
    /// Of Entra ID: the application that asks for the token, where it isn't the audience.
    pub application: Option<Text>,
    /// The routes into the tunnel, as `address/length`.
    pub routes: Vec<Text>,
    /// Whether the format lists the routes of the gateway, so that their absence says something.
    pub lists_routes: bool,
    /// The routes past the tunnel.
    pub excluded_routes: Vec<Text>,
    /// Routes that can't be read, or that have several destinations.
    pub odd_routes: Vec<Range<usize>>,
    /// The name servers.
    pub dns_servers: Vec<Text>,
    /// Certificates in it.
    pub certificates: Vec<Embedded>,
    /// Where the private key of the client's certificate stands.
    pub private_key: Option<Range<usize>>,
    /// The thumbprints of the roots that the gateway's certificate must lead to.
    pub pinned_roots: Vec<Text>,
    /// The secret that the first packets are signed with.
    pub server_secret: Option<Secret>,
    /// The lists of client settings.
    pub client_configurations: Vec<ClientConfiguration>,
    /// The version that the profile says it has.
    pub version: Option<Text>,
    /// Placeholders that are still to be filled in.
    pub placeholders: Vec<Text>,
    /// Elements that are nearly one that counts, with the one that is meant.
    pub misspelt: Vec<(Text, &'static str)>,
    /// A thumbprint where a certificate belongs.
    pub thumbprint_for_certificate: Option<Text>,
    /// Everything that must not be shown.
    pub secrets: Vec<Range<usize>>,
}

/// Why a profile can't be read, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Why.
    pub why: String,
    /// The byte.
    pub at: usize,
}

/// Whether a file of this name is a profile by its name alone.
#[must_use]
pub fn is_profile_name(path: &str) -> bool {
    let path = path.replace('\\', "/").to_ascii_lowercase();
    let name = path.rsplit('/').next().unwrap_or_default();
    let ends = |ending: &str| name.ends_with(ending);
    let xml = ends(".xml")
        && (name.starts_with("azurevpnconfig")
            || name.starts_with("vpnsettings")
            || name.starts_with("vpnprofile")
            || ends(".azurevpnprofile.xml"));
    xml || [".ovpn", ".pbk", ".mobileconfig"].iter().any(|end| ends(end))
}

/// The profiles of a text; none when it is no profile at all.
///
/// # Errors
/// When it begins as a profile and can't be read.
pub fn read(text: &str) -> Option<Result<Vec<Profile>, Unreadable>> {
    let start = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    if !start.starts_with('<') {
        return open_vpn::read(text)
            .map(|profile| Ok(vec![profile]))
            .or_else(|| phonebook::read(text).map(Ok));
    }
    let head: String = start.chars().take(LOOKED_AT).collect::<String>().to_ascii_lowercase();
    let is_profile = ROOTS.iter().any(|root| head.contains(root))
        || head.contains("<plist") && start.contains("com.apple.vpn");
    if !is_profile {
        return None;
    }
    let root = match xml::parse(text) {
        Ok(root) => root,
        Err((why, at)) => return Some(Err(Unreadable { why, at: at.min(text.len()) })),
    };
    let mut azure = Vec::new();
    if root.name.eq_ignore_ascii_case("AzVpnProfile") {
        return Some(Ok(vec![azure_vpn::read(&root)]));
    }
    if root.name.eq_ignore_ascii_case("plist") {
        return Some(Ok(apple::read(&root)));
    }
    root.all("AzVpnProfile", &mut azure);
    let is_settings = root.child("VpnServer").is_some() || root.child("VpnType").is_some();
    let mut profiles = Vec::new();
    if is_settings {
        profiles.push(generic::read(&root));
    } else {
        profiles.extend(always_on::read(&root));
    }
    profiles.extend(azure.into_iter().map(azure_vpn::read));
    Some(Ok(profiles))
}

const LOOKED_AT: usize = 4096;
/// The roots of the XML that is read, in lower case.
const ROOTS: [&str; 3] = ["<azvpnprofile", "<vpnprofile", "<vpnsettings"];

impl Text {
    fn of(element: &xml::Element) -> Option<Self> {
        (!element.text.is_empty())
            .then(|| Self { text: element.text.clone(), range: element.text_range.clone() })
    }

    /// The parts of a list, each with its place.
    fn list(element: &xml::Element) -> Vec<Self> {
        parts(&element.text, element.text_range.start)
    }
}

/// The parts of a list with commas or semicolons.
fn parts(list: &str, start: usize) -> Vec<Text> {
    let mut found = Vec::new();
    let mut at = 0;
    for part in list.split([',', ';', '\n']) {
        let trimmed = part.trim();
        if !trimmed.is_empty() {
            let begin = start + at + (part.len() - part.trim_start().len());
            found.push(Text { text: trimmed.to_owned(), range: begin..begin + trimmed.len() });
        }
        at += part.len() + 1;
    }
    found
}

impl Secret {
    fn of(text: &str, range: Range<usize>) -> Self {
        let digits: String = text.chars().filter(|char| !char.is_whitespace()).collect();
        Self {
            range,
            length: digits.chars().count(),
            is_hexadecimal: digits.bytes().all(|byte| byte.is_ascii_hexdigit()),
        }
    }
}
