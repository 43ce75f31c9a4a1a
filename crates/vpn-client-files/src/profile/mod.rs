//! Profiles of VPN clients as Azure makes them, as Intune and Windows keep them: which values stand where.

mod always_on;
mod apple;
mod azure_vpn;
mod contents;
mod generic;
mod open_vpn;
mod phonebook;
#[cfg(test)]
mod tests;
mod xml;

pub use contents::{
    CertificateRole, ClientConfiguration, Embedded, LocatedText, Profile, ProfileKind,
    ProfileSecret,
};

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
