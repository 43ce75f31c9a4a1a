//! What RFC 5280 forbids and yet is read, and what is damage.

use super::tlv;
use crate::{Certificate, DerFault, OddityKind};

const ALGORITHM: &[u8] = &[0x30, 13, 6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 1, 11, 5, 0];

/// The parts of a certificate, each to be replaced by a test.
struct SignedParts {
    version: Vec<u8>,
    serial: Vec<u8>,
    issuer: Vec<u8>,
    validity: Vec<u8>,
    key: Vec<u8>,
    extensions: Vec<u8>,
    outer_algorithm: Vec<u8>,
}

fn parts() -> SignedParts {
    let key = tlv(0x30, &[&[2, 2, 0x7F, 0xFF], &[2, 1, 3]]);
    let algorithm = tlv(0x30, &[&[6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 1, 1], &[5, 0]]);
    SignedParts {
        version: tlv(0xA0, &[&[2, 1, 2]]),
        serial: vec![2, 1, 5],
        issuer: name(0x0C, b"root"),
        validity: tlv(0x30, &[&tlv(0x17, &[b"260101000000Z"]), &tlv(0x17, &[b"270101000000Z"])]),
        key: tlv(0x30, &[&algorithm, &tlv(3, &[&[0], &key])]),
        extensions: Vec::new(),
        outer_algorithm: ALGORITHM.to_vec(),
    }
}

fn name(string_tag: u8, text: &[u8]) -> Vec<u8> {
    let attribute = tlv(0x30, &[&[6, 3, 0x55, 4, 3], &tlv(string_tag, &[text])]);
    tlv(0x30, &[&tlv(0x31, &[&attribute])])
}

fn extension(last_arc: u8, content: &[u8]) -> Vec<u8> {
    tlv(0x30, &[&[6, 3, 0x55, 0x1D, last_arc], &tlv(4, &[content])])
}

fn extensions(all: &[&[u8]]) -> Vec<u8> {
    tlv(0xA3, &[&tlv(0x30, all)])
}

impl SignedParts {
    fn der(&self) -> Vec<u8> {
        let signed = tlv(
            0x30,
            &[
                &self.version,
                &self.serial,
                ALGORITHM,
                &self.issuer,
                &self.validity,
                &self.issuer,
                &self.key,
                &self.extensions,
            ],
        );
        tlv(0x30, &[&signed, &self.outer_algorithm, &tlv(3, &[&[0; 33]])])
    }

    fn read(&self) -> Certificate {
        Certificate::from_der(&self.der()).expect("it can be read")
    }
}

fn kinds(certificate: &Certificate) -> Vec<OddityKind> {
    certificate.oddities.iter().map(|oddity| oddity.kind.clone()).collect()
}

#[test]
fn a_plain_certificate_has_none() {
    let certificate = parts().read();
    assert_eq!(certificate.oddities, []);
    assert_eq!((certificate.serial.as_str(), certificate.key.to_string()), ("05", "RSA 15".into()));
}

#[test]
fn serial_numbers() {
    let cases: [(&[u8], &str, &[OddityKind]); 6] = [
        (&[0x00, 0x80], "80", &[]),
        (&[0x7F], "7F", &[]),
        (&[0xFF], "-01", &[OddityKind::NegativeSerial]),
        (&[0x80, 0x00], "-8000", &[OddityKind::NegativeSerial]),
        (&[0x00], "00", &[OddityKind::ZeroSerial]),
        (&[1; 21], "010101010101010101010101010101010101010101", &[OddityKind::LongSerial]),
    ];
    for (octets, shown, oddities) in cases {
        let certificate = SignedParts { serial: tlv(2, &[octets]), ..parts() }.read();
        assert_eq!(certificate.serial, shown);
        assert_eq!(kinds(&certificate), oddities);
    }
}

#[test]
fn names_of_every_string_type() {
    let cases: [(u8, &[u8], &str, bool); 9] = [
        (0x0C, "Würzburg".as_bytes(), "CN=Würzburg", false),
        (0x0C, b"W\xFCrzburg", "CN=W\u{FFFD}rzburg", true),
        (0x13, b"plain, text", "CN=plain\\, text", false),
        (0x13, b"Glo\xC2al", "CN=Glo\u{C2}al", true),
        (0x14, b"W\xFCrzburg", "CN=Würzburg", false),
        (0x1E, &[0x4E, 0x2D, 0x65, 0x87], "CN=中文", false),
        (0x1E, &[0x4E, 0x2D, 0x65], "CN=中e", true),
        (0x1C, &[0, 1, 0xF5, 0x11], "CN=🔑", false),
        (0x16, b"line\nbreak", "CN=line\\0Abreak", false),
    ];
    for (string_tag, text, shown, malformed) in cases {
        let certificate = SignedParts { issuer: name(string_tag, text), ..parts() }.read();
        assert_eq!(certificate.issuer.to_string(), shown);
        assert_eq!(kinds(&certificate).contains(&OddityKind::MalformedName), malformed, "{shown}");
    }
}

#[test]
fn a_part_of_a_name_with_two_attributes_stays_one() {
    let attribute = |arc: u8, text: &[u8]| tlv(0x30, &[&[6, 3, 0x55, 4, arc], &tlv(0x0C, &[text])]);
    let set = |attributes: &[&[u8]]| tlv(0x31, attributes);
    let issuer = tlv(
        0x30,
        &[
            &set(&[&attribute(6, b"DE")]),
            &set(&[&attribute(10, b" Contoso"), &attribute(3, b"a+b")]),
        ],
    );
    let certificate = SignedParts { issuer, ..parts() }.read();
    assert_eq!(certificate.issuer.to_string(), "O=\\ Contoso+CN=a\\+b, C=DE");
}

#[test]
fn times_and_versions() {
    let times = |start: &[u8], end: &[u8]| tlv(0x30, &[&tlv(0x17, &[start]), &tlv(0x18, &[end])]);
    let validity = times(b"2601010000Z", b"99991231235959Z");
    let odd = SignedParts { validity, version: tlv(0xA0, &[&[2, 1, 3]]), ..parts() }.read();
    assert_eq!(kinds(&odd), [OddityKind::UnknownVersion, OddityKind::TimeForm]);
    assert_eq!(odd.version, 4);

    let reversed = SignedParts { validity: times(b"270101000000Z", b"20260101000000Z"), ..parts() };
    assert_eq!(kinds(&reversed.read()), [OddityKind::LifeReversed]);

    let first_version = SignedParts { version: Vec::new(), ..parts() }.read();
    assert_eq!((first_version.version, kinds(&first_version)), (1, vec![]));
}

#[test]
fn extensions_that_can_not_be_read_are_listed() {
    let usage = extension(15, &[3, 2, 2, 4]);
    let constraints = extension(19, &[0x30, 9, 1]);
    let odd =
        SignedParts { extensions: extensions(&[&usage, &constraints, &usage]), ..parts() }.read();
    let repeated = OddityKind::RepeatedExtension("2.5.29.15".into());
    let unreadable = OddityKind::UnreadableExtension("2.5.29.19".into());
    assert_eq!(kinds(&odd), [repeated, unreadable]);
    assert!(odd.key_usage.is_some_and(crate::KeyUsage::certificate_sign));
    assert_eq!(odd.basic_constraints, None);

    let early =
        SignedParts { version: Vec::new(), extensions: extensions(&[&usage]), ..parts() }.read();
    assert_eq!(kinds(&early), [OddityKind::ExtensionsBeforeVersion3]);
}

#[test]
fn fields_that_do_not_fit_together() {
    let mut outer_algorithm = ALGORITHM.to_vec();
    outer_algorithm[12] = 5;
    let mismatch = SignedParts { outer_algorithm, ..parts() }.read();
    assert_eq!(kinds(&mismatch), [OddityKind::AlgorithmMismatch]);

    let algorithm = tlv(0x30, &[&[6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 1, 1], &[5, 0]]);
    let key = tlv(0x30, &[&algorithm, &tlv(3, &[&[0, 1, 2, 3]])]);
    let unreadable = SignedParts { key, ..parts() }.read();
    assert_eq!(kinds(&unreadable), [OddityKind::UnreadableKey]);
}

#[test]
fn damage_is_a_fault_at_its_byte() {
    let parts = parts();
    let der = parts.der();
    let refused = |der: &[u8]| Certificate::from_der(der).expect_err("it is damaged").to_string();

    assert_eq!(refused(&[]), "the data ends at byte 0, in the middle of a tag and its length");
    assert_eq!(
        refused(&[0x30, 0x80, 0, 0]),
        "tag 30 at byte 0 has an indefinite length, which DER doesn't allow"
    );
    assert_eq!(refused(&[0x30, 0x85, 0, 0, 0, 0, 0]), "tag 30 at byte 0 has a length of 5 octets");
    assert_eq!(refused(&[0x3F, 0]), "tag 3F at byte 0 is of a kind that no certificate uses");
    assert_eq!(refused(&[4, 0]), "tag 04 at byte 0 is in the position of a certificate");
    assert_eq!(
        refused(&der[..der.len() - 1]),
        format!("tag 30 at byte 0 says {} bytes, {} are left", der.len() - 3, der.len() - 4)
    );
    let more = [der.as_slice(), &[9, 9]].concat();
    assert_eq!(
        refused(&more),
        format!("2 bytes too many at byte {}, after the certificate", der.len())
    );
    assert_eq!(
        refused(&tlv(0x30, &[&tlv(0x30, &[&parts.version])])),
        "the serial number is missing at byte 9"
    );

    let validity = tlv(0x30, &[&tlv(0x17, &[b"261301000000Z"]), &tlv(0x17, &[b"270101000000Z"])]);
    let bad_month = SignedParts { validity, ..parts }.der();
    let at = bad_month.windows(2).position(|pair| pair == [0x17, 13]).expect("a time is there");
    let fault = Certificate::from_der(&bad_month).expect_err("there is no thirteenth month");
    assert_eq!(fault, DerFault::Unreadable { at, what: "the start of the validity" });
    assert_eq!(fault.at(), at);
    assert_eq!(fault.to_string(), format!("the start of the validity at byte {at} can't be read"));
}

#[test]
fn nesting_has_an_end() {
    let mut deep = vec![5, 0];
    for _ in 0..40 {
        deep = tlv(0x30, &[&deep]);
    }
    let fault = Certificate::from_der(&deep).expect_err("it is nested too deep");
    assert!(matches!(fault, DerFault::TooDeep { .. }));
    let open = [0x30, 0x80].repeat(40);
    assert!(matches!(Certificate::from_der(&open), Err(DerFault::TooDeep { .. })));
}
