//! `vpnconfig.ovpn`: options, and blocks for certificates and keys.

use std::ops::Range;

use super::contents::{
    CertificateRole, Embedded, LocatedText, Profile, ProfileKind, ProfileSecret,
};

/// The placeholders of a downloaded profile.
const PLACEHOLDERS: [&str; 2] = ["$CLIENTCERTIFICATE", "$PRIVATEKEY"];

/// Blocks whose content is secret.
const SECRET_BLOCKS: [&str; 7] =
    ["key", "tls-auth", "tls-crypt", "tls-crypt-v2", "secret", "pkcs12", "auth-user-pass"];

pub(super) fn read(text: &str) -> Option<Profile> {
    let mut profile =
        Profile { kind: ProfileKind::OpenVpn, range: 0..text.len(), ..Profile::default() };
    let (mut is_client, mut has_device) = (false, false);
    let mut block: Option<(String, usize)> = None;
    let mut at = 0;
    for whole in text.split_inclusive('\n') {
        let line = whole.trim();
        let start = at + (whole.len() - whole.trim_start().len());
        at += whole.len();
        if let Some((name, begin)) = &block {
            if line.strip_prefix("</").and_then(|rest| rest.strip_suffix('>')) == Some(name) {
                close(name, text, *begin..start, &mut profile);
                block = None;
            }
            continue;
        }
        if let Some(name) = line.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) {
            block = Some((name.to_owned(), at));
            continue;
        }
        let mut words = line.split_whitespace();
        let argument = |number: usize| {
            let word = line.split_whitespace().nth(number)?;
            let offset = word.as_ptr() as usize - line.as_ptr() as usize;
            let bare = word.trim_matches(['\'', '"']);
            let offset = offset + (word.len() - word.trim_start_matches(['\'', '"']).len());
            Some(LocatedText {
                text: bare.to_owned(),
                range: start + offset..start + offset + bare.len(),
            })
        };
        match words.next().unwrap_or_default() {
            "client" => is_client = true,
            "dev" => has_device = true,
            "remote" => profile.servers.extend(argument(1)),
            "proto" => profile.protocols.extend(argument(1)),
            "verify-x509-name" => profile.server_identity = argument(1),
            "auth-user-pass" => profile.authentication.extend(argument(0)),
            "route" => {
                if let (Some(net), Some(mask)) = (argument(1), argument(2)) {
                    let text = format!("{}/{}", net.text, mask.text);
                    profile
                        .routes
                        .push(LocatedText { text, range: net.range.start..mask.range.end });
                }
            }
            _ => {}
        }
    }
    if let Some((name, begin)) = block {
        // A block without its end goes on to the end of the file.
        close(&name, text, begin..text.len(), &mut profile);
    }
    let is_profile =
        is_client && (has_device || !profile.protocols.is_empty()) && !profile.servers.is_empty();
    is_profile.then_some(profile)
}

fn close(name: &str, text: &str, range: Range<usize>, profile: &mut Profile) {
    let inner = text.get(range.clone()).unwrap_or_default();
    let lead = inner.len() - inner.trim_start().len();
    let trimmed = inner.trim();
    let range = range.start + lead..range.start + lead + trimmed.len();
    let found = PLACEHOLDERS
        .iter()
        .filter_map(|placeholder| Some((placeholder, trimmed.find(*placeholder)?)));
    let mut filled = true;
    for (placeholder, offset) in found {
        filled = false;
        let start = range.start + offset;
        profile.placeholders.push(LocatedText {
            text: (*placeholder).to_owned(),
            range: start..start + placeholder.len(),
        });
    }
    if trimmed.is_empty() || !filled {
        return;
    }
    if SECRET_BLOCKS.contains(&name) {
        profile.secrets.push(range.clone());
    }
    let text = LocatedText { text: trimmed.to_owned(), range: range.clone() };
    match name {
        "key" => profile.private_key = Some(range),
        "ca" => profile.certificates.push(Embedded { part: CertificateRole::ServerRoot, text }),
        "cert" => {
            let digits: String =
                trimmed.chars().filter(|char| !char.is_whitespace() && *char != ':').collect();
            let is_thumbprint = [40, 64].contains(&digits.len())
                && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
            if is_thumbprint {
                profile.thumbprint_for_certificate = Some(text);
            } else {
                profile.certificates.push(Embedded { part: CertificateRole::Client, text });
            }
        }
        "tls-auth" => {
            let digits: String =
                trimmed.lines().filter(|line| !line.starts_with(['-', '#'])).collect();
            profile.server_secret = Some(ProfileSecret::of(&digits, range));
        }
        _ => {}
    }
}
