//! What reading certificates costs beside `x509-parser` alone: `cargo bench --bench certificates`.
//!
//! One key signs all 1,000 certificates, each with its own name, serial number and life.

use base64::Engine as _;
use certificate_diagnosis::{read, read_text};
use divan::{Bencher, black_box};
use rcgen::{CertificateParams, DnType, ExtendedKeyUsagePurpose, KeyPair, KeyUsagePurpose};

const CERTIFICATES: usize = 1_000;

fn main() {
    divan::main();
}

fn certificates() -> Vec<Vec<u8>> {
    let key = KeyPair::generate().expect("a key");
    (0..CERTIFICATES)
        .map(|number| {
            let names = vec![format!("pc{number}.contoso.com")];
            let mut params = CertificateParams::new(names).expect("parameters");
            params.distinguished_name.push(DnType::CommonName, format!("laptop-{number}"));
            params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
            params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
            params.self_signed(&key).expect("a certificate").der().to_vec()
        })
        .collect()
}

/// The bytes of DER files, read with every fact and every check of their form.
#[divan::bench]
fn read_files(bencher: Bencher<'_, '_>) {
    let all = certificates();
    bencher.bench_local(|| all.iter().filter(|der| black_box(read(der)).is_usable()).count());
}

/// The same as values of `publicCertData`.
#[divan::bench]
fn read_values(bencher: Bencher<'_, '_>) {
    let encode = |der| base64::engine::general_purpose::STANDARD.encode(der);
    let all: Vec<String> = certificates().iter().map(encode).collect();
    bencher
        .bench_local(|| all.iter().filter(|text| black_box(read_text(text)).is_usable()).count());
}

/// `x509-parser` alone: no facts are kept, no other form is recognised, no place is known.
#[divan::bench]
fn x509_parser_alone(bencher: Bencher<'_, '_>) {
    let all = certificates();
    bencher.bench_local(|| {
        all.iter().filter(|der| black_box(x509_parser::parse_x509_certificate(der)).is_ok()).count()
    });
}

/// `x509-parser` after decoding base64.
#[divan::bench]
fn x509_parser_after_base64(bencher: Bencher<'_, '_>) {
    let engine = base64::engine::general_purpose::STANDARD;
    let all: Vec<String> = certificates().iter().map(|der| engine.encode(der)).collect();
    bencher.bench_local(|| {
        all.iter()
            .filter(|text| {
                let der = engine.decode(text).expect("base64");
                black_box(x509_parser::parse_x509_certificate(&der)).is_ok()
            })
            .count()
    });
}
