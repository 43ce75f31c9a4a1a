//! One certificate and what it says.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use sha1::Digest as _;

use crate::fields::algorithm::SignatureAlgorithm;
use crate::fields::extensions::{AlternativeName, BasicConstraints, Extension, KeyUsage, Purpose};
use crate::fields::name::DistinguishedName;
use crate::fields::public_key::PublicKey;

/// A certificate (RFC 5280) and its facts.
///
/// Reading is forgiving: what RFC 5280 forbids but can still be read is listed in
/// [`oddities`](Self::oddities), and only what can't be read at all is a fault of the reading.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Certificate {
    /// The DER bytes, without anything that stood after them.
    pub der: Arc<[u8]>,
    /// The version as people count it: 1 or 3.
    pub version: u32,
    /// The serial number in upper hex, as Windows and openssl show it; with `-` when it is negative.
    pub serial: String,
    /// Who issued it.
    pub issuer: DistinguishedName,
    /// Who it is for.
    pub subject: DistinguishedName,
    /// The first moment of its life.
    pub not_before: Timestamp,
    /// The last moment of its life.
    pub not_after: Timestamp,
    /// Its public key.
    pub key: PublicKey,
    /// The algorithm of its signature.
    pub signature_algorithm: SignatureAlgorithm,
    /// basicConstraints, when it has them.
    pub basic_constraints: Option<BasicConstraints>,
    /// keyUsage, when it has it.
    pub key_usage: Option<KeyUsage>,
    /// extKeyUsage in the order of the certificate, when it has it.
    pub extended_key_usage: Option<Vec<Purpose>>,
    /// subjectAltName.
    pub alternative_names: Vec<AlternativeName>,
    /// subjectKeyIdentifier in upper hex.
    pub subject_key_identifier: Option<String>,
    /// The key identifier of authorityKeyIdentifier in upper hex.
    pub authority_key_identifier: Option<String>,
    /// All extensions in the order of the certificate.
    pub extensions: Vec<Extension>,
    /// What is not as RFC 5280 wants it, yet readable.
    pub oddities: Vec<Oddity>,
    pub(crate) parts: SignedParts,
}

/// Where the parts that signatures are made of stand in the DER bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SignedParts {
    /// tbsCertificate: what is signed.
    pub(crate) signed: Range<usize>,
    /// subjectPublicKeyInfo.
    pub(crate) key: Range<usize>,
    /// The outer signatureAlgorithm.
    pub(crate) algorithm: Range<usize>,
    /// signatureValue, a BIT STRING.
    pub(crate) signature: Range<usize>,
}

/// Something that is readable but not as RFC 5280 wants it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Oddity {
    /// What it is.
    pub kind: OddityKind,
    /// Where it stands in the DER bytes of the certificate.
    pub range: Range<usize>,
}

/// The kinds of oddities.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum OddityKind {
    /// The serial number is negative.
    NegativeSerial,
    /// The serial number is zero.
    ZeroSerial,
    /// The serial number has more than 20 octets.
    LongSerial,
    /// The version is not 1, 2 or 3.
    UnknownVersion,
    /// A name has bytes that its string type doesn't allow: a sign of damage.
    MalformedName,
    /// A time is not written in UTC with seconds.
    TimeForm,
    /// The life ends before it begins.
    LifeReversed,
    /// The two algorithm fields don't agree.
    AlgorithmMismatch,
    /// The public key's bytes don't fit its algorithm.
    UnreadableKey,
    /// An extension that the reader knows can't be read.
    UnreadableExtension(String),
    /// An extension stands there twice.
    RepeatedExtension(String),
    /// There are extensions, but the version is not 3.
    ExtensionsBeforeVersion3,
}

impl fmt::Display for OddityKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NegativeSerial => "the serial number is negative",
            Self::ZeroSerial => "the serial number is zero",
            Self::LongSerial => "the serial number has more than 20 octets",
            Self::UnknownVersion => "the version is invalid",
            Self::MalformedName => "a name has bytes that its string type doesn't allow",
            Self::TimeForm => "a time is not written in UTC with seconds",
            Self::LifeReversed => "the validity ends before it begins",
            Self::AlgorithmMismatch => "the two fields for the signature algorithm don't agree",
            Self::UnreadableKey => "the public key's bytes don't match its algorithm",
            Self::UnreadableExtension(oid) => {
                return write!(f, "the extension {oid} can't be read");
            }
            Self::RepeatedExtension(oid) => {
                return write!(f, "the extension {oid} occurs twice");
            }
            Self::ExtensionsBeforeVersion3 => "there are extensions, but the version is not 3",
        })
    }
}

impl Certificate {
    /// The exact value for `publicCertData`: the DER bytes in base64 on one line.
    #[must_use]
    pub fn value(&self) -> String {
        STANDARD.encode(&self.der)
    }

    /// The SHA-1 thumbprint in upper hex, as Windows shows it and revocation wants it.
    #[must_use]
    pub fn sha1(&self) -> String {
        hex(&sha1::Sha1::digest(&self.der))
    }

    /// The SHA-256 thumbprint in upper hex.
    #[must_use]
    pub fn sha256(&self) -> String {
        hex(&sha2::Sha256::digest(&self.der))
    }

    /// Whether subject and issuer are the same name (RFC 5280 section 3.2).
    #[must_use]
    pub fn self_issued(&self) -> bool {
        self.subject.matches(&self.issuer)
    }

    /// Whether `now` is within its life.
    #[must_use]
    pub fn is_alive_at(&self, now: Timestamp) -> bool {
        self.not_before <= now && now <= self.not_after
    }

    /// The whole days from `now` to the end of its life; negative when that is past.
    #[must_use]
    pub fn days_left(&self, now: Timestamp) -> i64 {
        (self.not_after.as_second() - now.as_second()).div_euclid(24 * 60 * 60)
    }

    /// How much of its life is over, from 0 to 1.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a share needs no more than 52 bits")]
    pub fn share_of_life_used(&self, now: Timestamp) -> f64 {
        let life = self.not_after.as_second() - self.not_before.as_second();
        let used = now.as_second() - self.not_before.as_second();
        if life <= 0 { 1.0 } else { (used as f64 / life as f64).clamp(0.0, 1.0) }
    }

    /// The DER bytes of the public key's `SubjectPublicKeyInfo`: equal for certificates with the same key.
    #[must_use]
    pub fn public_key_info(&self) -> &[u8] {
        self.der.get(self.parts.key.clone()).unwrap_or_default()
    }
}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Certificate")
            .field("subject", &self.subject)
            .field("issuer", &self.issuer)
            .field("serial", &self.serial)
            .field("not_before", &self.not_before)
            .field("not_after", &self.not_after)
            .field("key", &self.key)
            .field("sha1", &self.sha1())
            .finish_non_exhaustive()
    }
}

/// Bytes in upper hex.
pub(crate) fn hex(octets: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    octets
        .iter()
        .flat_map(|octet| [DIGITS[usize::from(octet >> 4)], DIGITS[usize::from(octet & 15)]])
        .map(char::from)
        .collect()
}
