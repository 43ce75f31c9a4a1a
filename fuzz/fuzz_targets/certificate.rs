//! Any bytes as a certificate file and as a value of `publicCertData`.
#![no_main]

use certificate_diagnosis::{read, read_text, repaired};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let reading = read(bytes);
    for flaw in &reading.flaws {
        assert!(bytes.get(flaw.range.clone()).is_some(), "a flaw stands in the input");
    }
    for (number, certificate) in reading.certificates().iter().enumerate() {
        let _ = (certificate.self_signature(), certificate.public_ca());
        let place = reading.place(number, 0..certificate.der.len());
        assert!(place.is_some_and(|place| bytes.get(place).is_some()), "a certificate stands in the input");
    }
    if let Some(repair) = repaired(&reading) {
        assert_eq!(read_text(&repair.value).flaws, [], "a repaired value has no flaw");
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        for flaw in read_text(text).flaws {
            assert!(text.get(flaw.range).is_some(), "a flaw cuts no character");
        }
    }
});
