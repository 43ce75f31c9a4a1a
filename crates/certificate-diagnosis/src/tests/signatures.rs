//! What is claimed about signatures, and what is not.

use super::{CLIENT, ROOT, der, made};
use crate::{Certificate, NotChecked, SelfSignature, Signature, read};

fn certificate(pem: &str) -> Certificate {
    Certificate::from_der(&der(pem)).expect("it is a certificate")
}

/// The certificate with the last bit of its signature flipped.
fn flipped(pem: &str) -> Certificate {
    let mut bytes = der(pem);
    *bytes.last_mut().expect("it has bytes") ^= 1;
    Certificate::from_der(&bytes).expect("a signature may have any bits")
}

#[test]
fn good_and_flipped_signatures_of_supported_kinds() {
    for pem in [
        ROOT,
        made!("rsa2048-sha1.pem"),
        made!("rsa1024-sha1.pem"),
        made!("rsa2048-sha512.pem"),
        made!("p256-sha256.pem"),
        made!("ed25519.pem"),
    ] {
        assert_eq!(certificate(pem).self_signature(), SelfSignature::Verified);
        assert_eq!(flipped(pem).self_signature(), SelfSignature::Bad);
    }
}

#[test]
fn no_claim_is_made_where_the_library_can_not_tell() {
    for pem in [
        made!("rsa1024-sha256.pem"),
        made!("rsa2048-md5.pem"),
        made!("rsa2048-pss-longest-salt.pem"),
        made!("p256-sha512.pem"),
        made!("p521-sha512.pem"),
        made!("dsa2048-sha256.pem"),
        made!("ed448.pem"),
    ] {
        for certificate in [certificate(pem), flipped(pem)] {
            assert!(
                matches!(certificate.self_signature(), SelfSignature::NotChecked(_)),
                "{certificate:?}"
            );
        }
    }
}

#[test]
fn a_fitting_signature_counts_even_where_a_failed_check_would_not() {
    let pem = made!("rsa2048-pss-digest-salt.pem");
    assert_eq!(certificate(pem).self_signature(), SelfSignature::Verified);
    assert!(matches!(flipped(pem).self_signature(), SelfSignature::NotChecked(_)));
}

#[test]
fn a_client_is_verified_with_its_root() {
    let (root, client) = (certificate(ROOT), certificate(CLIENT));
    assert_eq!(client.self_signature(), SelfSignature::NotSelfIssued);
    assert_eq!(client.verify_issued_by(&root), Signature::Verified);
    assert_eq!(flipped(CLIENT).verify_issued_by(&root), Signature::Bad);
    assert_eq!(root.verify_issued_by(&client), Signature::NotChecked(NotChecked::OtherIssuer));
    let other = certificate(made!("rsa2048-sha512.pem"));
    assert_eq!(client.verify_with_key_of(&other), Signature::Bad);
}

#[test]
fn a_key_of_another_kind_never_fits() {
    let client = certificate(CLIENT);
    assert_eq!(client.verify_with_key_of(&certificate(made!("p256-sha256.pem"))), Signature::Bad);
    assert!(matches!(
        client.verify_with_key_of(&certificate(made!("ed448.pem"))),
        Signature::NotChecked(_)
    ));
}

#[test]
fn every_flipped_bit_of_a_root_is_noticed() {
    let bytes = der(ROOT);
    // Each eighth byte is enough; all of them take a minute.
    for at in (0..bytes.len()).step_by(8) {
        let mut flipped = bytes.clone();
        flipped[at] ^= 0x10;
        let reading = read(&flipped);
        let noticed = match reading.certificate() {
            None => reading.first_flaw().is_some(),
            Some(certificate) => {
                certificate.self_signature() != SelfSignature::Verified
                    || reading.first_flaw().is_some()
            }
        };
        assert!(noticed, "byte {at}: {reading:?}");
    }
}
