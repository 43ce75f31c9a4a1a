//! Tests of archives as they are and as attackers make them.

use std::io::{Cursor, Write};

use proptest::prelude::proptest;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::{Fault, Limits, members};

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in files {
        writer.start_file(*name, options).expect("a name");
        writer.write_all(bytes).expect("memory");
    }
    writer.finish().expect("memory").into_inner()
}

fn read(bytes: &[u8]) -> Result<Vec<super::Member>, Fault> {
    members(bytes, Limits::USUAL, |path| !path.contains(".exe"))
}

#[test]
fn members_are_read_and_installers_only_named() {
    let bytes = zip(&[("Generic\\VpnSettings.xml", b"<a/>"), ("WindowsAmd64/Setup.exe", b"MZ")]);
    let members = read(&bytes).expect("a zip");
    assert_eq!(members[0].path, "Generic/VpnSettings.xml");
    assert_eq!(members[0].bytes.as_deref(), Some(&b"<a/>"[..]));
    assert_eq!(members[1].bytes, None);
}

#[test]
fn paths_that_lead_out_are_refused() {
    for name in ["../x.xml", "a/../../x.xml", "/etc/passwd", "C:\\x.xml", "..\\x.xml"] {
        assert!(matches!(read(&zip(&[(name, b"")])), Err(Fault::LeadsOut(_))), "{name}");
    }
}

#[test]
fn bombs_are_refused() {
    let large = vec![0_u8; 5 << 20];
    assert!(matches!(read(&zip(&[("a.xml", &large)])), Err(Fault::TooLarge { .. })));
    let half = vec![0_u8; 4 << 20];
    let names: Vec<String> = (0..9).map(|number| format!("{number}.xml")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &half[..])).collect();
    assert!(matches!(read(&zip(&files)), Err(Fault::TooLargeInAll(_))));
    assert!(matches!(read(&zip(&[("inner.ZIP", b"PK")])), Err(Fault::Nested(_))));
    let names: Vec<String> = (0..1001).map(|number| format!("{number}.xml")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert_eq!(read(&zip(&files)), Err(Fault::TooMany { count: 1001, limit: 1000 }));
    assert_eq!(
        read(&zip(&[("a.xml", b""), ("A.xml", b"")])),
        Err(Fault::Twice("A.xml".to_owned()))
    );
}

#[test]
fn what_the_archive_claims_is_not_believed() {
    let mut bytes = zip(&[("a.xml", b"<a/>")]);
    // The uncompressed size in the central directory.
    let at = bytes.windows(4).position(|four| four == b"PK\x01\x02").expect("a directory") + 24;
    bytes[at..at + 4].copy_from_slice(&0xFFFF_FFF0_u32.to_le_bytes());
    // Whatever comes of it, no more is reserved than is there.
    let _ = read(&bytes);
    // Encrypted, by its flag.
    let mut bytes = zip(&[("a.xml", b"<a/>")]);
    let at = bytes.windows(4).position(|four| four == b"PK\x01\x02").expect("a directory") + 8;
    bytes[at] |= 1;
    assert_eq!(read(&bytes), Err(Fault::Encrypted("a.xml".to_owned())));
}

#[test]
fn what_is_cut_off_is_damaged() {
    let bytes = zip(&[("a.xml", &[7; 1000])]);
    assert!(matches!(read(&bytes[..bytes.len() / 2]), Err(Fault::Damaged(_))));
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(flips in proptest::collection::vec((0..400_usize, 0..=255_u8), 0..8)) {
        let mut bytes = zip(&[("Generic/VpnSettings.xml", &[b'x'; 100]), ("b.cer", b"123")]);
        for (at, value) in flips {
            let at = at % bytes.len();
            bytes[at] = value;
        }
        let _ = read(&bytes);
    }
}
