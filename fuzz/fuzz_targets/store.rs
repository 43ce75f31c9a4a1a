//! Any bytes as a PKCS#12 file: it is opened, or refused, within bounds.
#![no_main]

use certificate_diagnosis::{Password, open_pkcs12};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let passwords = [Password::None, Password::Text(""), Password::Text("Depot-1")];
    let Ok(store) = open_pkcs12(bytes, &passwords) else { return };
    for certificate in &store.certificates {
        assert!(!certificate.der.is_empty(), "a certificate has its bytes");
        let _ = store.keys.iter().filter(|key| key.fits(certificate) == Some(true)).count();
    }
});
