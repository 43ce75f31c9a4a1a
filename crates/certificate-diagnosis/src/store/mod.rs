//! A PKCS#12 file (PFX) opened: its certificates, and which of them its keys belong to. No key leaves this module.

mod cipher;
mod fault;
mod key;
mod password;

use crate::encoding::der::{Tlv, TlvValues, dotted, tag};
use crate::fields::facts::Certificate;
use cipher::Encryption;
pub use fault::Pkcs12Fault;
pub use key::StoredKey;
pub use password::Password;

/// What is in a PKCS#12 file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pkcs12 {
    /// The certificates, in order.
    pub certificates: Vec<Certificate>,
    /// The private keys, in order.
    pub keys: Vec<StoredKey>,
    /// Whether something in it is encrypted.
    pub encrypted: bool,
}

/// Opens a PKCS#12 file with the first of the passwords that fits.
///
/// # Errors
/// When it is damaged, none of them fits, or its encryption isn't known.
pub fn open_pkcs12(der: &[u8], passwords: &[Password<'_>]) -> Result<Pkcs12, Pkcs12Fault> {
    let whole = Tlv::read(der, 0, der.len()).map_err(|_| Pkcs12Fault::Damaged("it is not DER"))?;
    let mut parts = whole.inside();
    let version = next(&mut parts, "there is no version")?;
    if version.content() != [3] {
        return Err(Pkcs12Fault::Damaged("its version is not 3"));
    }
    let (kind, content) = content_info(next(&mut parts, "there is no content")?)?;
    if kind != DATA {
        return Err(Pkcs12Fault::Unsupported(format!("the public key of a recipient ({kind})")));
    }
    let safe = octets(content.ok_or(Pkcs12Fault::Damaged("there is no content"))?);
    let mac = parts.next().map_err(|_| Pkcs12Fault::Damaged("it is truncated"))?;
    let mut last = Pkcs12Fault::WrongPassword;
    for password in passwords {
        let secret = cipher::EncodedPassword::of(*password);
        if let Some(mac) = mac
            && !cipher::mac_fits(mac, &safe, &secret)?
        {
            continue;
        }
        match contents(&safe, &secret) {
            Ok(opened) => return Ok(opened),
            // Without a MAC a wrong password shows itself by what comes of it.
            Err(Pkcs12Fault::Damaged(_)) if mac.is_none() => {}
            Err(fault) => last = fault,
        }
    }
    Err(last)
}

const DATA: &str = "1.2.840.113549.1.7.1";
const ENCRYPTED_DATA: &str = "1.2.840.113549.1.7.6";
const KEY_BAG: &str = "1.2.840.113549.1.12.10.1.1";
const SHROUDED_KEY_BAG: &str = "1.2.840.113549.1.12.10.1.2";
const CERTIFICATE_BAG: &str = "1.2.840.113549.1.12.10.1.3";
const SAFE_CONTENTS_BAG: &str = "1.2.840.113549.1.12.10.1.6";
const X509: &str = "1.2.840.113549.1.9.22.1";

/// Bags within bags are met two deep at the most.
const DEEPEST: usize = 4;

fn contents(safe: &[u8], secret: &cipher::EncodedPassword) -> Result<Pkcs12, Pkcs12Fault> {
    let mut opened = Pkcs12::default();
    let list = Tlv::read(safe, 0, safe.len())
        .map_err(|_| Pkcs12Fault::Damaged("its content is not a list"))?;
    for info in list.children() {
        let (kind, content) = content_info(info)?;
        let content = content.ok_or(Pkcs12Fault::Damaged("a part of it has no content"))?;
        let bags = match kind.as_str() {
            DATA => octets(content),
            ENCRYPTED_DATA => {
                opened.encrypted = true;
                decrypted(content, secret)?
            }
            other => {
                return Err(Pkcs12Fault::Unsupported(format!(
                    "the public key of a recipient ({other})"
                )));
            }
        };
        take_bags(&bags, secret, &mut opened, DEEPEST)?;
    }
    Ok(opened)
}

fn decrypted(content: Tlv<'_>, secret: &cipher::EncodedPassword) -> Result<Vec<u8>, Pkcs12Fault> {
    const WHAT: Pkcs12Fault = Pkcs12Fault::Damaged("an encrypted part is incomplete");
    let mut parts = content.inside();
    next(&mut parts, "an encrypted part has no version")?;
    let info = next(&mut parts, "an encrypted part has no content")?.children();
    let [_, algorithm, data] = info.as_slice() else { return Err(WHAT) };
    Encryption::read(*algorithm)?.open(&octets(*data), secret)
}

fn take_bags(
    bags: &[u8],
    secret: &cipher::EncodedPassword,
    opened: &mut Pkcs12,
    depth: usize,
) -> Result<(), Pkcs12Fault> {
    let list = Tlv::read(bags, 0, bags.len())
        .map_err(|_| Pkcs12Fault::Damaged("a part of it is not a list"))?;
    if list.tag != tag::SEQUENCE || depth == 0 {
        return Err(Pkcs12Fault::Damaged("a part of it is not a list"));
    }
    for bag in list.children() {
        let parts = bag.children();
        let [kind, value, ..] = parts.as_slice() else {
            return Err(Pkcs12Fault::Damaged("a part of it has no value"));
        };
        let Some(inner) = value.children().first().copied() else { continue };
        match dotted(kind.content()).unwrap_or_default().as_str() {
            KEY_BAG => opened.keys.push(StoredKey::read(inner.whole())),
            SHROUDED_KEY_BAG => {
                opened.encrypted = true;
                let parts = inner.children();
                let [algorithm, data] = parts.as_slice() else {
                    return Err(Pkcs12Fault::Damaged("an encrypted key is incomplete"));
                };
                let key = Encryption::read(*algorithm)?.open(&octets(*data), secret)?;
                opened.keys.push(StoredKey::read(&key));
            }
            CERTIFICATE_BAG => {
                let parts = inner.children();
                let [kind, value] = parts.as_slice() else { continue };
                let der = value.children().first().copied().map(octets).unwrap_or_default();
                if dotted(kind.content()).as_deref() == Some(X509) {
                    let certificate = Certificate::from_der(&der)
                        .map_err(|_| Pkcs12Fault::Damaged("a certificate in it can't be read"))?;
                    opened.certificates.push(certificate);
                }
            }
            SAFE_CONTENTS_BAG => take_bags(inner.whole(), secret, opened, depth - 1)?,
            _ => {}
        }
    }
    Ok(())
}

/// The kind of a `ContentInfo`, and what is in it.
fn content_info(info: Tlv<'_>) -> Result<(String, Option<Tlv<'_>>), Pkcs12Fault> {
    let parts = info.children();
    let kind = parts.first().and_then(|kind| dotted(kind.content()));
    let kind = kind.ok_or(Pkcs12Fault::Damaged("a part of it has no kind"))?;
    Ok((kind, parts.get(1).and_then(|wrapped| wrapped.children().first().copied())))
}

fn next<'a>(parts: &mut TlvValues<'a>, missing: &'static str) -> Result<Tlv<'a>, Pkcs12Fault> {
    parts.next().ok().flatten().ok_or(Pkcs12Fault::Damaged(missing))
}

/// The bytes of an OCTET STRING, whole or in pieces.
fn octets(value: Tlv<'_>) -> Vec<u8> {
    if value.tag & tag::CONSTRUCTED == 0 {
        return value.content().to_vec();
    }
    value.children().iter().flat_map(|piece| piece.content().to_vec()).collect()
}
