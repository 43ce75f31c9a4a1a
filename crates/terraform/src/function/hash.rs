//! Hashes and identifiers: `md5`, `sha256`, `uuidv5`; and what gives another value each time.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::Digest as _;

use super::answer::{Answer, CallFault};
use super::arguments::{self, Arguments, wrong};

/// The digest in hexadecimal digits.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

pub(super) fn md5(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    arguments::text(hexadecimal(&md5::Md5::digest(given.text(0)?.as_bytes())))
}

pub(super) fn sha1(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    arguments::text(hexadecimal(&sha1::Sha1::digest(given.text(0)?.as_bytes())))
}

pub(super) fn sha256(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    arguments::text(hexadecimal(&sha2::Sha256::digest(given.text(0)?.as_bytes())))
}

pub(super) fn sha512(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    arguments::text(hexadecimal(&sha2::Sha512::digest(given.text(0)?.as_bytes())))
}

pub(super) fn base64sha256(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    arguments::text(STANDARD.encode(sha2::Sha256::digest(given.text(0)?.as_bytes())))
}

pub(super) fn base64sha512(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    arguments::text(STANDARD.encode(sha2::Sha512::digest(given.text(0)?.as_bytes())))
}

pub(super) fn uuidv5(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let (space, name) = (given.text(0)?, given.text(1)?);
    let space = match &*space {
        "dns" => uuid::Uuid::NAMESPACE_DNS,
        "url" => uuid::Uuid::NAMESPACE_URL,
        "oid" => uuid::Uuid::NAMESPACE_OID,
        "x500" => uuid::Uuid::NAMESPACE_X500,
        text => uuid::Uuid::parse_str(text)
            .map_err(|_| wrong(0, "the namespace is neither dns, url, oid, x500 nor a UUID"))?,
    };
    arguments::text(uuid::Uuid::new_v5(&space, name.as_bytes()).to_string())
}

/// A clock, a random source, or a private key: the result isn't to be had before a plan.
pub(super) fn unrepeatable(_: &Arguments<'_>) -> Result<Answer, CallFault> {
    Ok(Answer::Unrepeatable)
}
