//! Reading bytes that should be one DER object.

use std::ops::Range;

use crate::diagnosis::content::{BinaryKind, Content};
use crate::diagnosis::flaw::FlawKind;
use crate::encoding::der::{DerFault, Tlv, is_cut_short, tag};
use crate::encoding::object;
use crate::encoding::object::DerObject;
use crate::fields::facts::Certificate;
use crate::input::layer::Layer;
use crate::input::places::Places;
use crate::wrapping::unwrapping::Unwrapping;

/// Reads bytes that should be one DER object.
pub(crate) fn read(unwrapping: &mut Unwrapping, bytes: &[u8], places: &Places) -> Content {
    let reader = ObjectReader { bytes, places };
    if bytes.first() != Some(&tag::SEQUENCE) {
        return reader.not_der(unwrapping);
    }
    unwrapping.layers.push(Layer::Der);
    match Tlv::read(bytes, 0, bytes.len()) {
        Err(fault) => reader.damaged(unwrapping, &fault, 0),
        Ok(whole) if whole.end < bytes.len() => reader.with_more(unwrapping, whole),
        Ok(whole) => reader.object(unwrapping, whole),
    }
}

/// The most certificates that are read one after the other; a whole trust store has a few hundred.
const MOST: usize = 2000;

struct ObjectReader<'a> {
    bytes: &'a [u8],
    places: &'a Places,
}

impl<'a> ObjectReader<'a> {
    fn at(&self, range: Range<usize>) -> Range<usize> {
        self.places.in_input(range)
    }

    fn not_der(&self, unwrapping: &mut Unwrapping) -> Content {
        let kind = match self.bytes {
            [b'P', b'K', 3 | 5, 4 | 6, ..] => BinaryKind::Zip,
            [0xFE, 0xED, 0xFE, 0xED, ..] => BinaryKind::JavaKeyStore,
            [0, 0, 0, 0, b'C', b'E', b'R', b'T', ..] => BinaryKind::WindowsStore,
            _ => BinaryKind::Other,
        };
        let message = match (kind, self.bytes.first()) {
            (BinaryKind::Other, Some(first)) => {
                format!("byte 0 is {first:02X}; a certificate begins with 30")
            }
            (BinaryKind::Other, None) => "the base64 contains no bytes".to_owned(),
            _ => format!("this is {}", Content::Binary(kind).what()),
        };
        unwrapping.flaw(FlawKind::NotDer, self.at(0..self.bytes.len().min(1)), message);
        Content::Binary(kind)
    }

    fn damaged(&self, unwrapping: &mut Unwrapping, fault: &DerFault, start: usize) -> Content {
        let kind = match fault {
            DerFault::Overrun { at, .. } if *at == start => FlawKind::TruncatedDer,
            DerFault::CutHeader { .. } => FlawKind::TruncatedDer,
            _ => FlawKind::MalformedDer,
        };
        let at = fault.at().min(self.bytes.len());
        let range = self.at(at..(at + 1).min(self.bytes.len()));
        let message = match kind {
            FlawKind::TruncatedDer if is_cut_short(self.bytes) => {
                format!("the end is missing: {fault}")
            }
            _ => fault.to_string(),
        };
        unwrapping.flaw(kind, range, message);
        unwrapping.salvage = Some(Certificate::salvage(self.bytes));
        Content::DamagedDer
    }

    /// An object and bytes after it: white space, more certificates, or anything.
    fn with_more(&self, unwrapping: &mut Unwrapping, whole: Tlv<'a>) -> Content {
        let mut certificates = Vec::new();
        let mut places = Vec::new();
        let mut next = Some(whole);
        let mut end = 0;
        while let Some(value) =
            next.filter(|value| object::recognise(*value) == DerObject::Certificate)
        {
            if certificates.len() == MOST {
                break;
            }
            let Ok(certificate) = Certificate::from_der(value.whole()) else {
                break;
            };
            places.push((value.at, self.places.clone()));
            certificates.push(certificate);
            end = value.end;
            next = Tlv::read(self.bytes, end, self.bytes.len()).ok();
        }
        let content = match certificates.len() {
            0 => self.object(unwrapping, whole),
            1 => {
                unwrapping.places.append(&mut places);
                Content::Certificate(Box::new(certificates.remove(0)))
            }
            count => {
                unwrapping.places.append(&mut places);
                let message = format!(
                    "there are {count} certificates in sequence; the gateway accepts one per entry"
                );
                unwrapping.flaw(FlawKind::SeveralCertificates, self.at(whole.end..end), message);
                Content::Several { certificates, private_keys: Vec::new(), others: 0 }
            }
        };
        if content != Content::DamagedDer {
            self.trailing(unwrapping, end.max(whole.end));
        }
        content
    }

    fn trailing(&self, unwrapping: &mut Unwrapping, end: usize) {
        let rest = &self.bytes[end..];
        let blank = rest.iter().all(|octet| matches!(octet, 0 | b' ' | b'\t' | b'\r' | b'\n'));
        let kind = if blank { FlawKind::TrailingBlanks } else { FlawKind::TrailingBytes };
        let message = match (rest.len(), blank) {
            (0, _) => return,
            (1, true) => "a blank byte follows the end of the certificate".to_owned(),
            (count, true) => format!("{count} blank bytes follow the end of the certificate"),
            (1, _) => "1 byte follows the end of the certificate".to_owned(),
            (count, _) => format!("{count} bytes follow the end of the certificate"),
        };
        unwrapping.flaw(kind, self.at(end..self.bytes.len()), message);
    }

    fn object(&self, unwrapping: &mut Unwrapping, whole: Tlv<'a>) -> Content {
        let content = match object::recognise(whole) {
            DerObject::Certificate => return self.certificate(unwrapping, whole),
            DerObject::Bundle => self.bundle(unwrapping, whole),
            DerObject::Pkcs12 => Content::Pkcs12,
            DerObject::CertificateRequest => Content::CertificateRequest,
            DerObject::RevocationList => Content::RevocationList,
            DerObject::PublicKey => Content::PublicKey,
            DerObject::PrivateKey(kind) => Content::PrivateKey(kind),
            DerObject::Other => match whole.check() {
                Err(fault) => return self.damaged(unwrapping, &fault, whole.at),
                Ok(()) => Content::OtherDer,
            },
        };
        let kind = if matches!(content, Content::PrivateKey(_)) {
            FlawKind::PrivateKey
        } else {
            FlawKind::WrongObject
        };
        unwrapping.flaw(kind, self.at(whole.range()), format!("this is {}", content.what()));
        content
    }

    fn certificate(&self, unwrapping: &mut Unwrapping, whole: Tlv<'a>) -> Content {
        match Certificate::from_der(whole.whole()) {
            Ok(certificate) => {
                unwrapping.places.push((whole.at, self.places.clone()));
                Content::Certificate(Box::new(certificate))
            }
            Err(fault) => self.damaged(unwrapping, &fault, whole.at),
        }
    }

    fn bundle(&self, unwrapping: &mut Unwrapping, whole: Tlv<'a>) -> Content {
        let mut certificates = Vec::new();
        for value in object::bundled(whole).into_iter().take(MOST) {
            if let Ok(certificate) = Certificate::from_der(value.whole()) {
                unwrapping.places.push((value.at, self.places.clone()));
                certificates.push(certificate);
            }
        }
        Content::Bundle { certificates }
    }
}
