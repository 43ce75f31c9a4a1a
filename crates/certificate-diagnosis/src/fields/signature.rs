//! Signatures of certificates, verified as far as a claim can be made.

use std::fmt;
use std::ops::Range;

use x509_parser::asn1_rs::{BitString, FromDer as _};
use x509_parser::x509::{AlgorithmIdentifier, SubjectPublicKeyInfo};

use crate::fields::algorithm::{Digest, Scheme};
use crate::fields::facts::Certificate;
use crate::fields::public_key::{Curve, PublicKey};

/// What a signature check gave.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Signature {
    /// The signature was made with the issuer's key over these very bytes.
    Verified,
    /// It was not: another key, or damaged bytes.
    Bad,
    /// It can't be told here.
    NotChecked(NotChecked),
}

/// What the check of a certificate's signature with its own key gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SelfSignature {
    /// The certificate is signed with its own key.
    Verified,
    /// Subject and issuer are the same, but it is not signed with its own key.
    Bad,
    /// It can't be told here.
    NotChecked(NotChecked),
    /// Subject and issuer differ, so its own key is not expected to fit.
    NotSelfIssued,
}

/// Why a signature was not checked.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotChecked {
    /// The algorithm is not supported.
    Algorithm(String),
    /// The key is too small, too large or otherwise not supported.
    Key(String),
    /// The issuer's name or key identifier is another one.
    OtherIssuer,
}

impl fmt::Display for NotChecked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Algorithm(algorithm) => write!(f, "{algorithm} signatures are not checked"),
            Self::Key(key) => write!(f, "signatures with this {key} key are not checked"),
            Self::OtherIssuer => f.write_str("it has another issuer"),
        }
    }
}

impl Certificate {
    /// Whether the certificate is signed with its own key. Costs a signature check.
    #[must_use]
    pub fn self_signature(&self) -> SelfSignature {
        if !self.self_issued() {
            return SelfSignature::NotSelfIssued;
        }
        match self.verify_with_key_of(self) {
            Signature::Verified => SelfSignature::Verified,
            Signature::Bad => SelfSignature::Bad,
            Signature::NotChecked(why) => SelfSignature::NotChecked(why),
        }
    }

    /// Whether `issuer` issued this certificate: its name is the issuer's, and the signature fits its key.
    #[must_use]
    pub fn verify_issued_by(&self, issuer: &Certificate) -> Signature {
        if !self.issuer.matches(&issuer.subject) {
            return Signature::NotChecked(NotChecked::OtherIssuer);
        }
        self.verify_with_key_of(issuer)
    }

    /// Whether the signature fits the key of `signer`, whatever the names say.
    #[must_use]
    pub fn verify_with_key_of(&self, signer: &Certificate) -> Signature {
        let claim = decisive(self, signer);
        match (verifies(self, signer), claim) {
            (Some(true), _) => Signature::Verified,
            (Some(false), Ok(())) => Signature::Bad,
            (None, Ok(())) => Signature::NotChecked(NotChecked::Key(signer.key.to_string())),
            (_, Err(why)) => Signature::NotChecked(why),
        }
    }
}

/// Whether a failed check means a wrong signature, and nothing else.
///
/// The library gives one and the same error for a wrong signature and for a key that it doesn't take.
fn decisive(certificate: &Certificate, signer: &Certificate) -> Result<(), NotChecked> {
    let algorithm = &certificate.signature_algorithm;
    let supported = matches!(
        (algorithm.scheme, algorithm.digest),
        (Scheme::RsaPkcs1, Some(Digest::Sha1 | Digest::Sha256 | Digest::Sha384 | Digest::Sha512))
            | (Scheme::Ecdsa, Some(Digest::Sha256 | Digest::Sha384))
            | (Scheme::Ed25519, _)
    );
    if !supported {
        return Err(NotChecked::Algorithm(algorithm.to_string()));
    }
    let fits = match (algorithm.scheme, &signer.key) {
        (Scheme::RsaPkcs1, PublicKey::Rsa { bits, exponent, pss_only: false }) => {
            let smallest = if algorithm.digest == Some(Digest::Sha1) { 1024 } else { 2048 };
            (smallest..=8192).contains(bits) && matches!(exponent, Some(3..=0x1_FFFF_FFFF))
        }
        (Scheme::Ecdsa, PublicKey::Ec(curve)) => matches!(curve, Curve::P256 | Curve::P384),
        // A signature of one kind was never made with a key of another.
        (_, PublicKey::Rsa { pss_only: false, .. } | PublicKey::Ec(_) | PublicKey::Ed25519) => true,
        _ => false,
    };
    if fits { Ok(()) } else { Err(NotChecked::Key(signer.key.to_string())) }
}

/// Whether the signature fits; none when the parts can't be handed to the library.
fn verifies(certificate: &Certificate, signer: &Certificate) -> Option<bool> {
    let part = |range: &Range<usize>| certificate.der.get(range.clone());
    let (_, key) = SubjectPublicKeyInfo::from_der(signer.public_key_info()).ok()?;
    let (_, algorithm) = AlgorithmIdentifier::from_der(part(&certificate.parts.algorithm)?).ok()?;
    let (_, signature) = BitString::from_der(part(&certificate.parts.signature)?).ok()?;
    let message = part(&certificate.parts.signed)?;
    Some(x509_parser::verify::verify_signature(&key, &algorithm, &signature, message).is_ok())
}
