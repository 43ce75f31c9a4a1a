//! Private keys in the strings of documents, recognised by how they begin, so that cut and damaged ones count too.

use std::borrow::Cow;
use std::fmt;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};

use certificate_diagnosis::PrivateKeyKind;

/// What a string holds that nobody else may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyMaterial {
    /// A private key.
    PrivateKey(PrivateKeyKind),
    /// A PKCS#12 file, which exists to carry private keys.
    Pkcs12,
}

impl fmt::Display for KeyMaterial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PrivateKey(kind) => kind.fmt(f),
            Self::Pkcs12 => f.write_str("a PKCS#12 (PFX) file"),
        }
    }
}

/// The fewest base64 characters of a private key: an Ed25519 key has 64.
const FEWEST: usize = 60;
/// The most characters that are decoded; no key file comes near it.
const MOST: usize = 1 << 20;

const FORGIVING: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// The private key or PKCS#12 file in a string: as PEM anywhere in it, or as base64 that is all of it.
///
/// BEGIN and END lines without a key between them, as in a description, are none.
#[must_use]
pub fn key_material(text: &str) -> Option<KeyMaterial> {
    if text.len() < FEWEST {
        return None;
    }
    in_text(text).or_else(|| in_bytes(&decoded(text)?))
}

/// Whether a string of a document is, or holds, a private key in any encoding, whole or damaged.
#[must_use]
pub fn holds_private_key(text: &str) -> bool {
    text.contains("PRIVATE KEY-----") || key_material(text).is_some() || is_private_jwk(text)
}

/// Whether the text of a whole file may hold a private key: between other text too, and under a misspelt label.
#[must_use]
pub fn file_holds_private_key(text: &str) -> bool {
    let named = |line: &str| line.to_ascii_uppercase().contains("PRIVATE KEY");
    let mut parts = text.split("\n\n").chain(text.split("-----"));
    is_private_jwk(text)
        || text.lines().any(named)
        || key_material(text).is_some()
        || parts.any(|part| key_material(part).is_some())
}

/// The members of a JSON Web Key that only its owner may have (RFC 7518, sections 6.2.2, 6.3.2 and 6.4.1).
pub const PRIVATE_MEMBERS: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

/// Whether a text is, or holds, a private JSON Web Key, as it is or as base64.
fn is_private_jwk(text: &str) -> bool {
    let holds = |text: &str| {
        let bare: String = text.chars().filter(|it| !it.is_whitespace() && *it != '\\').collect();
        bare.contains("\"kty\":")
            && PRIVATE_MEMBERS.iter().any(|name| bare.contains(&format!("\"{name}\":\"")))
    };
    if memchr::memmem::find(text.as_bytes(), b"kty").is_some() {
        return holds(text);
    }
    // `{"` in base64.
    let encoded = text.starts_with("eyJ") || text.starts_with("ewo") || text.starts_with("eyA");
    encoded
        && text.len() >= FEWEST
        && decoded(text).is_some_and(|bytes| holds(&String::from_utf8_lossy(&bytes)))
}

fn in_text(text: &str) -> Option<KeyMaterial> {
    if text.trim_start().starts_with("PuTTY-User-Key-File-") && text.contains("Private-Lines:") {
        return Some(KeyMaterial::PrivateKey(PrivateKeyKind::Putty));
    }
    memchr::memmem::find_iter(text.as_bytes(), "-----BEGIN ").find_map(|at| {
        let (label, rest) = text[at + "-----BEGIN ".len()..].split_once("-----")?;
        let kind = PrivateKeyKind::of_label(label).filter(|_| label.len() < 40)?;
        let body = rest.split("-----").next().unwrap_or_default();
        let letters = body
            .bytes()
            .filter(|octet| octet.is_ascii_alphanumeric() || b"+/".contains(octet))
            .count();
        // What lacks its key is a description, a placeholder, or an expression that puts one in.
        let placeholder = body.contains(['<', '>', '{', '}', '(', ')', '$', '*', '\'']);
        (letters >= FEWEST && !placeholder).then_some(KeyMaterial::PrivateKey(kind))
    })
}

/// The bytes of a string that is base64 from its first to its last character, line breaks aside.
fn decoded(text: &str) -> Option<Vec<u8>> {
    let text = match text.split_once(',') {
        Some((scheme, data)) if scheme.starts_with("data:") => data,
        _ => text,
    };
    if text.len() > MOST {
        return None;
    }
    let bare: Cow<'_, str> = if text.contains('\\') {
        text.replace("\\r", "").replace("\\n", "").into()
    } else {
        text.into()
    };
    let mut digits = Vec::with_capacity(bare.len());
    for octet in bare.bytes() {
        match octet {
            b'-' => digits.push(b'+'),
            b'_' => digits.push(b'/'),
            b'=' | b' ' | b'\t' | b'\r' | b'\n' => {}
            _ if octet.is_ascii_alphanumeric() || b"+/".contains(&octet) => digits.push(octet),
            _ => return None,
        }
    }
    if digits.len() % 4 == 1 {
        digits.pop();
    }
    FORGIVING.decode(digits).ok().filter(|bytes| !bytes.is_empty())
}

fn in_bytes(bytes: &[u8]) -> Option<KeyMaterial> {
    in_der(bytes).or_else(|| {
        memchr::memmem::find(bytes, b"-----")
            .or_else(|| memchr::memmem::find(bytes, b"-\0-\0-\0-\0-"))?;
        // UTF-16 puts a zero between the letters.
        let letters: Vec<u8> = bytes.iter().copied().filter(|octet| *octet != 0).collect();
        in_text(&String::from_utf8_lossy(&letters))
    })
}

const PKCS7: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07];
const PKCS5: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x05];
const PKCS12_ENCRYPTION: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x0C, 0x01];

const INTEGER: u8 = 0x02;
const OCTETS: u8 = 0x04;
const OID: u8 = 0x06;
const SEQUENCE: u8 = 0x30;

/// What DER begins as a private key does, whether or not the rest is there.
fn in_der(bytes: &[u8]) -> Option<KeyMaterial> {
    let (tag, _, inside) = header(bytes)?;
    let (first, length, value) = header(inside).filter(|_| tag == SEQUENCE)?;
    let after = value.get(length..)?;
    let key = |kind| Some(KeyMaterial::PrivateKey(kind));
    match (first, value.get(..length)?) {
        (INTEGER, [0 | 1]) => match header(after)? {
            (SEQUENCE, _, algorithm) if algorithm.first() == Some(&OID) => {
                key(PrivateKeyKind::Pkcs8)
            }
            (OCTETS, 16..=72, _) if value[0] == 1 => key(PrivateKeyKind::Sec1),
            (INTEGER, 48.., _) if value[0] == 0 => key(PrivateKeyKind::Pkcs1),
            _ => None,
        },
        (INTEGER, [3]) => {
            let (tag, _, content) = header(after)?;
            let (oid, length, value) = header(content).filter(|_| tag == SEQUENCE)?;
            (oid == OID && value.get(..length)?.starts_with(PKCS7)).then_some(KeyMaterial::Pkcs12)
        }
        (SEQUENCE, algorithm) => {
            let (oid, length, value) = header(algorithm)?;
            let method = value.get(..length).filter(|_| oid == OID)?;
            let encrypted = method.starts_with(PKCS5) || method.starts_with(PKCS12_ENCRYPTION);
            if encrypted { key(PrivateKeyKind::EncryptedPkcs8) } else { None }
        }
        _ => None,
    }
}

/// The tag and the length of the value that begins here, and what follows; more may be announced than is there.
fn header(bytes: &[u8]) -> Option<(u8, usize, &[u8])> {
    let (tag, rest) = bytes.split_first()?;
    let (short, rest) = rest.split_first()?;
    // 80 is the indefinite length of BER, in which old tools write PKCS#12.
    let count = usize::from(short & 0x7F);
    match short {
        0..=0x80 => Some((*tag, count, rest)),
        0x81..=0x84 => {
            let (length, rest) = rest.split_at_checked(count)?;
            Some((
                *tag,
                length.iter().fold(0, |length, octet| length << 8 | usize::from(*octet)),
                rest,
            ))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;

    use super::{KeyMaterial, PrivateKeyKind, key_material};

    fn pem(label: &str, body: &str) -> String {
        format!("-----BEGIN {label}-----\n{body}\n-----END {label}-----\n")
    }

    /// The beginning of a key, and nothing of one after it.
    fn der(start: &[u8]) -> Vec<u8> {
        let mut bytes = start.to_vec();
        bytes.resize(200, 0x55);
        bytes
    }

    const PKCS8: &[u8] =
        b"\x30\x82\x04\xBD\x02\x01\x00\x30\x0D\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x01\x01\x05\x00";
    const PKCS12: &[u8] =
        b"\x30\x82\x09\x21\x02\x01\x03\x30\x82\x08\xE7\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x01";

    #[test]
    fn keys_are_found_however_they_are_written() {
        let body = "A".repeat(64);
        let private = |kind| Some(KeyMaterial::PrivateKey(kind));
        assert_eq!(key_material(&pem("RSA PRIVATE KEY", &body)), private(PrivateKeyKind::Pkcs1));
        let script = format!("#!/bin/sh\ncat <<EOF\n{}EOF\n", pem("OPENSSH PRIVATE KEY", &body));
        assert_eq!(key_material(&script), private(PrivateKeyKind::OpenSsh));
        assert_eq!(
            key_material(&STANDARD.encode(pem("PRIVATE KEY", &body))),
            private(PrivateKeyKind::Pkcs8)
        );
        let base64 = STANDARD.encode(der(PKCS8));
        assert_eq!(key_material(&base64), private(PrivateKeyKind::Pkcs8));
        let lines: Vec<&str> = base64
            .as_bytes()
            .chunks(64)
            .map(|line| std::str::from_utf8(line).expect("ASCII"))
            .collect();
        assert_eq!(key_material(&lines.join("\r\n")), private(PrivateKeyKind::Pkcs8));
        assert_eq!(
            key_material(&STANDARD.encode(der(b"\x30\x77\x02\x01\x01\x04\x20"))),
            private(PrivateKeyKind::Sec1)
        );
        assert_eq!(
            key_material(&STANDARD.encode(der(b"\x30\x82\x04\xA4\x02\x01\x00\x02\x82\x01\x01"))),
            private(PrivateKeyKind::Pkcs1)
        );
        assert_eq!(key_material(&STANDARD.encode(der(PKCS12))), Some(KeyMaterial::Pkcs12));
        let encrypted =
            b"\x30\x82\x05\x0E\x30\x40\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x05\x0D\x30\x33";
        assert_eq!(
            key_material(&STANDARD.encode(der(encrypted))),
            private(PrivateKeyKind::EncryptedPkcs8)
        );
    }

    #[test]
    fn what_only_speaks_of_keys_is_none() {
        assert_eq!(
            key_material(
                "The key in PEM, from -----BEGIN PRIVATE KEY----- to -----END PRIVATE KEY-----"
            ),
            None
        );
        assert_eq!(
            key_material(&pem("PRIVATE KEY", &format!("<{}>", "paste the key here ".repeat(6)))),
            None
        );
        let expression = "[concat('-----BEGIN PRIVATE KEY-----', variables('newLine'), parameters('theKeyFromTheVault'), variables('newLine'), '-----END PRIVATE KEY-----')]";
        assert_eq!(key_material(expression), None);
        assert_eq!(key_material(&pem("CERTIFICATE", &"A".repeat(900))), None);
        assert_eq!(
            key_material(
                &STANDARD.encode(der(b"\x30\x82\x02\xE7\x30\x82\x01\xCF\xA0\x03\x02\x01\x02"))
            ),
            None
        );
        assert_eq!(key_material(&"0123456789abcdef".repeat(8)), None);
        assert_eq!(key_material(""), None);
    }
}
