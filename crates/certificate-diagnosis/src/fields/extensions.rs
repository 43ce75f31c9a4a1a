//! The extensions of a certificate that decide what it may be used for.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::ops::Range;

use crate::encoding::der::{Tlv, TlvValues, dotted, tag};
use crate::encoding::der_fault::bytes;
use crate::fields::name::{DistinguishedName, string};

/// One extension as it stands in the certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Extension {
    /// The object identifier, dotted.
    pub oid: String,
    /// Whether who doesn't know it must refuse the certificate.
    pub critical: bool,
    /// Where it stands in the DER bytes of the certificate.
    pub range: Range<usize>,
}

impl Extension {
    /// The name that RFC 5280 or its maker gives the extension.
    #[must_use]
    pub fn name(&self) -> Option<&'static str> {
        Some(match self.oid.as_str() {
            "2.5.29.14" => "subjectKeyIdentifier",
            "2.5.29.15" => "keyUsage",
            "2.5.29.17" => "subjectAltName",
            "2.5.29.18" => "issuerAltName",
            "2.5.29.19" => "basicConstraints",
            "2.5.29.30" => "nameConstraints",
            "2.5.29.31" => "cRLDistributionPoints",
            "2.5.29.32" => "certificatePolicies",
            "2.5.29.33" => "policyMappings",
            "2.5.29.35" => "authorityKeyIdentifier",
            "2.5.29.36" => "policyConstraints",
            "2.5.29.37" => "extKeyUsage",
            "2.5.29.54" => "inhibitAnyPolicy",
            "1.3.6.1.5.5.7.1.1" => "authorityInfoAccess",
            "2.5.29.1" => "authorityKeyIdentifier of 1997",
            _ => return None,
        })
    }
}

/// basicConstraints: whether the certificate may issue others (RFC 5280 section 4.2.1.9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct BasicConstraints {
    /// Whether it is a CA.
    pub ca: bool,
    /// How many CAs may follow below it.
    pub path_length: Option<u32>,
    /// Whether the extension is critical.
    pub critical: bool,
}

/// keyUsage: what the key may do (RFC 5280 section 4.2.1.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct KeyUsage {
    /// Bit 0 of the RFC is bit 0 here.
    bits: u16,
    /// Whether the extension is critical.
    pub critical: bool,
}

/// The bits of keyUsage, in the order of RFC 5280.
const USAGES: [&str; 9] = [
    "digitalSignature",
    "nonRepudiation",
    "keyEncipherment",
    "dataEncipherment",
    "keyAgreement",
    "keyCertSign",
    "cRLSign",
    "encipherOnly",
    "decipherOnly",
];

impl KeyUsage {
    /// Whether the key may sign certificates (keyCertSign).
    #[must_use]
    pub fn certificate_sign(self) -> bool {
        self.bits & 1 << 5 != 0
    }

    /// Whether the key may sign data, as TLS and IKE clients do (digitalSignature).
    #[must_use]
    pub fn digital_signature(self) -> bool {
        self.bits & 1 != 0
    }

    /// The names of the usages, in the order of RFC 5280.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        USAGES
            .into_iter()
            .enumerate()
            .filter(move |(bit, _)| self.bits & 1 << bit != 0)
            .map(|(_, name)| name)
    }
}

impl fmt::Display for KeyUsage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.names().collect::<Vec<_>>().join(", "))
    }
}

/// One purpose of extKeyUsage.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Purpose {
    /// The object identifier, dotted.
    pub oid: String,
}

impl Purpose {
    /// Whether it is Client Authentication, 1.3.6.1.5.5.7.3.2.
    #[must_use]
    pub fn is_client_authentication(&self) -> bool {
        self.oid == "1.3.6.1.5.5.7.3.2"
    }

    /// Whether it is Server Authentication, 1.3.6.1.5.5.7.3.1.
    #[must_use]
    pub fn is_server_authentication(&self) -> bool {
        self.oid == "1.3.6.1.5.5.7.3.1"
    }

    /// The name that Windows shows, when the purpose is a known one.
    #[must_use]
    pub fn name(&self) -> Option<&'static str> {
        Some(match self.oid.as_str() {
            "1.3.6.1.5.5.7.3.1" => "Server Authentication",
            "1.3.6.1.5.5.7.3.2" => "Client Authentication",
            "1.3.6.1.5.5.7.3.3" => "Code Signing",
            "1.3.6.1.5.5.7.3.4" => "Secure Email",
            "1.3.6.1.5.5.7.3.5" => "IP security end system",
            "1.3.6.1.5.5.7.3.6" => "IP security tunnel termination",
            "1.3.6.1.5.5.7.3.7" => "IP security user",
            "1.3.6.1.5.5.7.3.8" => "Time Stamping",
            "1.3.6.1.5.5.7.3.9" => "OCSP Signing",
            "1.3.6.1.5.5.7.3.17" => "IP security IKE",
            "1.3.6.1.5.5.8.2.2" => "IP security IKE intermediate",
            "1.3.6.1.4.1.311.20.2.2" => "Smart Card Logon",
            "1.3.6.1.4.1.311.10.3.4" => "Encrypting File System",
            "1.3.6.1.4.1.311.80.1" => "Document Encryption",
            "2.5.29.37.0" => "Any Purpose",
            _ => return None,
        })
    }
}

impl fmt::Display for Purpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => write!(f, "{name} ({})", self.oid),
            None => f.write_str(&self.oid),
        }
    }
}

/// One name of subjectAltName.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AlternativeName {
    /// A DNS name.
    Dns(String),
    /// A mail address.
    Email(String),
    /// A user principal name of Windows.
    Upn(String),
    /// An address, or the bytes of one that has an impossible length.
    Ip(String),
    /// A URI.
    Uri(String),
    /// A distinguished name.
    Directory(DistinguishedName),
    /// A name of another kind, by its tag or object identifier.
    Other(String),
}

/// What the known extensions say; an extension that can't be read is in `unreadable`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Extensions {
    pub(crate) all: Vec<Extension>,
    pub(crate) basic_constraints: Option<BasicConstraints>,
    pub(crate) key_usage: Option<KeyUsage>,
    pub(crate) purposes: Option<Vec<Purpose>>,
    pub(crate) alternative_names: Vec<AlternativeName>,
    pub(crate) subject_key_identifier: Option<Vec<u8>>,
    pub(crate) authority_key_identifier: Option<Vec<u8>>,
    pub(crate) unreadable: Vec<Extension>,
}

impl Extensions {
    /// Takes in one extension and the content of its OCTET STRING.
    pub(crate) fn add(&mut self, extension: Extension, content: &[u8]) {
        if self.understand(&extension, content).is_none() {
            self.unreadable.push(extension.clone());
        }
        self.all.push(extension);
    }

    fn understand(&mut self, extension: &Extension, content: &[u8]) -> Option<()> {
        let critical = extension.critical;
        let value = || Tlv::read(content, 0, content.len()).ok();
        match extension.oid.as_str() {
            "2.5.29.19" => self.basic_constraints = Some(basic_constraints(value()?, critical)?),
            "2.5.29.15" => {
                self.key_usage = Some(KeyUsage { bits: usage_bits(value()?)?, critical });
            }
            "2.5.29.37" => self.purposes = Some(purposes(value()?)?),
            "2.5.29.17" => self.alternative_names.extend(alternative_names(value()?)?),
            "2.5.29.14" => {
                let value = value().filter(|value| value.tag == tag::OCTET_STRING)?;
                self.subject_key_identifier = Some(value.content().to_vec());
            }
            "2.5.29.35" => {
                let value = value().filter(|value| value.tag == tag::SEQUENCE)?;
                self.authority_key_identifier =
                    value.inside().optional(0x80).ok()?.map(|key| key.content().to_vec());
            }
            _ => {}
        }
        Some(())
    }
}

fn basic_constraints(value: Tlv<'_>, critical: bool) -> Option<BasicConstraints> {
    let mut values = value.inside();
    let ca = values
        .optional(tag::BOOLEAN)
        .ok()?
        .is_some_and(|ca| ca.content().iter().any(|octet| *octet != 0));
    let path_length = match values.optional(tag::INTEGER).ok()? {
        None => None,
        Some(length) => Some(small(length)?),
    };
    (value.tag == tag::SEQUENCE).then_some(BasicConstraints { ca, path_length, critical })
}

fn small(integer: Tlv<'_>) -> Option<u32> {
    let content = integer.content();
    let negative = content.first()? & 0x80 != 0;
    (!negative && content.len() <= 4)
        .then(|| content.iter().fold(0, |number, octet| number << 8 | u32::from(*octet)))
}

fn usage_bits(value: Tlv<'_>) -> Option<u16> {
    let (unused, octets) =
        value.content().split_first().filter(|_| value.tag == tag::BIT_STRING)?;
    let octet = |at: usize| octets.get(at).copied().unwrap_or(0);
    (*unused < 8)
        .then(|| u16::from(octet(0).reverse_bits()) | u16::from(octet(1).reverse_bits()) << 8)
}

fn each<T>(mut values: TlvValues<'_>, read: impl Fn(Tlv<'_>) -> Option<T>) -> Option<Vec<T>> {
    let mut all = Vec::new();
    while let Some(value) = values.next().ok()? {
        all.push(read(value)?);
    }
    Some(all)
}

fn purposes(value: Tlv<'_>) -> Option<Vec<Purpose>> {
    let read = |value: Tlv<'_>| {
        Some(Purpose { oid: dotted(value.content()).filter(|_| value.tag == tag::OID)? })
    };
    each(value.inside(), read).filter(|_| value.tag == tag::SEQUENCE)
}

fn alternative_names(value: Tlv<'_>) -> Option<Vec<AlternativeName>> {
    each(value.inside(), alternative_name).filter(|_| value.tag == tag::SEQUENCE)
}

fn alternative_name(value: Tlv<'_>) -> Option<AlternativeName> {
    let text = || String::from_utf8_lossy(value.content()).into_owned();
    Some(match value.tag {
        0x81 => AlternativeName::Email(text()),
        0x82 => AlternativeName::Dns(text()),
        0x86 => AlternativeName::Uri(text()),
        0x87 => AlternativeName::Ip(address(value.content())),
        0xA4 => {
            AlternativeName::Directory(DistinguishedName::read(value.inside().next().ok()??).ok()?)
        }
        0xA0 => other_name(value)?,
        other => AlternativeName::Other(format!("tag {other:02X}")),
    })
}

/// An otherName; the only one in use with VPN clients is the user principal name of Windows.
fn other_name(value: Tlv<'_>) -> Option<AlternativeName> {
    let mut values = value.inside();
    let oid = dotted(values.expect(tag::OID, "the type of the name").ok()?.content())?;
    if oid != "1.3.6.1.4.1.311.20.2.3" {
        return Some(AlternativeName::Other(oid));
    }
    let name = values.expect(0xA0, "the user principal name").ok()?.inside().next().ok()??;
    Some(AlternativeName::Upn(string(name).0))
}

fn address(octets: &[u8]) -> String {
    if let Ok(octets) = <[u8; 4]>::try_from(octets) {
        Ipv4Addr::from(octets).to_string()
    } else if let Ok(octets) = <[u8; 16]>::try_from(octets) {
        Ipv6Addr::from(octets).to_string()
    } else {
        bytes(octets.len())
    }
}
