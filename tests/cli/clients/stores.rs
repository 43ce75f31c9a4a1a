//! `gatelint cert` on PKCS#12 files: passwords, keys, and what is said of each.

use std::path::Path;

use serde_json::{Value, json};

use crate::workplace::Workplace;

const ROOM: &str = "lints/client_key_mismatch";

/// A folder with the files that .NET and Windows write, and files with their password and with a wrong one.
pub(crate) fn samples() -> Workplace {
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
    let place = samples();
    let cert = |name: &str| {
        place.run(&["cert", name, "--password-file", "password.txt", "--today", "2026-11-24"])
    };
    for (name, exit) in
        [("default.pfx", 1), ("aes256-sha256.pfx", 1), ("chain.pfx", 0), ("mixed.pfx", 0)]
    {
        cert(name)
            .is(exit)
            .says("its private key is in the file")
            .says("Where to import each on Windows");
    }
    cert("chain.pfx").says("its issuer Depot Root 1 is in the file");
    for name in ["default.pfx", "wrong-root.pfx"] {
        cert(name)
            .is(1)
            .says("client-cert-chain-incomplete")
            .says("its issuer Depot Root 1 isn't in the file");
    }
    cert("no-key.pfx").is(1).says("client-cert-no-private-key");
    cert("key-of-another.pfx").is(1).says("client-key-mismatch");
    cert("server-eku.pfx").is(1).says("client-cert-eku");
    cert("root-with-key.pfx").is(1).says("root-cert-has-private-key");
    cert("two-clients.pfx").says("certificate 2 of 2");
}

#[test]
fn no_password_the_empty_one_and_a_wrong_one_are_told_apart() {
    let place = samples();
    for name in ["null-password.pfx", "empty-password.pfx", "nothing-encrypted.pfx"] {
        place.run(&["cert", name, "--today", "2026-11-24"]).says("its private key is in the file");
    }
    place.run(&["cert", "default.pfx"]).is(3).says("requires a password");
    place
        .run(&["cert", "default.pfx", "--password-file", "wrong.txt"])
        .is(3)
        .says("the specified password doesn't open")
        .says("--password-file");
    place
        .run(&["cert", "default.pfx", "--password-file", "missing.txt"])
        .is(2)
        .complains("missing.txt");
    let mut command = place.command(&["cert", "chain.pfx", "--today", "2026-11-24"]);
    let ended = command.env("GATELINT_PFX_PASSWORD", "Depot-1").output().expect("it runs");
    assert_eq!(ended.status.code(), Some(0));
}

#[test]
fn a_pfx_that_was_cut_short_is_to_be_exported_again() {
    let place = samples();
    let whole = std::fs::read(place.path("chain.pfx")).expect("a sample");
    place.put("cut.pfx", &whole[..700]);
    place.run(&["cert", "cut.pfx"]).is(1).says("export the PFX again").is_silent_on(".CER");
}

#[test]
fn json_says_of_an_opened_file_which_keys_and_issuers_are_in_it() {
    let place = samples();
    let schema: Value =
        serde_json::from_str(include_str!("../../../docs/cert.schema.json")).expect("a schema");
    let described = |of: &str| schema["$defs"][of]["properties"].clone();
    let cert = |name: &str| {
        let password = ["--password-file", "password.txt", "--format", "json"];
        let ended = place.run(&[&["cert", name][..], &password].concat());
        let document: Value = serde_json::from_str(&ended.out).expect("JSON");
        let file = document["files"][0].clone();
        assert!(described("file").get("private_keys").is_some());
        let facts = |certificate: &Value| {
            (certificate["private_key"].clone(), certificate["issuer_in_file"].clone())
        };
        let certificates = file["certificates"].as_array().expect("a list");
        (file["private_keys"].clone(), certificates.iter().map(facts).collect::<Vec<_>>())
    };
    let leaf = |key: &str, issuer: bool| (json!(key), json!(issuer));
    let root = |key: &str| (json!(key), Value::Null);
    let has = |name: &str, keys: usize, expected: &[(Value, Value)]| {
        let (number, mut found) = cert(name);
        assert_eq!(number, json!(keys), "{name}");
        found.sort_by_key(|(_, issuer)| issuer.is_null());
        assert_eq!(found, expected, "{name}");
    };
    has("default.pfx", 1, &[leaf("in-file", false)]);
    has("chain.pfx", 1, &[leaf("in-file", true), root("not-in-file")]);
    has("wrong-root.pfx", 1, &[leaf("in-file", false), root("not-in-file")]);
    has("key-of-another.pfx", 1, &[leaf("not-in-file", false)]);
    has("root-with-key.pfx", 1, &[root("in-file")]);
    let none = (Value::Null, vec![(Value::Null, Value::Null)]);
    assert_eq!(cert("leaf.cer"), none, "a certificate without a store says nothing of keys");
}
