//! Certificates from public repositories and from the system, against another reader.

use std::path::{Path, PathBuf};

use x509_parser::prelude::{FromDer as _, X509Certificate};

use crate::fields::facts::hex;
use crate::{Certificate, Content, read, read_text, repaired};

fn shared(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus").join(folder)
}

/// Every file below a folder, in order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder of the collection");
    let mut paths: Vec<PathBuf> =
        entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.sort();
    paths
        .into_iter()
        .flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] })
        .collect()
}

/// That all facts agree with those of x509-parser, where it reads the certificate at all.
fn agrees(certificate: &Certificate) -> bool {
    let Ok((rest, other)) = X509Certificate::from_der(&certificate.der) else {
        return false;
    };
    assert!(rest.is_empty());
    let serial = hex(other.raw_serial());
    if !certificate.serial.starts_with('-') {
        assert_eq!(certificate.serial.trim_start_matches('0'), serial.trim_start_matches('0'));
    }
    assert_eq!(certificate.version, other.version().0 + 1);
    assert_eq!(certificate.not_before.as_second(), other.validity().not_before.timestamp());
    assert_eq!(
        certificate.not_after.as_second().min(253_402_207_200),
        other.validity().not_after.timestamp().min(253_402_207_200)
    );
    assert_eq!(
        certificate.signature_algorithm.oid,
        other.signature_algorithm.algorithm.to_id_string()
    );
    let common_name = other.subject().iter_common_name().last().and_then(|name| name.as_str().ok());
    if common_name.is_some() {
        assert_eq!(certificate.subject.common_name(), common_name);
    }
    assert_eq!(certificate.subject.attributes.len(), other.subject().iter_attributes().count());
    assert_eq!(certificate.public_key_info(), other.public_key().raw);
    assert_eq!(certificate.extensions.len(), other.extensions().len());
    for (ours, theirs) in certificate.extensions.iter().zip(other.extensions()) {
        assert_eq!((&ours.oid, ours.critical), (&theirs.oid.to_id_string(), theirs.critical));
    }
    if let Ok(Some(constraints)) = other.basic_constraints() {
        let ours = certificate.basic_constraints.expect("both see basicConstraints");
        assert_eq!(
            (ours.ca, ours.path_length),
            (constraints.value.ca, constraints.value.path_len_constraint)
        );
    }
    if let Ok(Some(usage)) = other.key_usage() {
        let ours = certificate.key_usage.expect("both see keyUsage");
        assert_eq!(ours.certificate_sign(), usage.value.key_cert_sign());
        assert_eq!(ours.digital_signature(), usage.value.digital_signature());
        assert_eq!(
            ours.names().count(),
            usize::try_from(usage.value.flags.count_ones()).expect("a small number")
        );
    }
    if let Ok(Some(purposes)) = other.extended_key_usage() {
        let ours = certificate.extended_key_usage.as_ref().expect("both see extKeyUsage");
        assert_eq!(
            ours.iter().any(crate::Purpose::is_client_authentication),
            purposes.value.client_auth
        );
    }
    if let Ok(x509_parser::public_key::PublicKey::RSA(key)) = other.public_key().parsed() {
        assert_eq!(certificate.key.bits(), Some(key.key_size()));
    }
    true
}

#[test]
#[ignore = "reads the collections beside the repository: cargo xtask collections"]
fn certificates_of_real_templates() {
    for path in files(&shared("certs")) {
        let bytes = std::fs::read(&path).expect("it can be read");
        let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
        let reading = read(&bytes);
        if name.starts_with("article-sample") {
            assert!(reading.certificate().is_none() && reading.known_sample().is_some(), "{name}");
            continue;
        }
        if name == "index.json" {
            assert_eq!(reading.content, Content::Json);
            continue;
        }
        let certificate = reading.certificate().unwrap_or_else(|| panic!("{name}: {reading:?}"));
        assert!(reading.known_sample().is_some(), "{name}");
        let refused = name.starts_with("avm-vsc") || name.starts_with("quickstart-sydney");
        assert!(agrees(certificate) || refused, "{name}");
        if let Ok(text) = String::from_utf8(bytes) {
            let value = repaired(&read_text(&text)).expect("it is usable").value;
            assert_eq!(value, certificate.value(), "{name}");
        }
    }
}

#[test]
#[ignore = "reads the collections beside the repository: cargo xtask collections"]
fn test_data_of_other_readers() {
    let mut agreed = 0;
    let folders = [shared("zmap+zlint"), shared("rusticata+x509-parser")];
    let all: Vec<PathBuf> = folders.iter().flat_map(|folder| files(folder)).collect();
    for path in &all {
        let bytes = std::fs::read(path).expect("it can be read");
        let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
        let reading = read(&bytes);
        assert!(!reading.what().is_empty());
        if name == "ocspThisUpdateAfterProducedAt.der" {
            assert_eq!(reading.content, Content::OtherDer);
            continue;
        }
        assert!(!reading.certificates().is_empty(), "{name}: {reading:?}");
        agreed += reading.certificates().iter().filter(|certificate| agrees(certificate)).count();
    }
    assert!(all.is_empty() || agreed >= 12, "{agreed} of {}", all.len());
}

#[test]
fn roots_that_the_system_trusts() {
    let all = files(Path::new("/usr/share/ca-certificates/mozilla"));
    for path in &all {
        let reading = read(&std::fs::read(path).expect("it can be read"));
        let certificate =
            reading.certificate().unwrap_or_else(|| panic!("{}: {reading:?}", path.display()));
        assert!(agrees(certificate), "{}", path.display());
        assert_ne!(certificate.self_signature(), crate::SelfSignature::Bad, "{}", path.display());
        assert_eq!(certificate.looks_like(), crate::Role::Root, "{}", path.display());
    }
}
