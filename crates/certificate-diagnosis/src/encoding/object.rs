//! Which kind of object DER bytes are, recognised by their shape.

use std::fmt;

use crate::encoding::der::{Tlv, tag};

/// The kinds of private keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PrivateKeyKind {
    /// RSA, PKCS#1.
    Pkcs1,
    /// Any algorithm, PKCS#8.
    Pkcs8,
    /// PKCS#8 under a password.
    EncryptedPkcs8,
    /// Elliptic curve, SEC 1.
    Sec1,
    /// DSA.
    Dsa,
    /// OpenSSH.
    OpenSsh,
    /// `PuTTY`.
    Putty,
    /// Only its label says that it is a private key.
    ByLabel,
}

impl PrivateKeyKind {
    /// The kind that a PEM label announces.
    #[must_use]
    pub fn of_label(label: &str) -> Option<Self> {
        Some(match label {
            "RSA PRIVATE KEY" => Self::Pkcs1,
            "PRIVATE KEY" => Self::Pkcs8,
            "ENCRYPTED PRIVATE KEY" => Self::EncryptedPkcs8,
            "EC PRIVATE KEY" => Self::Sec1,
            "DSA PRIVATE KEY" => Self::Dsa,
            "OPENSSH PRIVATE KEY" => Self::OpenSsh,
            other if other.contains("PRIVATE KEY") => Self::ByLabel,
            _ => return None,
        })
    }
}

impl fmt::Display for PrivateKeyKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Pkcs1 => "an RSA private key (PKCS#1)",
            Self::Pkcs8 => "a private key (PKCS#8)",
            Self::EncryptedPkcs8 => "an encrypted private key (PKCS#8)",
            Self::Sec1 => "an EC private key (SEC 1)",
            Self::Dsa => "a DSA private key",
            Self::OpenSsh => "an OpenSSH private key",
            Self::Putty => "a PuTTY private key",
            Self::ByLabel => "a private key",
        })
    }
}

/// The kinds of DER objects that are met where a certificate is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DerObject {
    Certificate,
    Bundle,
    Pkcs12,
    CertificateRequest,
    RevocationList,
    PublicKey,
    PrivateKey(PrivateKeyKind),
    Other,
}

const PKCS7: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07];

/// Tells what a well-formed outermost SEQUENCE holds.
pub(crate) fn recognise(whole: Tlv<'_>) -> DerObject {
    let parts = whole.children();
    let tags: Vec<u8> = parts.iter().map(|part| part.tag).collect();
    let small = |at: usize| {
        parts
            .get(at)
            .and_then(|part| <[u8; 1]>::try_from(part.content()).ok())
            .map(|[number]| number)
    };
    let begins_with_oid = |at: usize| {
        parts.get(at).is_some_and(|part: &Tlv<'_>| part.content().first() == Some(&tag::OID))
    };
    match tags.as_slice() {
        [tag::OID, 0xA0] if parts[0].content().starts_with(PKCS7) => DerObject::Bundle,
        [tag::INTEGER, tag::SEQUENCE, ..] if small(0) == Some(3) && is_pkcs7(parts[1]) => {
            DerObject::Pkcs12
        }
        [tag::INTEGER, tag::SEQUENCE, tag::OCTET_STRING, ..]
            if small(0) <= Some(1) && begins_with_oid(1) =>
        {
            DerObject::PrivateKey(PrivateKeyKind::Pkcs8)
        }
        [tag::INTEGER, tag::OCTET_STRING, ..] if small(0) == Some(1) => {
            DerObject::PrivateKey(PrivateKeyKind::Sec1)
        }
        [tag::SEQUENCE, tag::OCTET_STRING] if begins_with_oid(0) => {
            DerObject::PrivateKey(PrivateKeyKind::EncryptedPkcs8)
        }
        [tag::SEQUENCE, tag::BIT_STRING] if begins_with_oid(0) => DerObject::PublicKey,
        [tag::INTEGER, tag::INTEGER] => DerObject::PublicKey,
        [first, rest @ ..]
            if *first == tag::INTEGER && rest.iter().all(|tag| *tag == tag::INTEGER) =>
        {
            match tags.len() {
                9 => DerObject::PrivateKey(PrivateKeyKind::Pkcs1),
                6 => DerObject::PrivateKey(PrivateKeyKind::Dsa),
                _ => DerObject::Other,
            }
        }
        [tag::SEQUENCE, tag::SEQUENCE, tag::BIT_STRING] => signed(parts[0]),
        _ => DerObject::Other,
    }
}

fn is_pkcs7(part: Tlv<'_>) -> bool {
    part.children()
        .first()
        .is_some_and(|oid| oid.tag == tag::OID && oid.content().starts_with(PKCS7))
}

/// Tells a certificate, a request and a revocation list apart by what is signed.
///
/// A revocation list without a version has the shape of a version 1 certificate up to the third
/// value, where a time stands in place of the validity.
fn signed(part: Tlv<'_>) -> DerObject {
    let tags: Vec<u8> = part.children().iter().map(|part| part.tag).collect();
    match tags.as_slice() {
        [tag::INTEGER, tag::SEQUENCE, tag::SEQUENCE]
        | [tag::INTEGER, tag::SEQUENCE, tag::SEQUENCE, 0xA0] => DerObject::CertificateRequest,
        [tag::INTEGER, tag::SEQUENCE, tag::SEQUENCE, tag::UTC_TIME | tag::GENERALIZED_TIME, ..]
        | [tag::SEQUENCE, tag::SEQUENCE, tag::UTC_TIME | tag::GENERALIZED_TIME, ..] => {
            DerObject::RevocationList
        }
        [0xA0 | tag::INTEGER, ..] => DerObject::Certificate,
        _ => DerObject::Other,
    }
}

/// The certificates of a PKCS#7 `SignedData`, in order, as they stand in the bytes.
pub(crate) fn bundled<'a>(whole: Tlv<'a>) -> Vec<Tlv<'a>> {
    let child = |value: Tlv<'a>, at: usize| value.children().get(at).copied();
    let signed_data = child(whole, 1).and_then(|content| child(content, 0));
    let set =
        signed_data.and_then(|data| data.children().into_iter().find(|value| value.tag == 0xA0));
    set.map_or_else(Vec::new, |set| set.children())
        .into_iter()
        .filter(|value| value.tag == tag::SEQUENCE)
        .collect()
}
