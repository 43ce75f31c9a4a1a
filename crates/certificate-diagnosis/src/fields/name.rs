//! Distinguished names: who a certificate is for and who issued it.

use std::fmt::{self, Write as _};
use std::sync::Arc;

use crate::encoding::der::{DerFault, Tlv, dotted, tag};

/// A distinguished name, such as `CN=P2SRootCert`.
///
/// Shown like RFC 4514, the most specific part first.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DistinguishedName {
    /// Its attributes in the order of the certificate, the most general first.
    pub attributes: Vec<NameAttribute>,
    der: Arc<[u8]>,
}

/// One attribute of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct NameAttribute {
    /// Its type: `CN`, `O`, …, or the dotted object identifier when it has no short name.
    pub kind: String,
    /// Its value.
    pub value: String,
    /// Whether it belongs to the same part of the name as the attribute before it.
    pub joined: bool,
    /// Whether the value has bytes that its string type doesn't allow.
    pub malformed: bool,
}

impl DistinguishedName {
    /// The common name; the most specific when there are several.
    #[must_use]
    pub fn common_name(&self) -> Option<&str> {
        self.attribute("CN")
    }

    /// The most specific attribute of a kind such as `O` or `CN`.
    #[must_use]
    pub fn attribute(&self, kind: &str) -> Option<&str> {
        self.attributes
            .iter()
            .rev()
            .find(|attribute| attribute.kind == kind)
            .map(|attribute| attribute.value.as_str())
    }

    /// Whether it has no attributes at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.attributes.is_empty()
    }

    /// The common name, or the whole name when there is none, or `(no name)`.
    #[must_use]
    pub fn short(&self) -> String {
        match self.common_name().filter(|name| !name.is_empty()) {
            Some(name) => shown(name),
            None if self.is_empty() => "(no name)".to_owned(),
            None => self.to_string(),
        }
    }

    /// Whether both mean the same (RFC 5280 section 7.1: case and inner spaces don't count).
    #[must_use]
    pub fn matches(&self, other: &Self) -> bool {
        self.der == other.der
            || (!self.is_empty()
                && self.attributes.len() == other.attributes.len()
                && self.attributes.iter().zip(&other.attributes).all(|(one, two)| {
                    one.kind == two.kind
                        && one.joined == two.joined
                        && folded(&one.value) == folded(&two.value)
                }))
    }

    /// Reads a Name (RFC 5280 section 4.1.2.4).
    pub(crate) fn read(name: Tlv<'_>) -> Result<Self, DerFault> {
        let mut attributes = Vec::new();
        let mut parts = name.inside();
        while let Some(part) = parts.next()? {
            if part.tag != tag::SET {
                return Err(DerFault::Unexpected {
                    at: part.at,
                    tag: part.tag,
                    expected: "a part of a name",
                });
            }
            let mut pairs = part.inside();
            let mut joined = false;
            while let Some(pair) = pairs.next()? {
                attributes.push(attribute(pair, joined)?);
                joined = true;
            }
        }
        Ok(Self { attributes, der: name.whole().into() })
    }
}

impl fmt::Display for DistinguishedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts: Vec<String> = Vec::new();
        for attribute in &self.attributes {
            let text = format!("{}={}", attribute.kind, escaped(&attribute.value));
            match parts.last_mut().filter(|_| attribute.joined) {
                Some(part) => {
                    part.push('+');
                    part.push_str(&text);
                }
                None => parts.push(text),
            }
        }
        parts.reverse();
        f.write_str(&parts.join(", "))
    }
}

impl fmt::Debug for DistinguishedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

fn attribute(pair: Tlv<'_>, joined: bool) -> Result<NameAttribute, DerFault> {
    if pair.tag != tag::SEQUENCE {
        return Err(DerFault::Unexpected {
            at: pair.at,
            tag: pair.tag,
            expected: "an attribute of a name",
        });
    }
    let mut values = pair.inside();
    let kind = values.expect(tag::OID, "the type of a name's attribute")?;
    let kind = dotted(kind.content())
        .ok_or(DerFault::Unreadable { at: kind.at, what: "the type of a name's attribute" })?;
    let (value, malformed) = string(values.any("the value of a name's attribute")?);
    Ok(NameAttribute {
        kind: short_kind(&kind).map_or(kind, str::to_owned),
        value,
        joined,
        malformed,
    })
}

/// The short names of RFC 4514 section 3, and the few others that certificates show.
fn short_kind(oid: &str) -> Option<&'static str> {
    Some(match oid {
        "2.5.4.3" => "CN",
        "2.5.4.4" => "SN",
        "2.5.4.5" => "serialNumber",
        "2.5.4.6" => "C",
        "2.5.4.7" => "L",
        "2.5.4.8" => "ST",
        "2.5.4.9" => "STREET",
        "2.5.4.10" => "O",
        "2.5.4.11" => "OU",
        "2.5.4.12" => "title",
        "2.5.4.42" => "GN",
        "2.5.4.97" => "organizationIdentifier",
        "0.9.2342.19200300.100.1.1" => "UID",
        "0.9.2342.19200300.100.1.25" => "DC",
        "1.2.840.113549.1.9.1" => "E",
        _ => return None,
    })
}

/// The text of any ASN.1 string type, and whether it has bytes that the type doesn't allow.
pub(crate) fn string(value: Tlv<'_>) -> (String, bool) {
    let content = value.content();
    match value.tag {
        0x0C => match std::str::from_utf8(content) {
            Ok(text) => (text.to_owned(), false),
            Err(_) => (String::from_utf8_lossy(content).into_owned(), true),
        },
        0x1E => wide(
            content
                .chunks(2)
                .map(|unit| unit.iter().fold(0, |code, octet| code << 8 | u32::from(*octet))),
            content.len() % 2,
        ),
        0x1C => wide(
            content
                .chunks(4)
                .map(|unit| unit.iter().fold(0, |code, octet| code << 8 | u32::from(*octet))),
            content.len() % 4,
        ),
        0x13 => (latin1(content), !content.iter().all(|octet| is_printable(*octet))),
        0x12 => {
            (latin1(content), !content.iter().all(|octet| octet.is_ascii_digit() || *octet == b' '))
        }
        0x16 | 0x1A => (latin1(content), !content.is_ascii()),
        0x14 => (latin1(content), false),
        _ => (
            content.iter().fold(String::from("#"), |mut text, octet| {
                let _ = write!(text, "{octet:02X}");
                text
            }),
            true,
        ),
    }
}

fn wide(codes: impl Iterator<Item = u32>, left_over: usize) -> (String, bool) {
    let mut malformed = left_over != 0;
    let text = codes
        .map(|code| {
            char::from_u32(code).unwrap_or_else(|| {
                malformed = true;
                char::REPLACEMENT_CHARACTER
            })
        })
        .collect();
    (text, malformed)
}

fn latin1(content: &[u8]) -> String {
    content.iter().map(|octet| char::from(*octet)).collect()
}

/// The alphabet of `PrintableString`, and the three that everybody puts there nevertheless.
fn is_printable(octet: u8) -> bool {
    octet.is_ascii_alphanumeric() || b" '()+,-./:=?*@&_".contains(&octet)
}

/// A value with what RFC 4514 section 2.4 escapes, and control characters as `\0A`.
fn escaped(value: &str) -> String {
    let last = value.chars().count().saturating_sub(1);
    let mut text = String::with_capacity(value.len());
    for (position, character) in value.chars().enumerate() {
        let edge_space = character == ' ' && (position == 0 || position == last);
        if edge_space || ",+\"\\<>;".contains(character) || (position == 0 && character == '#') {
            text.push('\\');
        }
        push_shown(&mut text, character);
    }
    text
}

/// A value with control and invisible characters made visible.
pub(crate) fn shown(value: &str) -> String {
    value.chars().fold(String::with_capacity(value.len()), |mut text, character| {
        push_shown(&mut text, character);
        text
    })
}

fn push_shown(text: &mut String, character: char) {
    if character.is_control() || crate::input::characters::is_invisible(character) {
        let mut octets = [0; 4];
        for octet in character.encode_utf8(&mut octets).bytes() {
            let _ = write!(text, "\\{octet:02X}");
        }
    } else {
        text.push(character);
    }
}

fn folded(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
