//! The ciphers and the integrity check of PKCS#12: PKCS#12's own (3DES, RC2), and PBES2 (AES, 3DES).

use std::cell::Cell;

use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockDecryptMut, KeyInit, KeyIvInit};
use hmac::{Hmac, Mac};
use pkcs5::der::Decode;
use pkcs12::kdf::{Pkcs12KeyType, derive_key};

use super::fault::Pkcs12Fault;
use super::password::Password;
use crate::encoding::der::{Tlv, dotted, tag};

/// A password in the two forms that are met: UTF-16 with its end for PKCS#12's own, UTF-8 for PBES2.
pub(super) struct EncodedPassword {
    wide: Vec<u8>,
    narrow: Vec<u8>,
    /// How many rounds may still be computed with it: a file can have thousands of parts with many each.
    rounds_left: Cell<u32>,
}

impl EncodedPassword {
    pub(super) fn of(password: Password<'_>) -> Self {
        let Password::Text(text) = password else {
            return Self {
                wide: Vec::new(),
                narrow: Vec::new(),
                rounds_left: Cell::new(MOST_IN_ALL),
            };
        };
        let mut wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        wide.extend([0, 0]);
        let narrow = text.as_bytes().to_vec();
        Self { wide, narrow, rounds_left: Cell::new(MOST_IN_ALL) }
    }

    /// Takes rounds from those that are left.
    fn spend(&self, rounds: u32) -> Result<(), Pkcs12Fault> {
        let left = self.rounds_left.get().checked_sub(rounds).ok_or_else(|| {
            Pkcs12Fault::Unsupported("more iterations in total than gatelint computes".to_owned())
        })?;
        self.rounds_left.set(left);
        Ok(())
    }
}

/// More rounds than anyone sets would only keep the reader of the file waiting.
const MOST_ROUNDS: u32 = 5_000_000;
/// The same for all parts of a file together.
const MOST_IN_ALL: u32 = 2 * MOST_ROUNDS;

/// How something is encrypted.
pub(super) enum Encryption<'a> {
    TripleDes { salt: &'a [u8], rounds: i32 },
    Rc2 { salt: &'a [u8], rounds: i32, key: usize },
    Pbes2(Box<pkcs5::EncryptionScheme<'a>>),
}

impl<'a> Encryption<'a> {
    pub(super) fn read(algorithm: Tlv<'a>) -> Result<Self, Pkcs12Fault> {
        let parts = algorithm.children();
        let kind = parts.first().and_then(|kind| dotted(kind.content())).unwrap_or_default();
        let unsupported = |what: &str| Err(Pkcs12Fault::Unsupported(what.to_owned()));
        let own = || {
            let parts = parts.get(1).map(Tlv::children).unwrap_or_default();
            let [salt, rounds] = parts.as_slice() else {
                return Err(Pkcs12Fault::Damaged(
                    "the parameters of its encryption are incomplete",
                ));
            };
            Ok((salt.content(), number(*rounds)?))
        };
        match kind.as_str() {
            "1.2.840.113549.1.12.1.3" => {
                own().map(|(salt, rounds)| Self::TripleDes { salt, rounds })
            }
            "1.2.840.113549.1.12.1.5" => {
                own().map(|(salt, rounds)| Self::Rc2 { salt, rounds, key: 16 })
            }
            "1.2.840.113549.1.12.1.6" => {
                own().map(|(salt, rounds)| Self::Rc2 { salt, rounds, key: 5 })
            }
            "1.2.840.113549.1.12.1.1" | "1.2.840.113549.1.12.1.2" => unsupported("RC4"),
            "1.2.840.113549.1.12.1.4" => unsupported("3DES with two keys"),
            "1.2.840.113549.1.5.13" => {
                let Ok(scheme) = pkcs5::EncryptionScheme::from_der(algorithm.whole()) else {
                    return unsupported("a cipher of PBES2 other than AES and 3DES with CBC");
                };
                let rounds =
                    scheme.pbes2().and_then(|it| it.kdf.pbkdf2()).map(|it| it.iteration_count);
                if rounds.is_none_or(|rounds| rounds > MOST_ROUNDS) {
                    return unsupported("more PBKDF2 iterations than gatelint computes, or scrypt");
                }
                Ok(Self::Pbes2(Box::new(scheme)))
            }
            other => unsupported(&format!("the algorithm {other}")),
        }
    }

    /// How many rounds make its key.
    fn rounds(&self) -> u32 {
        match self {
            Self::TripleDes { rounds, .. } | Self::Rc2 { rounds, .. } => rounds.unsigned_abs(),
            Self::Pbes2(scheme) => scheme
                .pbes2()
                .and_then(|it| it.kdf.pbkdf2())
                .map_or(MOST_ROUNDS, |it| it.iteration_count),
        }
    }

    /// What was encrypted; a wrong password mostly gives none.
    pub(super) fn open(
        &self,
        data: &[u8],
        secret: &EncodedPassword,
    ) -> Result<Vec<u8>, Pkcs12Fault> {
        secret.spend(self.rounds())?;
        let opened = match self {
            Self::TripleDes { salt, rounds } => {
                let (key, iv) = key_and_iv(secret, salt, *rounds, 24);
                cbc::Decryptor::<des::TdesEde3>::new_from_slices(&key, &iv)
                    .ok()
                    .and_then(|cipher| cipher.decrypt_padded_vec_mut::<Pkcs7>(data).ok())
            }
            Self::Rc2 { salt, rounds, key } => {
                let (key, iv) = key_and_iv(secret, salt, *rounds, *key);
                let cipher = <rc2::Rc2 as KeyInit>::new_from_slice(&key).ok();
                cipher.and_then(|cipher| {
                    let iv = cbc::cipher::generic_array::GenericArray::from_slice(&iv);
                    let cipher =
                        <cbc::Decryptor<rc2::Rc2> as cbc::cipher::InnerIvInit>::inner_iv_init(
                            cipher, iv,
                        );
                    cipher.decrypt_padded_vec_mut::<Pkcs7>(data).ok()
                })
            }
            Self::Pbes2(scheme) => {
                // The cipher works in place, and tells how much of it is left.
                let mut buffer = data.to_vec();
                scheme.decrypt_in_place(&secret.narrow, &mut buffer).ok().map(<[u8]>::to_vec)
            }
        };
        opened.ok_or(Pkcs12Fault::Damaged("an encrypted part can't be decrypted"))
    }
}

fn key_and_iv(
    secret: &EncodedPassword,
    salt: &[u8],
    rounds: i32,
    length: usize,
) -> (Vec<u8>, Vec<u8>) {
    const BLOCK: usize = 8;
    let derive = |what, length| {
        derive_key::<sha1_of_ciphers::Sha1>(&secret.wide, salt, what, rounds, length)
    };
    (derive(Pkcs12KeyType::EncryptionKey, length), derive(Pkcs12KeyType::Iv, BLOCK))
}

fn number(value: Tlv<'_>) -> Result<i32, Pkcs12Fault> {
    const DAMAGED: Pkcs12Fault = Pkcs12Fault::Damaged("its iteration count can't be read");
    let bytes = value.content();
    if value.tag != tag::INTEGER || bytes.is_empty() || bytes.len() > 4 || bytes[0] & 0x80 != 0 {
        return Err(DAMAGED);
    }
    let rounds = bytes.iter().fold(0_u32, |number, byte| number << 8 | u32::from(*byte));
    if rounds == 0 || rounds > MOST_ROUNDS {
        return Err(Pkcs12Fault::Unsupported(format!("{rounds} rounds")));
    }
    i32::try_from(rounds).map_err(|_| DAMAGED)
}

/// Whether a password gives the MAC that the file has.
pub(super) fn mac_fits(
    mac: Tlv<'_>,
    content: &[u8],
    secret: &EncodedPassword,
) -> Result<bool, Pkcs12Fault> {
    const DAMAGED: Pkcs12Fault = Pkcs12Fault::Damaged("its integrity check is incomplete");
    let parts = mac.children();
    let (info, salt) = match parts.as_slice() {
        [info, salt, ..] => (info.children(), salt.content()),
        _ => return Err(DAMAGED),
    };
    let rounds = parts.get(2).map_or(Ok(1), |rounds| number(*rounds))?;
    let [algorithm, digest] = info.as_slice() else { return Err(DAMAGED) };
    let kind =
        algorithm.children().first().and_then(|kind| dotted(kind.content())).unwrap_or_default();
    macro_rules! fits {
        ($digest:ty, $length:literal) => {{
            let key =
                derive_key::<$digest>(&secret.wide, salt, Pkcs12KeyType::Mac, rounds, $length);
            let mut mac = <Hmac<$digest> as Mac>::new_from_slice(&key).map_err(|_| DAMAGED)?;
            mac.update(content);
            Ok(mac.verify_slice(digest.content()).is_ok())
        }};
    }
    match kind.as_str() {
        "1.3.14.3.2.26" => fits!(sha1_of_ciphers::Sha1, 20),
        "2.16.840.1.101.3.4.2.1" => fits!(sha2_of_ciphers::Sha256, 32),
        "2.16.840.1.101.3.4.2.2" => fits!(sha2_of_ciphers::Sha384, 48),
        "2.16.840.1.101.3.4.2.3" => fits!(sha2_of_ciphers::Sha512, 64),
        "1.2.840.113549.1.5.14" => {
            Err(Pkcs12Fault::Unsupported("PBMAC1 as its integrity check".to_owned()))
        }
        other => Err(Pkcs12Fault::Unsupported(format!("the integrity check {other}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::{EncodedPassword, MOST_ROUNDS};
    use crate::store::Password;

    /// Each part may have many rounds, and a file many parts: together they are bounded.
    #[test]
    fn rounds_are_counted_over_all_parts() {
        let secret = EncodedPassword::of(Password::Text("a"));
        assert!(secret.spend(MOST_ROUNDS).is_ok());
        assert!(secret.spend(MOST_ROUNDS - 1).is_ok());
        assert!(secret.spend(2).is_err());
        assert!(secret.spend(1).is_ok());
    }
}
