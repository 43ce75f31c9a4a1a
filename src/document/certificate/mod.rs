//! Certificates: what a file or a value of `publicCertData` is, and what is wrong with it.
//!
//! [`read`] takes the bytes of a file, [`read_text`] the value of `publicCertData`. Both give a
//! [`Reading`]: how the certificate was wrapped, what is inside, and every [`Flaw`] with its place in
//! the input. [`Reading::first_flaw`] is the one to report; [`FlawKind::lint`] names the lint.
//!
//! ```
//! use gatelint::document::certificate::{FlawKind, read_text};
//!
//! let reading = read_text("-----BEGIN CERTIFICATE-----\nTODO");
//! let flaw = reading.first_flaw().expect("this is no certificate");
//! assert_eq!(flaw.kind, FlawKind::PemArmor);
//! assert_eq!(flaw.kind.lint(), "root-cert-pem-armor");
//! assert_eq!(flaw.range, 0..27);
//! ```

mod algorithm;
mod armor;
mod base64_text;
mod body;
mod chain;
mod characters;
mod content;
mod der;
mod digits;
mod extensions;
mod facts;
mod fields;
mod flaw;
mod known;
mod layer;
mod name;
mod object;
mod object_bytes;
mod places;
mod reading;
mod repair;
mod resource_name;
mod role;
mod signature;
#[cfg(test)]
mod tests;
mod thumbprint;
mod time;
mod unfilled;
mod unwrap;

pub use algorithm::{Curve, Digest, PublicKey, Scheme, SignatureAlgorithm};
pub use chain::{ClientAuthentication, ClientVerdict, Gateway, Links, Path};
pub use content::{BinaryKind, Content, PrivateKeyKind};
pub use der::DerFault;
pub use extensions::{AlternativeName, BasicConstraints, Extension, KeyUsage, Purpose};
pub use facts::{Certificate, Oddity, OddityKind};
pub use fields::Salvage;
pub use flaw::{Flaw, FlawKind};
pub use known::{PublicCa, Sample};
pub use layer::Layer;
pub use name::{DistinguishedName, NameAttribute};
pub use reading::{ReadAs, Reading};
pub use repair::{Repair, repaired};
pub use resource_name::{NameFault, is_valid_name, suggest_name};
pub use role::Role;
pub use signature::{NotChecked, SelfSignature, Signature};
pub use thumbprint::{ThumbprintKind, ThumbprintReading, read_thumbprint};

/// Reads a certificate file. Places are byte offsets into `bytes`.
#[must_use]
pub fn read(bytes: &[u8]) -> Reading {
    unwrap::file(bytes)
}

/// Reads a value of `publicCertData`. Places are byte offsets into `text`, on character boundaries.
#[must_use]
pub fn read_text(text: &str) -> Reading {
    unwrap::value(text)
}
