//! The fields of a certificate, read from its DER bytes one by one.

use std::ops::Range;

use jiff::Timestamp;

use crate::encoding::der::{DerFault, Tlv, TlvValues, tag};
use crate::encoding::time::moment;
use crate::fields::algorithm::SignatureAlgorithm;
use crate::fields::extensions::{Extension, Extensions};
use crate::fields::facts::{Certificate, Oddity, OddityKind, SignedParts, hex};
use crate::fields::name::DistinguishedName;
use crate::fields::public_key::PublicKey;

/// What could be read of a certificate whose bytes are damaged further on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Salvage {
    /// The serial number in upper hex.
    pub serial: Option<String>,
    /// Who issued it.
    pub issuer: Option<DistinguishedName>,
    /// The first and the last moment of its life.
    pub life: Option<(Timestamp, Timestamp)>,
    /// Who it is for.
    pub subject: Option<DistinguishedName>,
}

/// The fields as they are read; what is still missing when a fault is met stays at its default.
#[derive(Default)]
struct PartialFields {
    version: u32,
    serial: Option<String>,
    inner_algorithm: Range<usize>,
    issuer: Option<DistinguishedName>,
    life: Option<(Timestamp, Timestamp)>,
    subject: Option<DistinguishedName>,
    key: Option<(PublicKey, Range<usize>)>,
    extensions: Extensions,
    oddities: Vec<Oddity>,
}

impl Certificate {
    /// Reads a certificate that fills `der` exactly.
    ///
    /// # Errors
    ///
    /// A [`DerFault`] at the first byte that can't belong to a certificate.
    pub fn from_der(der: &[u8]) -> Result<Self, DerFault> {
        let whole = Tlv::read(der, 0, der.len())?;
        if whole.tag != tag::SEQUENCE {
            return Err(DerFault::Unexpected { at: 0, tag: whole.tag, expected: "a certificate" });
        }
        if whole.end < der.len() {
            let (at, count) = (whole.end, der.len() - whole.end);
            return Err(DerFault::Surplus { at, count, after: "the certificate" });
        }
        whole.check()?;
        let mut values = whole.inside();
        let signed = values.expect(tag::SEQUENCE, "the signed part")?;
        let mut fields = PartialFields::default();
        fields.read(signed.inside())?;
        let outer = values.expect(tag::SEQUENCE, "the signature algorithm")?;
        let signature = values.expect(tag::BIT_STRING, "the signature")?;
        values.finish("the signature")?;
        if der.get(fields.inner_algorithm.clone()) != Some(outer.whole()) {
            fields.oddity(OddityKind::AlgorithmMismatch, outer.range());
        }
        let algorithm = SignatureAlgorithm::read(outer)?;
        let (signed, signature) = (signed.range(), signature.range());
        fields.finish(
            der,
            algorithm,
            &SignedParts { signed, key: 0..0, algorithm: outer.range(), signature },
        )
    }

    /// Reads as much as there is of a certificate that is damaged or cut short.
    pub(crate) fn salvage(der: &[u8]) -> Salvage {
        let mut fields = PartialFields::default();
        if let Some(inside) = TlvValues::of_damaged(der, 2) {
            // The fault is known already; here only what stands before it counts.
            let _ = fields.read(inside);
        }
        Salvage {
            serial: fields.serial,
            issuer: fields.issuer,
            life: fields.life,
            subject: fields.subject,
        }
    }
}

impl Salvage {
    /// Whether nothing could be read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.serial.is_none()
    }
}

impl PartialFields {
    fn oddity(&mut self, kind: OddityKind, range: Range<usize>) {
        self.oddities.push(Oddity { kind, range });
    }

    fn read(&mut self, mut values: TlvValues<'_>) -> Result<(), DerFault> {
        self.version = match values.optional(0xA0)? {
            None => 1,
            Some(version) => self.read_version(version)?,
        };
        let serial = values.expect(tag::INTEGER, "the serial number")?;
        self.read_serial(serial)?;
        self.inner_algorithm = values.expect(tag::SEQUENCE, "the signature algorithm")?.range();
        let issuer = values.expect(tag::SEQUENCE, "the issuer")?;
        self.issuer = Some(self.read_name(issuer)?);
        let validity = values.expect(tag::SEQUENCE, "the validity")?;
        self.read_validity(validity)?;
        let subject = values.expect(tag::SEQUENCE, "the subject")?;
        self.subject = Some(self.read_name(subject)?);
        let key = values.expect(tag::SEQUENCE, "the public key")?;
        self.read_key(key)?;
        for unique_identifier in [0x81, 0x82] {
            values.optional(unique_identifier)?;
        }
        if let Some(extensions) = values.optional(0xA3)? {
            self.read_extensions(extensions)?;
        }
        values.finish("the extensions")
    }

    fn read_version(&mut self, value: Tlv<'_>) -> Result<u32, DerFault> {
        let number = value.inside().expect(tag::INTEGER, "the version")?;
        match number.content() {
            [version @ 0..=2] => Ok(u32::from(*version) + 1),
            other => {
                self.oddity(OddityKind::UnknownVersion, number.range());
                Ok(other.last().map_or(0, |version| u32::from(*version) + 1))
            }
        }
    }

    fn read_serial(&mut self, value: Tlv<'_>) -> Result<(), DerFault> {
        let octets = value.content();
        let first = octets
            .first()
            .ok_or(DerFault::Unreadable { at: value.at, what: "the serial number" })?;
        let mut magnitude = octets.to_vec();
        if first & 0x80 != 0 {
            self.oddity(OddityKind::NegativeSerial, value.range());
            negate(&mut magnitude);
        }
        let significant = magnitude.iter().position(|octet| *octet != 0);
        match significant {
            None => self.oddity(OddityKind::ZeroSerial, value.range()),
            Some(_) if octets.len() > 20 => self.oddity(OddityKind::LongSerial, value.range()),
            Some(_) => {}
        }
        let digits = hex(&magnitude[significant.unwrap_or(magnitude.len() - 1)..]);
        self.serial = Some(if first & 0x80 == 0 { digits } else { format!("-{digits}") });
        Ok(())
    }

    fn read_name(&mut self, value: Tlv<'_>) -> Result<DistinguishedName, DerFault> {
        let name = DistinguishedName::read(value)?;
        if name.attributes.iter().any(|attribute| attribute.malformed) {
            self.oddity(OddityKind::MalformedName, value.range());
        }
        Ok(name)
    }

    fn read_validity(&mut self, value: Tlv<'_>) -> Result<(), DerFault> {
        let mut values = value.inside();
        let not_before =
            moment(values.any("the start of the validity")?, "the start of the validity")?;
        let not_after = moment(values.any("the end of the validity")?, "the end of the validity")?;
        values.finish("the validity")?;
        if !(not_before.as_profiled && not_after.as_profiled) {
            self.oddity(OddityKind::TimeForm, value.range());
        }
        if not_after.timestamp < not_before.timestamp {
            self.oddity(OddityKind::LifeReversed, value.range());
        }
        self.life = Some((not_before.timestamp, not_after.timestamp));
        Ok(())
    }

    fn read_key(&mut self, value: Tlv<'_>) -> Result<(), DerFault> {
        let key = PublicKey::read(value)?;
        if matches!(key, PublicKey::Unreadable { .. }) {
            self.oddity(OddityKind::UnreadableKey, value.range());
        }
        self.key = Some((key, value.range()));
        Ok(())
    }

    fn read_extensions(&mut self, value: Tlv<'_>) -> Result<(), DerFault> {
        if self.version < 3 {
            self.oddity(OddityKind::ExtensionsBeforeVersion3, value.range());
        }
        let mut list = value.inside().expect(tag::SEQUENCE, "the list of extensions")?.inside();
        while let Some(extension) = list.next()? {
            self.read_extension(extension)?;
        }
        Ok(())
    }

    fn read_extension(&mut self, value: Tlv<'_>) -> Result<(), DerFault> {
        let mut values = value.inside();
        let oid = values.expect(tag::OID, "the type of an extension")?;
        let oid = crate::encoding::der::dotted(oid.content())
            .ok_or(DerFault::Unreadable { at: oid.at, what: "the type of an extension" })?;
        let critical = values.optional(tag::BOOLEAN)?.is_some_and(|flag| flag.content() != [0]);
        let content = values.expect(tag::OCTET_STRING, "the content of an extension")?;
        values.finish("the extension")?;
        if self.extensions.all.iter().any(|extension| extension.oid == oid) {
            self.oddity(OddityKind::RepeatedExtension(oid.clone()), value.range());
        }
        self.extensions.add(Extension { oid, critical, range: value.range() }, content.content());
        Ok(())
    }

    /// Makes the certificate of fields that were all read.
    fn finish(
        mut self,
        der: &[u8],
        algorithm: SignatureAlgorithm,
        parts: &SignedParts,
    ) -> Result<Certificate, DerFault> {
        let unreadable = std::mem::take(&mut self.extensions.unreadable);
        for extension in unreadable {
            self.oddity(OddityKind::UnreadableExtension(extension.oid), extension.range);
        }
        let missing = |expected| DerFault::Missing { at: parts.signed.end, expected };
        let (not_before, not_after) = self.life.ok_or_else(|| missing("the validity"))?;
        let (key, key_range) = self.key.ok_or_else(|| missing("the public key"))?;
        let extensions = self.extensions;
        Ok(Certificate {
            der: der.into(),
            version: self.version,
            serial: self.serial.ok_or_else(|| missing("the serial number"))?,
            issuer: self.issuer.ok_or_else(|| missing("the issuer"))?,
            subject: self.subject.ok_or_else(|| missing("the subject"))?,
            not_before,
            not_after,
            key,
            signature_algorithm: algorithm,
            basic_constraints: extensions.basic_constraints,
            key_usage: extensions.key_usage,
            extended_key_usage: extensions.purposes,
            alternative_names: extensions.alternative_names,
            subject_key_identifier: extensions.subject_key_identifier.as_deref().map(hex),
            authority_key_identifier: extensions.authority_key_identifier.as_deref().map(hex),
            extensions: extensions.all,
            oddities: self.oddities,
            parts: SignedParts { key: key_range, ..parts.clone() },
        })
    }
}

/// Turns a negative INTEGER into its magnitude, in place.
fn negate(octets: &mut [u8]) {
    let mut carry = true;
    for octet in octets.iter_mut().rev() {
        let (value, more) = (!*octet).overflowing_add(u8::from(carry));
        *octet = value;
        carry = more;
    }
}
