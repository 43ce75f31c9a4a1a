//! Public keys of certificates.

use std::fmt;

use crate::encoding::der::{DerFault, Tlv, dotted, tag};
use crate::fields::algorithm::oid;

/// The public key of a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PublicKey {
    /// An RSA key.
    Rsa {
        /// The size of the modulus in bits.
        bits: usize,
        /// The public exponent, when it fits.
        exponent: Option<u64>,
        /// Restricted to RSASSA-PSS by its algorithm identifier.
        pss_only: bool,
    },
    /// A key on an elliptic curve.
    Ec(Curve),
    /// Ed25519.
    Ed25519,
    /// Ed448.
    Ed448,
    /// A DSA key.
    Dsa,
    /// A key of another algorithm, by its object identifier.
    Other(String),
    /// A key whose bytes don't fit its algorithm.
    Unreadable {
        /// The algorithm's object identifier.
        oid: String,
    },
}

/// An elliptic curve.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Curve {
    /// P-192, 192 bits.
    P192,
    /// P-224, 224 bits.
    P224,
    /// P-256, 256 bits.
    P256,
    /// P-384, 384 bits.
    P384,
    /// P-521, 521 bits.
    P521,
    /// Any other named curve, by its object identifier.
    Other(String),
    /// A curve that is written out instead of named.
    Explicit,
}

impl Curve {
    /// The size of the curve in bits, when it is a NIST curve.
    #[must_use]
    pub fn bits(&self) -> Option<usize> {
        Some(match self {
            Self::P192 => 192,
            Self::P224 => 224,
            Self::P256 => 256,
            Self::P384 => 384,
            Self::P521 => 521,
            Self::Other(_) | Self::Explicit => return None,
        })
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rsa { bits, .. } => write!(f, "RSA {bits}"),
            Self::Ec(Curve::Other(oid)) => write!(f, "EC on the curve {oid}"),
            Self::Ec(Curve::Explicit) => f.write_str("EC on a custom curve"),
            Self::Ec(curve) => write!(f, "EC P-{}", curve.bits().unwrap_or_default()),
            Self::Ed25519 => f.write_str("Ed25519"),
            Self::Ed448 => f.write_str("Ed448"),
            Self::Dsa => f.write_str("DSA"),
            Self::Other(oid) => write!(f, "key of the algorithm {oid}"),
            Self::Unreadable { oid } => write!(f, "unreadable key of the algorithm {oid}"),
        }
    }
}

impl PublicKey {
    /// The size in bits, for RSA and for the NIST curves.
    #[must_use]
    pub fn bits(&self) -> Option<usize> {
        match self {
            Self::Rsa { bits, .. } => Some(*bits),
            Self::Ec(curve) => curve.bits(),
            _ => None,
        }
    }

    /// Whether it is an RSA key, the only kind that an IKE version 2 client of a gateway may have.
    #[must_use]
    pub fn is_rsa(&self) -> bool {
        matches!(self, Self::Rsa { .. })
    }

    /// Reads a `SubjectPublicKeyInfo` (RFC 5280 section 4.1.2.7).
    pub(crate) fn read(info: Tlv<'_>) -> Result<Self, DerFault> {
        let mut values = info.inside();
        let algorithm = values.expect(tag::SEQUENCE, "the public key's algorithm")?;
        let key = values.expect(tag::BIT_STRING, "the public key")?;
        let mut values = algorithm.inside();
        let oid = oid(&mut values, "the public key's algorithm")?;
        let parameters = values.next()?;
        Ok(match oid.as_str() {
            "1.2.840.113549.1.1.1" | "1.2.840.113549.1.1.10" => match rsa(key) {
                Some((bits, exponent)) => {
                    Self::Rsa { bits, exponent, pss_only: oid.ends_with(".10") }
                }
                None => Self::Unreadable { oid },
            },
            "1.2.840.10045.2.1" => match curve(parameters) {
                Some(curve) => Self::Ec(curve),
                None => Self::Unreadable { oid },
            },
            "1.3.101.112" => Self::Ed25519,
            "1.3.101.113" => Self::Ed448,
            "1.2.840.10040.4.1" => Self::Dsa,
            _ => Self::Other(oid),
        })
    }
}

fn rsa(key: Tlv<'_>) -> Option<(usize, Option<u64>)> {
    let (unused, key) = key.content().split_first()?;
    let key =
        Tlv::read(key, 0, key.len()).ok().filter(|key| *unused == 0 && key.tag == tag::SEQUENCE)?;
    let mut values = key.inside();
    let modulus = values.expect(tag::INTEGER, "the modulus").ok()?.content();
    let exponent = values.expect(tag::INTEGER, "the exponent").ok()?.content();
    let exponent = exponent.iter().try_fold(0_u64, |number, octet| {
        number.checked_mul(256).map(|number| number | u64::from(*octet))
    });
    Some((bits(modulus), exponent))
}

/// The number of bits of a positive INTEGER.
fn bits(integer: &[u8]) -> usize {
    let significant =
        integer.iter().position(|octet| *octet != 0).map_or(&[][..], |first| &integer[first..]);
    significant.first().map_or(0, |first| significant.len() * 8 - first.leading_zeros() as usize)
}

fn curve(parameters: Option<Tlv<'_>>) -> Option<Curve> {
    let parameters = parameters?;
    if parameters.tag == tag::SEQUENCE {
        return Some(Curve::Explicit);
    }
    let oid = dotted(parameters.content()).filter(|_| parameters.tag == tag::OID)?;
    Some(match oid.as_str() {
        "1.2.840.10045.3.1.1" => Curve::P192,
        "1.3.132.0.33" => Curve::P224,
        "1.2.840.10045.3.1.7" => Curve::P256,
        "1.3.132.0.34" => Curve::P384,
        "1.3.132.0.35" => Curve::P521,
        _ => Curve::Other(oid),
    })
}
