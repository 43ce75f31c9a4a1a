//! `rasphone.pbk`: the connections of Windows, one section each. What the Azure VPN Client keeps there holds the secret of
//! the gateway.

use std::ops::Range;

use super::contents::{LocatedText, Profile, ProfileKind};
use super::{azure_vpn, xml};

/// Keys whose values hold a profile with its secret, or a secret.
const SECRET_KEYS: [&str; 4] =
    ["ThirdPartyProfileInfo", "CustomAuthData", "IpPrivateKey", "PreSharedKey"];

pub(super) fn read(text: &str) -> Option<Vec<Profile>> {
    let mut profiles: Vec<Profile> = Vec::new();
    let mut plugin = String::new();
    let mut at = 0;
    let (mut has_type, mut first) = (false, true);
    for whole in text.split_inclusive('\n') {
        let line = whole.trim_end_matches(['\r', '\n']);
        let range = at..at + line.len();
        at += whole.len();
        if line.trim().is_empty() {
            continue;
        }
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            if let Some(open) = profiles.last_mut() {
                finish(open, &mut plugin);
            }
            let name = LocatedText { text: name.to_owned(), range: range.start + 1..range.end - 1 };
            profiles.push(Profile {
                kind: ProfileKind::Phonebook,
                range,
                name: Some(name),
                ..Profile::default()
            });
            first = false;
            continue;
        }
        if first {
            // A phonebook begins with the name of its first connection.
            return None;
        }
        let (Some(open), Some((key, value))) = (profiles.last_mut(), line.split_once('=')) else {
            continue;
        };
        open.range.end = range.end;
        has_type |= key == "Type" || key == "MEDIA" || key == "PhoneNumber";
        take(open, key, value, range.end - value.len()..range.end, &mut plugin);
    }
    if let Some(open) = profiles.last_mut() {
        finish(open, &mut plugin);
    }
    (has_type && !profiles.is_empty()).then_some(profiles)
}

fn take(profile: &mut Profile, key: &str, value: &str, range: Range<usize>, plugin: &mut String) {
    if value.is_empty() {
        return;
    }
    if SECRET_KEYS.contains(&key) {
        profile.secrets.push(range.clone());
    }
    let text = || LocatedText { text: value.to_owned(), range: range.clone() };
    match key {
        "PhoneNumber" => profile.servers.push(text()),
        "ThirdPartyProfileInfo" => plugin.push_str(value),
        "VpnStrategy" => profile.protocols.push(text()),
        _ => {}
    }
}

/// Reads the profile that is written in hexadecimal. Its values stand where all of it stands.
fn finish(profile: &mut Profile, plugin: &mut String) {
    let hex = std::mem::take(plugin);
    let bytes: Option<Vec<u8>> = hex
        .as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect();
    let Some(bytes) = bytes.filter(|bytes| !bytes.is_empty()) else { return };
    let (text, _, _) = encoding_rs::UTF_16LE.decode(&bytes);
    let Some(start) = text.find("<AzVpnProfile") else { return };
    let Ok(root) = xml::parse(&text[start..]) else { return };
    let inner = azure_vpn::read(&root);
    let place = profile.range.clone();
    let here = |text: LocatedText| LocatedText { range: place.clone(), ..text };
    profile.tenant = inner.tenant.map(here);
    profile.audience = inner.audience.map(here);
    profile.issuer = inner.issuer.map(here);
    profile.application = inner.application.map(here);
    profile.authentication = inner.authentication.into_iter().map(here).collect();
    profile.pinned_roots = inner.pinned_roots.into_iter().map(here).collect();
    if profile.servers.is_empty() {
        profile.servers = inner.servers.into_iter().map(here).collect();
    }
}
