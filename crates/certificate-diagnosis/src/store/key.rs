//! What is kept of a private key: the public half of it, to tell which certificate it belongs to.

use std::fmt;

use crate::encoding::der::{Tlv, dotted};
use crate::fields::facts::Certificate;

/// A private key of a store. Only its public half is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredKey {
    public: Option<Public>,
}

#[derive(Clone, PartialEq, Eq)]
enum Public {
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

    /// Whether it is the key of a certificate; none when that can't be told.
    #[must_use]
    pub fn fits(&self, certificate: &Certificate) -> Option<bool> {
        let info = certificate.public_key_info();
        let parts = Tlv::read(info, 0, info.len()).ok()?.children();
        let [algorithm, key] = parts.as_slice() else { return None };
        let kind = algorithm.children().first().and_then(|kind| dotted(kind.content()))?;
        let bits = key.content().get(1..)?;
        match (self.public.as_ref()?, kind.as_str()) {
            (Public::Rsa(modulus, exponent), RSA) => {
                let numbers = Tlv::read(bits, 0, bits.len()).ok()?.children();
                let [its_modulus, its_exponent] = numbers.as_slice() else { return None };
                Some(its_modulus.content() == modulus && its_exponent.content() == exponent)
            }
            (Public::Point(point), ELLIPTIC_CURVE) => Some(bits == point),
            _ => Some(false),
        }
    }
}

fn public_half(der: &[u8]) -> Option<Public> {
    let parts = Tlv::read(der, 0, der.len()).ok()?.children();
    let [_, algorithm, key, ..] = parts.as_slice() else { return None };
    let kind = algorithm.children().first().and_then(|kind| dotted(kind.content()))?;
    let inner = key.content();
    let numbers = Tlv::read(inner, 0, inner.len()).ok()?.children();
    match kind.as_str() {
        RSA => match numbers.as_slice() {
            [_, modulus, exponent, ..] => {
                Some(Public::Rsa(modulus.content().to_vec(), exponent.content().to_vec()))
            }
            _ => None,
        },
        ELLIPTIC_CURVE => {
            // The public half is optional in the format; without it only arithmetic on the curve would tell.
            let wrapped = numbers.iter().find(|part| part.tag == 0xA1)?.children();
            Some(Public::Point(wrapped.first()?.content().get(1..)?.to_vec()))
        }
        _ => None,
    }
}

impl fmt::Debug for StoredKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StoredKey")
    }
}
