//! Says what a certificate file or value is, and what is wrong with it, to the byte.
//!
//! For programs that take certificates that people paste, export or mangle: a linter, an upload page, a help desk. It knows
//! certificates, base64, PEM and DER; it never knows gateways, lints or settings, and reads no file and no clock.
//!
//! [`read`] takes the bytes of a file, [`read_text`] the value of `publicCertData`. Both give a
//! [`Diagnosis`]: how the certificate was wrapped, what is inside, and every [`Flaw`] with its place in
//! the input. [`Diagnosis::first_flaw`] is the one to report; [`FlawKind::group`] names its subject.
//!
//! ```
//! use certificate_diagnosis::{FlawGroup, FlawKind, read_text};
//!
//! let reading = read_text("-----BEGIN CERTIFICATE-----\nTODO");
//! let flaw = reading.first_flaw().expect("this is no certificate");
//! assert_eq!(flaw.kind, FlawKind::PemArmor);
//! assert_eq!(flaw.kind.group(), FlawGroup::PemArmor);
//! assert_eq!(flaw.range, 0..27);
//! ```

mod diagnosis;
mod encoding;
mod fields;
mod input;
mod store;
#[cfg(test)]
mod tests;
mod trust;
mod validation_time;
mod wrapping;

pub use diagnosis::content::{BinaryKind, Content};
pub use diagnosis::flaw::{Flaw, FlawGroup, FlawKind};
pub use diagnosis::outcome::{Diagnosis, ReadAs};
pub use diagnosis::repair::{Repair, repaired};
pub use diagnosis::resource_name::{NameFault, is_valid_name, suggest_name};
pub use encoding::der_fault::DerFault;
pub use encoding::object::PrivateKeyKind;
pub use fields::algorithm::{Digest, Scheme, SignatureAlgorithm};
pub use fields::extensions::{AlternativeName, BasicConstraints, Extension, KeyUsage, Purpose};
pub use fields::facts::{Certificate, Oddity, OddityKind};
pub use fields::name::{DistinguishedName, NameAttribute};
pub use fields::public_key::{Curve, PublicKey};
pub use fields::reading::Salvage;
pub use fields::signature::{NotChecked, SelfSignature, Signature};
pub use fields::thumbprint::{ThumbprintKind, ThumbprintReading, read_thumbprint};
pub use input::layer::Layer;
pub use store::{Password, Pkcs12, Pkcs12Fault, StoredKey, open_pkcs12};
pub use trust::chain::{ClientAuthentication, ClientVerdict, IssuerChain, Path, TrustAnchors};
pub use trust::known::{PublicCa, PublishedSample};
pub use trust::role::Role;
pub use validation_time::ValidationTime;

/// Reads a certificate file. Places are byte offsets into `bytes`.
#[must_use]
pub fn read(bytes: &[u8]) -> Diagnosis {
    wrapping::unwrap::file(bytes)
}

/// Reads a value of `publicCertData`. Places are byte offsets into `text`, on character boundaries.
#[must_use]
pub fn read_text(text: &str) -> Diagnosis {
    wrapping::unwrap::value(text)
}
