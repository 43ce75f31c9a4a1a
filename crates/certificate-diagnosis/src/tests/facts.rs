//! What certificates say.

use super::{CLIENT, ROOT, der, made};
use crate::{AlternativeName, Certificate, Curve, Digest, PublicKey, Role, Scheme, read};

fn certificate(pem: &str) -> Certificate {
    read(pem.as_bytes()).certificate().expect("it is one certificate").clone()
}

#[test]
fn a_root_of_the_documented_recipe() {
    let root = certificate(ROOT);
    assert_eq!(root.subject.to_string(), "CN=Contoso P2S Root");
    assert!(root.self_issued());
    assert_eq!(root.version, 3);
    assert_eq!(root.key, PublicKey::Rsa { bits: 2048, exponent: Some(65537), pss_only: false });
    assert_eq!(root.signature_algorithm.to_string(), "RSA with SHA-256");
    assert_eq!(root.basic_constraints, None);
    assert!(root.key_usage.is_some_and(|usage| usage.critical
        && usage.certificate_sign()
        && !usage.digital_signature()));
    assert_eq!(root.extended_key_usage, None);
    assert_eq!(root.subject_key_identifier.as_ref().map(String::len), Some(40));
    assert_eq!(root.looks_like(), Role::Root);
    assert_eq!(root.oddities, []);
}

#[test]
fn a_client_with_every_kind_of_name() {
    let client = certificate(CLIENT);
    assert_eq!(client.subject.to_string(), "CN=Contoso P2S Client, O=Contoso\\, Inc., C=DE");
    assert_eq!(client.subject.attribute("O"), Some("Contoso, Inc."));
    assert_eq!(client.issuer, certificate(ROOT).subject);
    assert!(!client.self_issued());
    assert!(client.basic_constraints.is_some_and(|constraints| !constraints.ca));
    let purposes: Vec<String> =
        client.extended_key_usage.iter().flatten().map(ToString::to_string).collect();
    assert_eq!(
        purposes,
        ["Client Authentication (1.3.6.1.5.5.7.3.2)", "Secure Email (1.3.6.1.5.5.7.3.4)"]
    );
    assert_eq!(client.authority_key_identifier, certificate(ROOT).subject_key_identifier);
    assert_eq!(client.looks_like(), Role::Client);
    let (names, directory) = client.alternative_names.split_at(5);
    assert_eq!(
        names,
        [
            AlternativeName::Upn("anna@contoso.com".into()),
            AlternativeName::Email("anna@contoso.com".into()),
            AlternativeName::Dns("pc1.contoso.com".into()),
            AlternativeName::Ip("10.1.2.3".into()),
            AlternativeName::Uri("urn:pc:1".into()),
        ]
    );
    assert!(
        matches!(directory, [AlternativeName::Directory(name)] if name.to_string() == "CN=anna")
    );
}

#[test]
fn keys_and_algorithms_of_every_kind() {
    let cases = [
        (made!("rsa1024-sha1.pem"), "RSA 1024", Scheme::RsaPkcs1, Some(Digest::Sha1)),
        (made!("rsa2048-md5.pem"), "RSA 2048", Scheme::RsaPkcs1, Some(Digest::Md5)),
        (made!("rsa2048-sha512.pem"), "RSA 2048", Scheme::RsaPkcs1, Some(Digest::Sha512)),
        (made!("rsa2048-pss-longest-salt.pem"), "RSA 2048", Scheme::RsaPss, Some(Digest::Sha256)),
        (made!("p256-sha256.pem"), "EC P-256", Scheme::Ecdsa, Some(Digest::Sha256)),
        (made!("p521-sha512.pem"), "EC P-521", Scheme::Ecdsa, Some(Digest::Sha512)),
        (made!("dsa2048-sha256.pem"), "DSA", Scheme::Dsa, Some(Digest::Sha256)),
        (made!("ed25519.pem"), "Ed25519", Scheme::Ed25519, None),
        (made!("ed448.pem"), "Ed448", Scheme::Ed448, None),
    ];
    for (pem, key, scheme, digest) in cases {
        let certificate = certificate(pem);
        assert_eq!(certificate.key.to_string(), key);
        assert_eq!(
            (certificate.signature_algorithm.scheme, certificate.signature_algorithm.digest),
            (scheme, digest),
            "{key}"
        );
    }
    assert_eq!(certificate(made!("p256-sha256.pem")).key, PublicKey::Ec(Curve::P256));
    assert!(Digest::Sha1.is_broken() && !Digest::Sha224.is_broken());
}

#[test]
fn life_and_what_is_left_of_it() {
    let root = certificate(ROOT);
    let hour = jiff::SignedDuration::from_hours(1);
    let before_the_end = root.not_after - hour;
    let after_the_end = root.not_after + hour;
    assert!(root.is_alive_at(before_the_end) && !root.is_alive_at(after_the_end));
    assert_eq!((root.days_left(before_the_end), root.days_left(after_the_end)), (0, -1));
    assert_eq!(root.days_left(root.not_after - hour * 49), 2);
    let half = root.not_before + (root.not_after - root.not_before) / 2;
    assert!((root.share_of_life_used(half) - 0.5).abs() < 0.001);
    assert!(root.share_of_life_used(root.not_before - hour) < f64::EPSILON);
    assert!(root.share_of_life_used(after_the_end) > 0.999);
}

#[test]
fn names_match_as_rfc_5280_compares_them() {
    let mut bytes = der(CLIENT);
    let at = bytes.windows(7).rposition(|word| word == b"Contoso").expect("the name is there");
    bytes[at] = b'c';
    let lower = certificate_of(&bytes);
    assert!(lower.subject.matches(&certificate(CLIENT).subject));
    assert_ne!(lower.subject.to_string(), certificate(CLIENT).subject.to_string());
    bytes[at] = b'd';
    assert!(!certificate_of(&bytes).subject.matches(&certificate(CLIENT).subject));
}

fn certificate_of(bytes: &[u8]) -> Certificate {
    Certificate::from_der(bytes).expect("only a letter changed")
}

#[test]
fn roles() {
    assert_eq!(certificate(made!("ed25519.pem")).looks_like(), Role::Root);
    let params = |ca: rcgen::IsCa, purposes: Vec<rcgen::ExtendedKeyUsagePurpose>| {
        let mut params = rcgen::CertificateParams::new(Vec::new()).expect("no names");
        params.is_ca = ca;
        params.extended_key_usages = purposes;
        params.distinguished_name.push(rcgen::DnType::CommonName, "made");
        params
    };
    let key = rcgen::KeyPair::generate().expect("a key");
    let mut top = params(rcgen::IsCa::Ca(rcgen::BasicConstraints::Constrained(1)), Vec::new());
    top.distinguished_name.push(rcgen::DnType::CommonName, "top");
    let issuer = rcgen::Issuer::new(top, &key);
    let signed = |params: rcgen::CertificateParams| {
        let certificate = params.signed_by(&key, &issuer).expect("it is signed");
        certificate_of(certificate.der())
    };
    let intermediate =
        signed(params(rcgen::IsCa::Ca(rcgen::BasicConstraints::Constrained(0)), Vec::new()));
    assert_eq!(intermediate.looks_like(), Role::Intermediate);
    assert_eq!(
        intermediate.basic_constraints.and_then(|constraints| constraints.path_length),
        Some(0)
    );
    let purpose = rcgen::ExtendedKeyUsagePurpose::ServerAuth;
    assert_eq!(signed(params(rcgen::IsCa::ExplicitNoCa, vec![purpose])).looks_like(), Role::Server);
    assert_eq!(signed(params(rcgen::IsCa::ExplicitNoCa, Vec::new())).looks_like(), Role::Unclear);
}
