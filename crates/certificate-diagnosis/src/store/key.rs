//! What is kept of a private key: the public half of it, to tell which certificate it belongs to.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::encoding::der::{Tlv, dotted};
use crate::fields::facts::Certificate;

/// A private key of a store. Only its public half is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredKey {
    public: Option<PublicHalf>,
}

#[derive(Clone, PartialEq, Eq)]
enum PublicHalf {
    /// Modulus and exponent.
    Rsa(Vec<u8>, Vec<u8>),
    /// The point.
    Point(Vec<u8>),
}

const RSA: &str = "1.2.840.113549.1.1.1";
const ELLIPTIC_CURVE: &str = "1.2.840.10045.2.1";

impl StoredKey {
    /// Of a PKCS#8 key.
    pub(super) fn read(der: &[u8]) -> Self {
        Self { public: public_half(der) }
    }

    /// Of a key in PEM: PKCS#8, or the older forms for RSA (PKCS#1) and elliptic curves (SEC 1). None where there is no key
    /// in it, or an encrypted one.
    #[must_use]
    pub fn of_pem(text: &str) -> Option<Self> {
        let (_, rest) = text.split_once("-----BEGIN ")?;
        let (label, rest) = rest.split_once("-----")?;
        let (body, _) = rest.split_once("-----END ")?;
        let digits: Vec<u8> = body.bytes().filter(|digit| !digit.is_ascii_whitespace()).collect();
        let der = STANDARD.decode(digits).ok()?;
        let whole = Tlv::read(&der, 0, der.len()).ok()?;
        let public = match label {
            "PRIVATE KEY" => public_half(&der),
            "RSA PRIVATE KEY" => modulus_and_exponent(&whole),
            "EC PRIVATE KEY" => point(&whole),
            _ => return None,
        };
        Some(Self { public })
    }

    /// Whether it is the key of a certificate; none when that can't be told.
    #[must_use]
    pub fn fits(&self, certificate: &Certificate) -> Option<bool> {
        let info = certificate.public_key_info();
        let parts = Tlv::read(info, 0, info.len()).ok()?.children();
        let [algorithm, key] = parts.as_slice() else { return None };
        let kind = algorithm.children().first().and_then(|kind| dotted(kind.content()))?;
        let bits = key.content().get(1..)?;
        match (self.public.as_ref()?, kind.as_str()) {
            (PublicHalf::Rsa(modulus, exponent), RSA) => {
                let numbers = Tlv::read(bits, 0, bits.len()).ok()?.children();
                let [its_modulus, its_exponent] = numbers.as_slice() else { return None };
                Some(its_modulus.content() == modulus && its_exponent.content() == exponent)
            }
            (PublicHalf::Point(point), ELLIPTIC_CURVE) => Some(bits == point),
            _ => Some(false),
        }
    }
}

fn public_half(der: &[u8]) -> Option<PublicHalf> {
    let parts = Tlv::read(der, 0, der.len()).ok()?.children();
    let [_, algorithm, key, ..] = parts.as_slice() else { return None };
    let kind = algorithm.children().first().and_then(|kind| dotted(kind.content()))?;
    let inner = key.content();
    let inner = Tlv::read(inner, 0, inner.len()).ok()?;
    match kind.as_str() {
        RSA => modulus_and_exponent(&inner),
        ELLIPTIC_CURVE => point(&inner),
        _ => None,
    }
}

/// Of an RSA key as PKCS#1 has it.
fn modulus_and_exponent(key: &Tlv<'_>) -> Option<PublicHalf> {
    match key.children().as_slice() {
        [_, modulus, exponent, ..] => {
            Some(PublicHalf::Rsa(modulus.content().to_vec(), exponent.content().to_vec()))
        }
        _ => None,
    }
}

/// Of a key on an elliptic curve as SEC 1 has it.
///
/// The public half is optional in the format; without it only arithmetic on the curve would tell.
fn point(key: &Tlv<'_>) -> Option<PublicHalf> {
    let wrapped = key.children().into_iter().find(|part| part.tag == 0xA1)?.children();
    Some(PublicHalf::Point(wrapped.first()?.content().get(1..)?.to_vec()))
}

impl fmt::Debug for StoredKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StoredKey")
    }
}
