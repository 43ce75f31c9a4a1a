//! Algorithms that certificates are signed with.

use std::fmt;

use crate::encoding::der::{DerFault, Tlv, TlvValues, dotted, tag};

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

/// Reads the object identifier that an algorithm begins with.
pub(crate) fn oid(values: &mut TlvValues<'_>, what: &'static str) -> Result<String, DerFault> {
    let value = values.expect(tag::OID, what)?;
    dotted(value.content()).ok_or(DerFault::Unreadable { at: value.at, what })
}
