//! `gatelint cert` on PKCS#12 files: passwords, keys, and what is said of each.

use std::path::Path;

use crate::workplace::Workplace;

const ROOM: &str = "lints/client_key_mismatch";

fn place() -> Workplace {
    let place = Workplace::new();
    let samples =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/certificate-diagnosis/src/tests/pkcs12");
    for entry in std::fs::read_dir(samples).expect(ROOM) {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        place.put(&name, std::fs::read(&path).expect("a sample"));
    }
    place.put("password.txt", "Depot-1\r\n");
    place.put("wrong.txt", "Depot-2\n");
    place
}

#[test]
fn a_password_file_opens_what_it_fits() {
    let place = place();
    let cert = |name: &str| {
        place.run(&["cert", name, "--password-file", "password.txt", "--today", "2026-11-24"])
    };
    for name in ["default.pfx", "aes256-sha256.pfx", "chain.pfx", "mixed.pfx"] {
        cert(name)
            .is(0)
            .says("its private key is in the file")
            .says("Where each belongs on Windows");
    }
    cert("chain.pfx").says("is in the file");
    cert("wrong-root.pfx").says("isn't in the file");
    cert("no-key.pfx").is(1).says("client-cert-no-private-key");
    cert("key-of-another.pfx").is(1).says("client-key-mismatch");
    cert("server-eku.pfx").is(1).says("client-cert-eku");
    cert("root-with-key.pfx").says("a CA's key never belongs on a client");
    cert("two-clients.pfx").says("certificate 2 of 2");
}

#[test]
fn no_password_the_empty_one_and_a_wrong_one_are_told_apart() {
    let place = place();
    for name in ["null-password.pfx", "empty-password.pfx", "nothing-encrypted.pfx"] {
        place
            .run(&["cert", name, "--today", "2026-11-24"])
            .is(0)
            .says("its private key is in the file");
    }
    place.run(&["cert", "default.pfx"]).is(3).says("opens with its password only");
    place
        .run(&["cert", "default.pfx", "--password-file", "wrong.txt"])
        .is(3)
        .says("--password-file");
    place
        .run(&["cert", "default.pfx", "--password-file", "missing.txt"])
        .is(2)
        .complains("missing.txt");
    let mut command = place.command(&["cert", "default.pfx", "--today", "2026-11-24"]);
    let ended = command.env("GATELINT_PFX_PASSWORD", "Depot-1").output().expect("it runs");
    assert_eq!(ended.status.code(), Some(0));
}
