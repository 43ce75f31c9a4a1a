//! Samples and public CAs.

use super::{ROOT, der};
use crate::{Certificate, PublicCa, read};

#[test]
fn a_root_of_ones_own_is_unknown() {
    let root = Certificate::from_der(&der(ROOT)).expect("it is a certificate");
    assert_eq!((root.public_ca(), root.known_sample()), (None, None));
}

#[test]
fn the_table_is_sorted_and_whole() {
    let rows: Vec<(&str, &str)> = include_str!("../trust/public_roots.tsv")
        .lines()
        .map(|line| line.split_once('\t').expect("two columns"))
        .collect();
    assert!(rows.is_sorted() && rows.len() > 100);
    for (print, subject) in rows {
        assert_eq!(print.len(), 64);
        assert!(
            print.bytes().all(|digit| digit.is_ascii_digit() || (b'A'..=b'F').contains(&digit))
        );
        assert!(subject.contains('='));
    }
}

#[test]
fn a_root_that_the_system_trusts_is_a_public_ca() {
    let Ok(bytes) = std::fs::read("/usr/share/ca-certificates/mozilla/GlobalSign_Root_CA_-_R3.crt")
    else {
        return;
    };
    let reading = read(&bytes);
    let root = reading.certificate().expect("it is a certificate");
    let subject = "CN=GlobalSign, O=GlobalSign, OU=GlobalSign Root CA - R3";
    assert_eq!(root.public_ca(), Some(PublicCa { subject, altered: false }));
    assert_eq!(root.known_sample(), None);

    // Another bit in the signature makes it a copy.
    let mut altered = root.der.to_vec();
    *altered.last_mut().expect("it has bytes") ^= 1;
    let altered = Certificate::from_der(&altered).expect("a signature may have any bits");
    assert_eq!(altered.public_ca().map(|ca| ca.altered), Some(true));
    assert!(altered.known_sample().is_some());
}
