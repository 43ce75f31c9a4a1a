//! Signature algorithms and public keys of certificates.

use std::fmt;

use super::der::{DerFault, Tlv, dotted, tag};

/// The algorithm that a certificate is signed with.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SignatureAlgorithm {
    /// The object identifier, dotted.
    pub oid: String,
    /// The kind of signature.
    pub scheme: Scheme,
    /// The digest that is signed, where the algorithm tells.
    pub digest: Option<Digest>,
}

/// A kind of signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Scheme {
    /// RSA PKCS#1 v1.5.
    RsaPkcs1,
    /// RSASSA-PSS.
    RsaPss,
    /// ECDSA.
    Ecdsa,
    /// DSA.
    Dsa,
    /// Ed25519.
    Ed25519,
    /// Ed448.
    Ed448,
    /// Anything else.
    Other,
}

/// A digest that signatures are made over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Digest {
    /// MD2, broken.
    Md2,
    /// MD4, broken.
    Md4,
    /// MD5, broken.
    Md5,
    /// SHA-1, broken.
    Sha1,
    /// SHA-224.
    Sha224,
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

impl Digest {
    /// Whether collisions can be made: MD2, MD4, MD5 and SHA-1.
    #[must_use]
    pub fn is_broken(self) -> bool {
        self <= Self::Sha1
    }

    fn words(self) -> &'static str {
        match self {
            Self::Md2 => "MD2",
            Self::Md4 => "MD4",
            Self::Md5 => "MD5",
            Self::Sha1 => "SHA-1",
            Self::Sha224 => "SHA-224",
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
        }
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

impl fmt::Display for SignatureAlgorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = match self.scheme {
            Scheme::RsaPkcs1 => "RSA",
            Scheme::RsaPss => "RSASSA-PSS",
            Scheme::Ecdsa => "ECDSA",
            Scheme::Dsa => "DSA",
            Scheme::Ed25519 => "Ed25519",
            Scheme::Ed448 => "Ed448",
            Scheme::Other => &self.oid,
        };
        match self.digest {
            Some(digest) => write!(f, "{scheme} with {digest}"),
            None => f.write_str(scheme),
        }
    }
}

impl SignatureAlgorithm {
    /// Reads an `AlgorithmIdentifier` that names a signature.
    pub(crate) fn read(algorithm: Tlv<'_>) -> Result<Self, DerFault> {
        let mut values = algorithm.inside();
        let oid = oid(&mut values, "the signature algorithm")?;
        let (scheme, mut digest) = known_signature(&oid);
        if scheme == Scheme::RsaPss {
            digest = values.next()?.and_then(pss_digest);
        }
        Ok(Self { oid, scheme, digest })
    }
}

fn known_signature(oid: &str) -> (Scheme, Option<Digest>) {
    use Digest::{Md2, Md4, Md5, Sha1, Sha224, Sha256, Sha384, Sha512};
    let (scheme, digest) = match oid {
        "1.2.840.113549.1.1.2" => (Scheme::RsaPkcs1, Md2),
        "1.2.840.113549.1.1.3" | "1.3.14.3.2.2" => (Scheme::RsaPkcs1, Md4),
        "1.2.840.113549.1.1.4" | "1.3.14.3.2.3" => (Scheme::RsaPkcs1, Md5),
        "1.2.840.113549.1.1.5" | "1.3.14.3.2.29" => (Scheme::RsaPkcs1, Sha1),
        "1.2.840.113549.1.1.14" => (Scheme::RsaPkcs1, Sha224),
        "1.2.840.113549.1.1.11" => (Scheme::RsaPkcs1, Sha256),
        "1.2.840.113549.1.1.12" => (Scheme::RsaPkcs1, Sha384),
        "1.2.840.113549.1.1.13" => (Scheme::RsaPkcs1, Sha512),
        "1.2.840.10045.4.1" => (Scheme::Ecdsa, Sha1),
        "1.2.840.10045.4.3.1" => (Scheme::Ecdsa, Sha224),
        "1.2.840.10045.4.3.2" => (Scheme::Ecdsa, Sha256),
        "1.2.840.10045.4.3.3" => (Scheme::Ecdsa, Sha384),
        "1.2.840.10045.4.3.4" => (Scheme::Ecdsa, Sha512),
        "1.2.840.10040.4.3" | "1.3.14.3.2.27" => (Scheme::Dsa, Sha1),
        "2.16.840.1.101.3.4.3.1" => (Scheme::Dsa, Sha224),
        "2.16.840.1.101.3.4.3.2" => (Scheme::Dsa, Sha256),
        "2.16.840.1.101.3.4.3.3" => (Scheme::Dsa, Sha384),
        "2.16.840.1.101.3.4.3.4" => (Scheme::Dsa, Sha512),
        "1.2.840.113549.1.1.10" => return (Scheme::RsaPss, None),
        "1.3.101.112" => return (Scheme::Ed25519, None),
        "1.3.101.113" => return (Scheme::Ed448, None),
        _ => return (Scheme::Other, None),
    };
    (scheme, Some(digest))
}

/// The digest of RSASSA-PSS parameters; SHA-1 when they don't say (RFC 4055 section 3.1).
fn pss_digest(parameters: Tlv<'_>) -> Option<Digest> {
    let Some(hash) = parameters.children().into_iter().find(|value| value.tag == 0xA0) else {
        return Some(Digest::Sha1);
    };
    let algorithm = hash.inside().next().ok()??;
    match oid(&mut algorithm.inside(), "the digest").ok()?.as_str() {
        "1.3.14.3.2.26" => Some(Digest::Sha1),
        "2.16.840.1.101.3.4.2.4" => Some(Digest::Sha224),
        "2.16.840.1.101.3.4.2.1" => Some(Digest::Sha256),
        "2.16.840.1.101.3.4.2.2" => Some(Digest::Sha384),
        "2.16.840.1.101.3.4.2.3" => Some(Digest::Sha512),
        _ => None,
    }
}

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
            Self::Ec(Curve::Explicit) => f.write_str("EC on a curve of its own"),
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

fn oid(values: &mut super::der::Values<'_>, what: &'static str) -> Result<String, DerFault> {
    let value = values.expect(tag::OID, what)?;
    dotted(value.content()).ok_or(DerFault::Unreadable { at: value.at, what })
}
