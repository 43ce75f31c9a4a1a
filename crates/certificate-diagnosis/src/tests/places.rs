//! The way back from DER bytes to the text they were written in.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{ROOT, der, value, wrapped};
use crate::read;

/// A field of the certificate, found through every wrapping, decodes to itself.
#[test]
fn a_field_is_found_in_every_wrapping() {
    let bytes = der(ROOT);
    let range = read(&bytes).certificates()[0].parts.key.clone();
    assert_eq!(read(&bytes).place(0, range.clone()), Some(range.clone()));

    let needle = STANDARD.encode(&bytes[range.start.next_multiple_of(3)..range.end / 3 * 3]);
    let wide = wrapped(&value(ROOT), 64, "\r\n  ");
    let utf16: Vec<u8> = ROOT.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let plain = |bytes: &[u8]| {
        String::from_utf8_lossy(bytes)
            .replace(|character: char| character.is_whitespace() || character == '\0', "")
    };
    for input in [
        value(ROOT).into_bytes(),
        ROOT.into(),
        format!("Ä\u{FEFF}\n{ROOT}").into(),
        wide.into(),
        utf16,
    ] {
        let reading = read(&input);
        let place = reading.place(0, range.clone()).expect("there is a certificate");
        assert!(plain(&input[place]).contains(&needle));
    }
}

#[test]
fn a_field_is_found_through_two_layers_of_base64() {
    let outer = STANDARD.encode(ROOT);
    let range = read(&der(ROOT)).certificates()[0].parts.key.clone();
    let place = read(outer.as_bytes()).place(0, range.clone()).expect("there is a certificate");
    // The outer characters, rounded to whole groups, decode to the inner text of the field.
    let inner = STANDARD
        .decode(&outer[place.start.next_multiple_of(4)..place.end / 4 * 4])
        .expect("whole groups");
    let inner = String::from_utf8(inner).expect("ASCII").replace('\n', "");
    let bytes = der(ROOT);
    let field =
        STANDARD.encode(&bytes[(range.start + 3).next_multiple_of(3)..(range.end - 3) / 3 * 3]);
    assert!(inner.contains(&field[4..field.len() - 4]));
}

#[test]
fn certificates_of_a_bundle_have_places_of_their_own() {
    let text = super::made!("bundle.p7b.pem");
    let reading = read(text.as_bytes());
    let bundle = der(text);
    for (number, certificate) in reading.certificates().iter().enumerate() {
        let at = bundle
            .windows(certificate.der.len())
            .position(|window| *window == *certificate.der)
            .expect("it is inside");
        let place = reading.place(number, 0..certificate.der.len()).expect("it has a place");
        let text: String = text[place].split('\n').collect();
        // The first whole group after its start.
        let group = STANDARD.encode(&bundle[at.next_multiple_of(3)..at.next_multiple_of(3) + 60]);
        assert!(text.contains(&group));
    }
}
