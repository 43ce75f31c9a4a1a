//! Strangers' bytes: no panic, and no place outside the input.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use proptest::prelude::*;

use super::{CLIENT, ROOT, der, made, value, wrapped};
use crate::{Diagnosis, read, read_text, repaired};

fn places_are_inside(reading: &Diagnosis, length: usize) {
    for flaw in &reading.flaws {
        for range in std::iter::once(&flaw.range).chain(&flaw.also) {
            assert!(range.start <= range.end && range.end <= length, "{flaw:?} of {length}");
        }
    }
    for (number, certificate) in reading.certificates().iter().enumerate() {
        let place =
            reading.place(number, 0..certificate.der.len()).expect("each certificate has a place");
        assert!(place.start < place.end && place.end <= length, "{place:?} of {length}");
    }
}

/// Reads bytes in every way and uses what comes of it.
fn use_all(bytes: &[u8]) {
    let reading = read(bytes);
    places_are_inside(&reading, bytes.len());
    let _ = format!(
        "{reading:?} {} {:?} {:?}",
        reading.what(),
        reading.way_out(),
        reading.known_sample()
    );
    for certificate in reading.certificates() {
        let _ = (certificate.self_signature(), certificate.public_ca(), certificate.looks_like());
        for oddity in &certificate.oddities {
            assert!(oddity.range.end <= certificate.der.len());
        }
    }
    if let Some(repair) = repaired(&reading) {
        assert_eq!(read_text(&repair.value).flaws, [], "a repaired value has no flaw");
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        use_text(text);
    }
}

fn use_text(text: &str) {
    let reading = read_text(text);
    places_are_inside(&reading, text.len());
    for flaw in &reading.flaws {
        for range in std::iter::once(&flaw.range).chain(&flaw.also) {
            assert!(text.get(range.clone()).is_some(), "{flaw:?} cuts a character");
        }
    }
    assert_eq!(
        reading.flaws.is_empty(),
        reading.certificate().is_some_and(|certificate| certificate.value() == text)
    );
}

fn seeds() -> Vec<Vec<u8>> {
    let utf16 = ROOT.encode_utf16().flat_map(u16::to_le_bytes).collect();
    vec![
        der(ROOT),
        der(CLIENT),
        ROOT.into(),
        value(CLIENT).into(),
        wrapped(&value(ROOT), 64, "\r\n").into(),
        format!("{ROOT}{CLIENT}").into(),
        STANDARD.encode(ROOT).into(),
        utf16,
        made!("bundle.p7b.pem").into(),
        der(made!("bundle.p7b.pem")),
        der(made!("revocation-list-v1.pem")),
        STANDARD.decode(made!("client.pfx.base64")).expect("base64"),
        ROOT.replace('\n', "\\n").into(),
    ]
}

#[derive(Clone, Debug)]
enum Change {
    Set(u8),
    Insert(Vec<u8>),
    Remove(usize),
    Repeat(usize),
    Cut,
}

fn change() -> impl Strategy<Value = Change> {
    let words = prop::sample::select(vec![
        "-----BEGIN CERTIFICATE-----",
        "-----END PRIVATE KEY-----",
        "\r\n",
        "\\n",
        "=",
        "\u{FEFF}",
        "%2B",
        "\\u002B",
        "é",
        "\u{A0}",
        "`n",
        "0\u{82}",
        "\u{FFFD}",
        "\0",
    ]);
    prop_oneof![
        any::<u8>().prop_map(Change::Set),
        words.prop_map(|word| Change::Insert(word.into())),
        prop::collection::vec(any::<u8>(), 1..4).prop_map(Change::Insert),
        (1..40_usize).prop_map(Change::Remove),
        (1..40_usize).prop_map(Change::Repeat),
        Just(Change::Cut),
    ]
}

fn apply(bytes: &mut Vec<u8>, at: usize, change: &Change) {
    let at = at % (bytes.len() + 1);
    let end = |length: usize| (at + length).min(bytes.len());
    match change {
        Change::Set(octet) => {
            if let Some(place) = bytes.get_mut(at) {
                *place = *octet;
            }
        }
        Change::Insert(more) => drop(bytes.splice(at..at, more.iter().copied())),
        Change::Remove(length) => drop(bytes.drain(at..end(*length))),
        Change::Repeat(length) => {
            let more = bytes[at..end(*length)].to_vec();
            drop(bytes.splice(at..at, more));
        }
        Change::Cut => bytes.truncate(at),
    }
}

proptest! {
    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        use_all(&bytes);
    }

    #[test]
    fn any_der_like_bytes(bytes in prop::collection::vec(prop::sample::select(vec![0x30_u8, 0x80, 0x02, 1, 0, 0xA0, 3, 0x82, 6, 0x31, 4, 0x17]), 0..200)) {
        use_all(&bytes);
    }

    #[test]
    fn any_text(text in "(-----(BEGIN|END) [A-Z ]{0,12}-----|MII|[ -~]|\\PC|\r\n|\\\\n|=|[A-Za-z0-9+/]{1,40}){0,40}") {
        use_text(&text);
        use_all(text.as_bytes());
    }

    #[test]
    fn changed_files(seed in prop::sample::select(seeds()), changes in prop::collection::vec((any::<usize>(), change()), 1..4)) {
        let mut bytes = seed;
        for (at, change) in &changes {
            apply(&mut bytes, *at, change);
        }
        use_all(&bytes);
    }
}

#[test]
fn no_input_takes_time_out_of_proportion() {
    let many = 200_000;
    for text in [
        "BEGIN ".repeat(many),
        "-----BEGIN A-----".repeat(many / 10),
        "-----END A-----\n".repeat(many / 10),
        "\\".repeat(many),
        "=".repeat(many),
        "A\n".repeat(many),
        "MII*".repeat(many),
        "-".repeat(many),
        "48 130 ".repeat(many),
        "0x30".repeat(many),
        "[".repeat(many),
    ] {
        use_text(&text);
    }
    for bytes in
        [[0x30, 0x80].repeat(many), [0x30, 0x00].repeat(many), vec![0x30; many], vec![0; many]]
    {
        use_all(&bytes);
    }
}

#[test]
fn a_file_far_too_large_is_not_looked_at() {
    let reading = read(&vec![b'A'; 5 * 1024 * 1024]);
    assert_eq!(reading.content, crate::Content::TooLarge);
}
