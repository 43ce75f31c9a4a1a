//! Each kind of file that is met where a certificate is wanted.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

use super::{CLIENT, ROOT, der, layers, made, shown_file, tlv, value, wrapped};
use crate::{BinaryKind, Content, Diagnosis, FlawKind, PrivateKeyKind, read};

const OID_RSA: &[u8] = &[0x06, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 1, 1];
const NULL: &[u8] = &[5, 0];

fn integer(number: u8) -> Vec<u8> {
    vec![2, 1, number]
}

/// Keys of the right shape and no use.
fn pkcs1() -> Vec<u8> {
    let numbers: Vec<Vec<u8>> = [0, 33, 3, 7, 3, 11, 1, 7, 2].into_iter().map(integer).collect();
    tlv(0x30, &numbers.iter().map(Vec::as_slice).collect::<Vec<_>>())
}

fn pkcs8() -> Vec<u8> {
    tlv(0x30, &[&integer(0), &tlv(0x30, &[OID_RSA, NULL]), &tlv(4, &[&pkcs1()])])
}

fn encrypted_pkcs8() -> Vec<u8> {
    let pbes2: &[u8] = &[0x06, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 5, 13];
    tlv(0x30, &[&tlv(0x30, &[pbes2, &tlv(0x30, &[])]), &tlv(4, &[&[0x5A; 48]])])
}

/// Under 128 bytes, so that its length octet looks like a letter.
fn sec1() -> Vec<u8> {
    let curve = tlv(0xA0, &[&[6, 8, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 3, 1, 7]]);
    tlv(0x30, &[&integer(1), &tlv(4, &[&[0x5A; 32]]), &curve, &tlv(0xA1, &[&tlv(3, &[&[0; 66]])])])
}

fn dsa() -> Vec<u8> {
    let numbers: Vec<Vec<u8>> = [0, 23, 11, 4, 9, 7].into_iter().map(integer).collect();
    tlv(0x30, &numbers.iter().map(Vec::as_slice).collect::<Vec<_>>())
}

fn pem(label: &str, der: &[u8]) -> String {
    format!(
        "-----BEGIN {label}-----\n{}\n-----END {label}-----\n",
        wrapped(&STANDARD.encode(der), 64, "\n")
    )
}

fn is_root(reading: &Diagnosis) -> bool {
    reading.certificate().is_some_and(|certificate| *certificate.der == *der(ROOT))
}

fn utf16(text: &str, big_endian: bool, mark: bool) -> Vec<u8> {
    let units = mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16());
    units
        .flat_map(|unit| if big_endian { unit.to_be_bytes() } else { unit.to_le_bytes() })
        .collect()
}

#[test]
fn a_certificate_is_found_in_every_wrapping() {
    let value = value(ROOT);
    let bytes = der(ROOT);
    let hex: Vec<String> = bytes.iter().map(|octet| format!("{octet:02x}")).collect();
    let decimal: Vec<String> = bytes.iter().map(u8::to_string).collect();
    let cases: Vec<(Vec<u8>, &str)> = vec![
        (bytes.clone(), "DER"),
        (ROOT.into(), "PEM CERTIFICATE > base64 in lines > DER"),
        (ROOT.replace('\n', "\r\n").into(), "PEM CERTIFICATE > base64 in lines > DER"),
        (ROOT.replace('\n', "\n    ").into(), "PEM CERTIFICATE > base64 in lines > DER"),
        (ROOT.replace('\n', " ").into(), "PEM CERTIFICATE > base64 > DER"),
        (ROOT.replace('\n', "").into(), "PEM CERTIFICATE > base64 > DER"),
        (ROOT.replace('\n', "\\n").into(), "PEM CERTIFICATE > escapes > base64 in lines > DER"),
        (
            ROOT.replace("CERTIFICATE", "X509 CERTIFICATE").into(),
            "PEM X509 CERTIFICATE > base64 in lines > DER",
        ),
        (
            format!("\u{FEFF}{ROOT}").into(),
            "UTF-8 byte order mark > PEM CERTIFICATE > base64 in lines > DER",
        ),
        (
            format!("Bag Attributes\n  friendlyName: r\n{ROOT}").into(),
            "PEM CERTIFICATE > base64 in lines > DER",
        ),
        (
            ROOT.replace("E-----\nMI", "E-----\nKey: word\n\nMI").into(),
            "PEM CERTIFICATE > base64 in lines > DER",
        ),
        (
            utf16(ROOT, false, true),
            "UTF-16LE with byte order mark > PEM CERTIFICATE > base64 in lines > DER",
        ),
        (value.clone().into(), "base64 > DER"),
        (wrapped(&value, 64, "\n").into(), "base64 in lines > DER"),
        (wrapped(&value, 76, "\r\n").into(), "base64 in lines > DER"),
        (wrapped(&value, 64, " ").into(), "base64 > DER"),
        (wrapped(&value, 64, "\n          ").into(), "base64 in lines > DER"),
        (format!("\u{FEFF}{value}").into(), "UTF-8 byte order mark > base64 > DER"),
        (utf16(&value, false, true), "UTF-16LE with byte order mark > base64 > DER"),
        (utf16(&value, false, false), "UTF-16LE without byte order mark > base64 > DER"),
        (utf16(&value, true, true), "UTF-16BE with byte order mark > base64 > DER"),
        (utf16(&value, true, false), "UTF-16BE without byte order mark > base64 > DER"),
        (
            URL_SAFE_NO_PAD.encode(&bytes).into(),
            "base64 in the URL-safe alphabet without padding > DER",
        ),
        (value.trim_end_matches('=').into(), "base64 without padding > DER"),
        (format!("\"{value}\"").into(), "quotation marks > base64 > DER"),
        (format!("b'{value}'").into(), "quotation marks > base64 > DER"),
        (
            format!("data:application/x-x509-ca-cert;base64,{value}").into(),
            "data URI > base64 > DER",
        ),
        (STANDARD.encode(ROOT).into(), "base64 > PEM CERTIFICATE > base64 in lines > DER"),
        (
            STANDARD.encode(ROOT.replace('\n', "\r\n")).into(),
            "base64 > PEM CERTIFICATE > base64 in lines > DER",
        ),
        (STANDARD.encode(&value).into(), "base64 > base64 > DER"),
        (
            STANDARD.encode(STANDARD.encode(ROOT)).into(),
            "base64 > base64 > PEM CERTIFICATE > base64 in lines > DER",
        ),
        (hex.concat().into(), "hexadecimal digits > DER"),
        (hex.join(" ").to_uppercase().into(), "hexadecimal digits > DER"),
        (hex.join(":").into(), "hexadecimal digits > DER"),
        (format!("0x{}", hex.concat()).into(), "hexadecimal digits > DER"),
        (decimal.join(" ").into(), "decimal numbers > DER"),
        (decimal.join("\r\n").into(), "decimal numbers > DER"),
        (decimal.join(",").into(), "decimal numbers > DER"),
        (value.replace('+', " ").into(), "base64 with spaces for + > DER"),
        (value.replace('+', "\\u002B").replace('/', "\\/").into(), "escapes > base64 > DER"),
        (
            value.replace('+', "%2B").replace('/', "%2f").replace('=', "%3D").into(),
            "escapes > base64 > DER",
        ),
    ];
    assert!(
        value.contains('+') && value.contains('/') && value.ends_with('='),
        "the root shows every character"
    );
    for (bytes, expected) in cases {
        let reading = read(&bytes);
        assert!(is_root(&reading), "{expected}: {reading:?}");
        let expected = if expected.contains("escapes") {
            expected.replace(" in lines", "")
        } else {
            expected.to_owned()
        };
        let found = if expected.contains("escapes") {
            layers(&reading).replace(" in lines", "")
        } else {
            layers(&reading)
        };
        assert_eq!(found, expected);
        assert_eq!(reading.first_flaw(), None, "{expected}");
        assert!(reading.is_usable(), "{expected}");
    }
}

#[test]
fn old_one_byte_text_around_a_block_does_no_harm() {
    let bytes: Vec<u8> = [b"friendlyName: M\xFCller \x80\n", ROOT.as_bytes()].concat();
    let reading = read(&bytes);
    assert!(is_root(&reading));
    assert_eq!(layers(&reading), "one-byte text > PEM CERTIFICATE > base64 in lines > DER");
}

#[test]
fn other_objects_are_told_by_their_shape() {
    let cases = [
        (der(made!("request.pem")), Content::CertificateRequest),
        (der(made!("revocation-list.pem")), Content::RevocationList),
        (der(made!("revocation-list-v1.pem")), Content::RevocationList),
        (der(made!("public-key.pem")), Content::PublicKey),
        (der(made!("rsa-public-key.pem")), Content::PublicKey),
        (STANDARD.decode(made!("client.pfx.base64")).expect("base64"), Content::Pkcs12),
        (tlv(0x30, &[&integer(7)]), Content::OtherDer),
    ];
    for (bytes, expected) in cases {
        for input in
            [bytes.clone(), STANDARD.encode(&bytes).into(), pem("CERTIFICATE", &bytes).into()]
        {
            let reading = read(&input);
            assert_eq!(reading.content, expected, "{reading:?}");
            assert_eq!(
                reading.first_flaw().map(|flaw| flaw.kind),
                Some(FlawKind::WrongObject),
                "{expected:?}"
            );
            assert!(reading.way_out().is_some());
        }
    }
}

#[test]
fn private_keys_are_told_by_shape_and_by_label() {
    let cases = [
        (pkcs1(), PrivateKeyKind::Pkcs1, "RSA PRIVATE KEY"),
        (pkcs8(), PrivateKeyKind::Pkcs8, "PRIVATE KEY"),
        (encrypted_pkcs8(), PrivateKeyKind::EncryptedPkcs8, "ENCRYPTED PRIVATE KEY"),
        (sec1(), PrivateKeyKind::Sec1, "EC PRIVATE KEY"),
        (dsa(), PrivateKeyKind::Dsa, "DSA PRIVATE KEY"),
    ];
    for (bytes, kind, label) in cases {
        for input in [
            bytes.clone(),
            STANDARD.encode(&bytes).into(),
            pem(label, &bytes).into(),
            pem("CERTIFICATE", &bytes).into(),
        ] {
            let reading = read(&input);
            assert_eq!(reading.content, Content::PrivateKey(kind), "{label}");
            assert_eq!(
                reading.first_flaw().map(|flaw| flaw.kind),
                Some(FlawKind::PrivateKey),
                "{label}"
            );
        }
    }
    assert_eq!(sec1()[1], 0x77, "this length octet is the letter w");
    let ssh = pem("OPENSSH PRIVATE KEY", b"openssh-key-v1\0");
    assert_eq!(read(ssh.as_bytes()).content, Content::PrivateKey(PrivateKeyKind::OpenSsh));
    let putty = b"PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\n";
    assert_eq!(read(putty).content, Content::PrivateKey(PrivateKeyKind::Putty));
}

#[test]
fn a_private_key_beside_a_certificate_comes_first() {
    let text = format!("{ROOT}{}", pem("PRIVATE KEY", &pkcs8()));
    let reading = read(text.as_bytes());
    assert_eq!(reading.what(), "a certificate and a private key (PKCS#8)");
    let flaw = reading.first_flaw().expect("a key is a flaw");
    assert_eq!(flaw.kind, FlawKind::PrivateKey);
    assert!(text[flaw.range.clone()].starts_with("-----BEGIN PRIVATE KEY-----"));
    assert!(reading.content.has_private_key());
    assert_eq!(reading.certificates().len(), 1);
}

#[test]
fn nothing_of_a_private_key_is_ever_shown() {
    // The middle of the key's octets, in base64 and in hex.
    let secrets = ["WlpaWlpaWlpa", "5A5A5A", "5a, 5a", "90, 90, 90", "ZZZZ"];
    for bytes in [encrypted_pkcs8(), sec1()] {
        let encoded = STANDARD.encode(&bytes);
        for input in [
            bytes.clone(),
            encoded.clone().into(),
            pem("PRIVATE KEY", &bytes).into(),
            format!("{ROOT}{}", pem("EC PRIVATE KEY", &bytes)).into(),
            encoded[..encoded.len() - 9].to_owned().into(),
            format!("{}*{}", &encoded[..40], &encoded[40..]).into(),
        ] {
            let shown = format!("{:?}", read(&input));
            assert!(secrets.iter().all(|secret| !shown.contains(secret)), "{shown}");
        }
    }
}

#[test]
fn a_bundle_gives_its_certificates() {
    let text = made!("bundle.p7b.pem");
    for input in [text.to_owned(), text.replace("PKCS7", "CERTIFICATE"), STANDARD.encode(der(text))]
    {
        let reading = read(input.as_bytes());
        assert_eq!(reading.what(), "a PKCS#7 bundle with 2 certificates");
        let names: Vec<String> =
            reading.certificates().iter().map(|certificate| certificate.subject.short()).collect();
        assert_eq!(names, ["Contoso P2S Root", "Contoso P2S Client"]);
        assert_eq!(reading.first_flaw().map(|flaw| flaw.kind), Some(FlawKind::WrongObject));
    }
}

#[test]
fn a_bundle_in_ber_gives_its_certificates_too() {
    let open =
        |tag: u8, parts: &[&[u8]]| [&[tag, 0x80], parts.concat().as_slice(), &[0, 0]].concat();
    let oid: &[u8] = &[0x06, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, 2];
    let data: &[u8] = &[0x06, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, 1];
    let certificates = open(0xA0, &[&der(ROOT), &der(CLIENT)]);
    let signed = open(
        0x30,
        &[&integer(1), &tlv(0x31, &[]), &open(0x30, &[data]), &certificates, &tlv(0x31, &[])],
    );
    let reading = read(&open(0x30, &[oid, &open(0xA0, &[&signed])]));
    assert_eq!(reading.certificates().len(), 2, "{reading:?}");
}

#[test]
fn several_certificates_are_counted() {
    let reading = read(format!("{ROOT}{CLIENT}").as_bytes());
    assert_eq!(reading.what(), "2 certificates");
    assert_eq!(reading.first_flaw().map(|flaw| flaw.kind), Some(FlawKind::SeveralCertificates));

    let glued = [der(ROOT), der(CLIENT)].concat();
    let reading = read(&glued);
    assert_eq!(reading.what(), "2 certificates");
    let flaw = reading.first_flaw().expect("the second is one too many");
    assert_eq!(flaw.range, der(ROOT).len()..glued.len());
}

#[test]
fn what_is_no_certificate_at_all_is_named() {
    let cases: [(&[u8], &str); 29] = [
        (b"", "empty <- "),
        (b" \r\n\t", "nothing but white space <- "),
        ("\u{FEFF}\u{A0}\n".as_bytes(), "nothing but white space <- UTF-8 byte order mark"),
        (b"<root certificate>", "a placeholder, <root certificate> <- "),
        (b"TODO", "a placeholder, TODO <- "),
        (b"CHANGEME", "a placeholder, CHANGEME <- "),
        (b"GEN-SELFSIGNED-CERT-CERDATA", "a placeholder, GEN-SELFSIGNED-CERT-CERDATA <- "),
        (b"@{certData}", "a placeholder, @{certData} <- "),
        (b"${var.root_cert}", "a placeholder, ${var.root_cert} <- "),
        (b"$rootCertData", "a placeholder, $rootCertData <- "),
        (b"your-base64-root", "a placeholder, your-base64-root <- "),
        (b"[parameters('cert')]", "a placeholder, [parameters('cert')] <- "),
        (b"System.Byte[]", "a placeholder, System.Byte[] <- "),
        (b"xxxxxxxx", "a placeholder, xxxxxxxx <- "),
        (b"null", "a placeholder, null <- "),
        (b"https://kv.vault.azure.net/secrets/root/1a2b?x=1", "a reference to a key vault <- "),
        (
            b"@Microsoft.KeyVault(SecretUri=https://kv.vault.azure.net/secrets/root)",
            "a reference to a key vault <- ",
        ),
        (b"https://example.com/root.cer", "a link <- "),
        (b"C:\\certs\\root.cer", "the name of a file <- "),
        (b"./root.pem", "the name of a file <- "),
        (b"<!DOCTYPE html><html></html>", "a web page <- "),
        (b"<?xml version=\"1.0\"?><VpnProfile/>", "an XML document <- "),
        (b"{\"properties\": {}}", "a JSON document <- "),
        (b"PK\x03\x04\x14\x00\x00\x00", "a zip archive <- "),
        (b"\xFE\xED\xFE\xED\x00\x00\x00\x02", "a Java key store <- "),
        (b"\x7FELF\x02\x01", "binary data that is not a certificate <- "),
        (b"Please put the root certificate here", "text that is not a certificate <- "),
        (b"MyRootCert", "text that is not a certificate <- "),
        (b"ssh-rsa AAAAB3NzaC1yc2E= me", "a public key without a certificate <- "),
    ];
    for (bytes, expected) in cases {
        let found = shown_file(bytes);
        assert!(found.starts_with(expected), "{found}, not {expected}");
        let reading = read(bytes);
        assert!(reading.first_flaw().is_some(), "{expected}");
        assert!(reading.way_out().is_some(), "{expected}");
    }
}

#[test]
fn a_query_behind_a_vault_address_is_not_repeated() {
    let reading = read(b"https://kv.vault.azure.net/secrets/root?sig=hidden");
    assert!(!format!("{reading:?}").contains("hidden"));
}

#[test]
fn bytes_saved_as_text_are_known_to_be_lost() {
    let bytes = der(ROOT);
    let lossy = String::from_utf8_lossy(&bytes).into_owned();
    let latin: String = bytes.iter().map(|octet| char::from(*octet)).collect();
    for text in [lossy.clone().into_bytes(), utf16(&lossy, false, true), latin.into_bytes()] {
        let reading = read(&text);
        assert_eq!(reading.content, Content::Binary(BinaryKind::SavedAsText), "{reading:?}");
        assert_eq!(reading.first_flaw().map(|flaw| flaw.kind), Some(FlawKind::NotDer));
    }
}

#[test]
fn a_thumbprint_is_no_certificate() {
    let reading = read(b"27 AC 93 69 FA F2 52 07 BB 26 27 CE FA CC BE 4E F9 C3 19 B8");
    assert_eq!(
        reading.first_flaw().map(|flaw| flaw.message.as_str()),
        Some("this is a thumbprint; the gateway expects the whole certificate")
    );
}
