//! PKCS#12 files as .NET and Windows write them.

use proptest::prelude::proptest;

use crate::{Certificate, Password, Pkcs12, Pkcs12Fault, StoredKey, open_pkcs12, read};

macro_rules! sample {
    ($name:literal) => {
        include_bytes!(concat!("pkcs12/", $name)).as_slice()
    };
}

const PASSWORD: &str = "Depot-1";

fn open(bytes: &[u8]) -> Pkcs12 {
    open_pkcs12(bytes, &[Password::None, Password::Text(""), Password::Text(PASSWORD)])
        .expect("it opens")
}

fn file(bytes: &[u8]) -> Certificate {
    read(bytes).certificate().cloned().expect("a certificate")
}

#[test]
fn every_kind_opens_and_its_key_is_the_leafs() {
    let leaf = file(sample!("leaf.cer"));
    for bytes in [
        sample!("default.pfx"),
        sample!("3des-sha1.pfx"),
        sample!("aes256-sha256.pfx"),
        sample!("null-password.pfx"),
        sample!("empty-password.pfx"),
        sample!("chain.pfx"),
        sample!("mixed.pfx"),
        sample!("nothing-encrypted.pfx"),
    ] {
        let opened = open(bytes);
        assert!(opened.certificates.iter().any(|one| one.der == leaf.der));
        assert_eq!(opened.keys.len(), 1);
        assert_eq!(opened.keys[0].fits(&leaf), Some(true));
    }
    let ec = file(sample!("ec.cer"));
    assert_eq!(open(sample!("ec.pfx")).keys[0].fits(&ec), Some(true));
    assert_eq!(open(sample!("ec.pfx")).keys[0].fits(&leaf), Some(false));
}

#[test]
fn a_key_in_pem_is_told_from_another_one() {
    use rcgen::{CertificateParams, KeyPair};
    let (own, other) = (KeyPair::generate().expect("a key"), KeyPair::generate().expect("a key"));
    let certificate = CertificateParams::default().self_signed(&own).expect("a certificate");
    let certificate = file(certificate.der());
    let fits = |text: &str| StoredKey::of_pem(text).and_then(|key| key.fits(&certificate));
    assert_eq!(fits(&own.serialize_pem()), Some(true));
    assert_eq!(fits(&own.serialize_pem().replace('\n', "\r\n")), Some(true));
    assert_eq!(fits(&other.serialize_pem()), Some(false));
    for none in [
        "",
        "-----BEGIN PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----",
    ] {
        assert_eq!(fits(none), None, "{none}");
    }
    let encrypted = own.serialize_pem().replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY");
    assert!(StoredKey::of_pem(&encrypted).is_none());
}

#[test]
fn no_password_and_the_empty_one_open_what_they_closed() {
    open_pkcs12(sample!("null-password.pfx"), &[Password::None]).expect("none opens it");
    open_pkcs12(sample!("empty-password.pfx"), &[Password::Text("")])
        .expect("the empty one opens it");
    let umlaut = "D\u{f6}p\u{f6}t-\u{20ac}1";
    open_pkcs12(sample!("umlaut-password.pfx"), &[Password::Text(umlaut)]).expect("it opens");
}

#[test]
fn a_wrong_password_is_told_from_damage() {
    let wrong = open_pkcs12(sample!("default.pfx"), &[Password::None, Password::Text("no")]);
    assert_eq!(wrong, Err(Pkcs12Fault::WrongPassword));
    let cut = &sample!("default.pfx")[..200];
    assert!(matches!(open_pkcs12(cut, &[Password::Text(PASSWORD)]), Err(Pkcs12Fault::Damaged(_))));
}

#[test]
fn what_is_missing_or_foreign_is_seen() {
    assert!(open(sample!("no-key.pfx")).keys.is_empty());
    let other = open(sample!("key-of-another.pfx"));
    let leaf = file(sample!("leaf.cer"));
    assert!(other.keys.iter().all(|key| key.fits(&leaf) == Some(false)));
    let two = open(sample!("two-clients.pfx"));
    assert_eq!((two.certificates.len(), two.keys.len()), (2, 2));
    for certificate in &two.certificates {
        assert!(two.keys.iter().any(|key| key.fits(certificate) == Some(true)));
    }
    assert!(open(sample!("default.pfx")).encrypted);
    assert!(!open(sample!("nothing-encrypted.pfx")).encrypted);
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(flips in proptest::collection::vec((0..3000_usize, 0..=255_u8), 0..6)) {
        let mut bytes = sample!("nothing-encrypted.pfx").to_vec();
        for (at, value) in flips {
            let at = at % bytes.len();
            bytes[at] = value;
        }
        let _ = open_pkcs12(&bytes, &[Password::None]);
    }
}
