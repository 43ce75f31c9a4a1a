//! `gatelint cert` from arguments to output, and what no output may show: private keys.

use std::path::{Path, PathBuf};

use base64::Engine as _;
use certificate_diagnosis::Role;
use clap::Parser as _;
use gatelint::cli::{self, Arguments, Exit, Streams};
use gatelint::console::Look;
use gatelint::finding::Severity;
use gatelint::report::cert::{self, Acceptance, Examined};
use gatelint::run::Request;
use gatelint::source::Given;
use rcgen::{CertificateParams, DnType, ExtendedKeyUsagePurpose, Issuer, KeyPair, KeyUsagePurpose};

const TODAY: &str = "2026-11-24";

fn shared(path: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(path);
    assert!(path.exists(), "{} is not there", path.display());
    path
}

/// Runs the command and gives the exit, standard output and standard error.
fn run(arguments: &[&str]) -> (Exit, String, String) {
    let all = ["gatelint"].iter().chain(arguments);
    let arguments = Arguments::try_parse_from(all).expect("arguments");
    let (streams, written) = Streams::captured(gatelint::cli::OutputContext::default());
    let exit = cli::run(&arguments, &streams).expect("written");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (exit, text(written.out()), text(written.err()))
}

fn cert(arguments: &[&str]) -> (Exit, String, String) {
    run(&[&["cert", "--today", TODAY], arguments].concat())
}

fn examine(path: &Path, role: Option<Role>) -> Examined {
    let mut request = Request::new(Vec::new(), TODAY.parse().expect("a date"));
    request.certificates = vec![Given::Path(path.to_owned())];
    request.role = role;
    cert::examine(&request, Severity::Warning)
}

/// A root, a client of it, and their keys, in a folder of their own.
struct Pki {
    folder: tempfile::TempDir,
    root: rcgen::Certificate,
    client: rcgen::Certificate,
    client_key: KeyPair,
}

impl Pki {
    fn new() -> Self {
        let root_key = KeyPair::generate().expect("a key");
        let mut params = named("Contoso Root");
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        let root = params.self_signed(&root_key).expect("a root");
        let issuer = Issuer::new(params, root_key);
        let client_key = KeyPair::generate().expect("a key");
        let mut params = named("laptop-7");
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        let client = params.signed_by(&client_key, &issuer).expect("a client");
        Self { folder: tempfile::tempdir().expect("a folder"), root, client, client_key }
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).expect("written");
        path.display().to_string()
    }

    fn value(&self) -> String {
        base64::engine::general_purpose::STANDARD.encode(self.root.der())
    }

    fn gateway(&self, thumbprint: &str) -> String {
        let text = format!(
            r#"{{"type": "Microsoft.Network/virtualNetworkGateways", "name": "vpngw-hub", "properties": {{
                "vpnClientConfiguration": {{
                    "vpnClientAddressPool": {{ "addressPrefixes": ["172.16.201.0/24"] }},
                    "vpnClientRootCertificates": [{{ "name": "Root", "properties": {{ "publicCertData": "{}" }} }}],
                    "vpnClientRevokedCertificates": [{{ "name": "gone", "properties": {{ "thumbprint": "{thumbprint}" }} }}]
                }} }} }}"#,
            self.value()
        );
        self.write("gateway.json", text)
    }
}

fn named(name: &str) -> CertificateParams {
    let mut params = CertificateParams::new(Vec::new()).expect("parameters");
    params.distinguished_name.push(DnType::CommonName, name);
    params.not_before = rcgen::date_time_ymd(2026, 1, 1);
    params.not_after = rcgen::date_time_ymd(2036, 1, 1);
    params
}

#[test]
fn the_value_and_nothing_else_is_printed() {
    let pki = Pki::new();
    let expected = format!("{}\n", pki.value());
    for (name, bytes) in [
        ("root.cer", pki.root.der().to_vec()),
        ("root.pem", pki.root.pem().into_bytes()),
        ("dos.cer", pki.root.pem().replace('\n', "\r\n").into_bytes()),
        ("bare.txt", pki.value().into_bytes()),
        ("utf16.cer", pki.root.pem().encode_utf16().flat_map(u16::to_le_bytes).collect()),
    ] {
        let path = pki.write(name, bytes);
        let (exit, out, err) = cert(&[&path, "--print", "value"]);
        assert_eq!(
            (exit, out.as_str(), err.as_str()),
            (Exit::Clean, expected.as_str(), ""),
            "{name}"
        );
    }
}

#[test]
fn what_is_not_usable_gives_no_value() {
    let pki = Pki::new();
    let pem = pki.root.pem();
    for (name, text) in [
        ("cut.pem", pem[..pem.len() / 2].to_owned()),
        ("client.pem", pki.client.pem()),
        ("empty.cer", String::new()),
        ("key.pem", pki.client_key.serialize_pem()),
    ] {
        let path = pki.write(name, text);
        let (exit, out, err) = cert(&[&path, "--print", "value"]);
        assert_eq!((exit, out.as_str()), (Exit::Findings, ""), "{name}");
        assert!(err.starts_with("error: ") && err.contains(name), "{err}");
    }
    let (exit, out, err) = cert(&["/no/such/file.cer", "--print", "value"]);
    assert_eq!((exit, out.as_str()), (Exit::Unreadable, ""));
    assert!(err.contains("no such file"), "{err}");
}

#[test]
fn snippets_carry_the_value_under_a_valid_name() {
    let pki = Pki::new();
    let path = pki.write("Contoso Root (2).cer", pki.root.der());
    for language in ["az", "powershell", "arm", "bicep", "terraform"] {
        let (exit, out, _) = cert(&[&path, "--print", language]);
        assert_eq!(exit, Exit::Clean);
        assert!(out.contains(&pki.value()) && out.contains("Contoso-Root-2"), "{out}");
        assert!(!out.contains('('), "{out}");
    }
    let (_, arm, _) = cert(&[&path, "--print", "arm"]);
    let entry: serde_json::Value = serde_json::from_str(&arm).expect("JSON");
    assert_eq!(entry["properties"]["publicCertData"], pki.value().as_str());
    // az reads a file and encodes it once more: what it is given has to be the binary form.
    let (_, az, _) = cert(&[&path, "--print", "az"]);
    assert!(az.contains("base64 -d > 'Contoso-Root-2.der'"), "{az}");
    assert!(az.contains("--public-cert-data 'Contoso-Root-2.der'"), "{az}");
}

#[test]
fn a_gateway_says_whether_it_lets_a_client_in() {
    let pki = Pki::new();
    let gateway = pki.gateway(&"AB".repeat(20));
    let client = pki.write("client.cer", pki.client.der());
    let (exit, out, _) = cert(&[&client, "--against", &gateway]);
    assert_eq!(exit, Exit::Clean, "{out}");
    assert!(
        out.contains("gateway vpngw-hub accepts it: every signature up to 'Root' is verified"),
        "{out}"
    );

    let print = examine(Path::new(&client), None).files[0].file.reading.certificates()[0].sha1();
    let gateway = pki.gateway(&print);
    let (exit, out, _) = cert(&[&client, "--against", &gateway]);
    assert_eq!(exit, Exit::Findings);
    assert!(
        out.contains("gateway vpngw-hub refuses it") && out.contains("it is revoked, as 'gone'"),
        "{out}"
    );

    let stranger = Pki::new();
    let client = stranger.write("client.cer", stranger.client.der());
    let (exit, out, _) = cert(&[&client, "--against", &gateway]);
    assert_eq!(exit, Exit::Findings);
    assert!(
        out.contains("'Root' has its issuer's name, but a signature was made with another key"),
        "{out}"
    );
}

#[test]
fn a_gateway_says_whether_it_lists_a_root() {
    let pki = Pki::new();
    let gateway = pki.gateway(&"AB".repeat(20));
    let root = pki.write("root.cer", pki.root.der());
    let (exit, out, _) = cert(&[&root, "--against", &gateway]);
    assert_eq!(exit, Exit::Clean);
    assert!(out.contains("gateway vpngw-hub lists it as 'Root'"), "{out}");
    let stranger = Pki::new();
    let root = stranger.write("root.cer", stranger.root.der());
    let (exit, out, _) = cert(&[&root, "--against", &gateway]);
    assert_eq!(exit, Exit::Findings);
    assert!(out.contains("gateway vpngw-hub doesn't list it"), "{out}");
    let empty =
        pki.write("empty.json", r#"{"type": "Microsoft.Network/virtualNetworks", "name": "v"}"#);
    let (exit, _, err) = cert(&[&root, "--against", &empty]);
    assert_eq!(exit, Exit::Unreadable);
    assert!(err.contains("there is no gateway"), "{err}");
}

#[test]
fn no_output_shows_a_private_key() {
    let pki = Pki::new();
    let pem = pki.client_key.serialize_pem();
    let base64 = base64::engine::general_purpose::STANDARD.encode(pki.client_key.serialize_der());
    let body: String = pem.lines().filter(|line| !line.starts_with("-----")).collect();
    let openssh = include_str!("../../lints/private_key_file/fail/openssh/id.pem");
    let ssh_body: String = openssh.lines().filter(|line| !line.starts_with("-----")).collect();
    let both = format!("{}{pem}", pki.client.pem());
    let utf16: Vec<u8> =
        format!("\u{feff}{both}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("both.pem", both.clone().into_bytes(), &body),
        ("key-first.pem", format!("{pem}{}", pki.root.pem()).into_bytes(), &body),
        ("pkcs8.key", base64.clone().into_bytes(), &base64),
        ("wrapped.cer", pem.replace('\n', "\r\n").into_bytes(), &body),
        ("one-line.pem", pem.replace('\n', " ").into_bytes(), &body),
        ("no-end.pem", pem.replace("-----END PRIVATE KEY-----\n", "").into_bytes(), &body),
        ("damaged.pem", pem.replacen("MIG", "MI*G", 1).into_bytes(), &body),
        ("mislabelled.cer", pem.replace("PRIVATE KEY", "CERTIFICATE").into_bytes(), &body),
        ("twice.txt", base64::engine::general_purpose::STANDARD.encode(&pem).into_bytes(), &body),
        ("openssh.pem", openssh.as_bytes().to_vec(), &ssh_body),
        ("utf16.pem", utf16, &body),
        ("binary.key", pki.client_key.serialize_der(), &body),
    ];
    for (name, bytes, secret) in cases {
        let path = pki.write(name, &bytes);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        for role in ["root", "client"] {
            for format in ["text", "json"] {
                let (_, out, err) = cert(&[&path, "--role", role, "--format", format]);
                hides(
                    &format!("{name} as {role}, {format}"),
                    &format!("{out}{err}"),
                    secret,
                    &text,
                );
            }
            let (_, out, err) = cert(&[&path, "--role", role, "--print", "arm"]);
            hides(name, &format!("{out}{err}"), secret, &text);
        }
        for format in ["text", "json", "concise"] {
            let (_, out, err) = run(&["check", &path, "--today", TODAY, "--format", format]);
            hides(&format!("check {name}, {format}"), &format!("{out}{err}"), secret, &text);
        }
    }
    let folder = pki.folder.path().display().to_string();
    let (exit, out, _) = run(&["check", &folder, "--today", TODAY]);
    assert_eq!(exit, Exit::Findings);
    assert!(out.contains("private-key-file"), "{out}");
    for secret in [&body, &base64, &ssh_body] {
        hides("check of the folder", &out, secret, "");
    }
}

/// No twelve characters of the secret in a row, and no line of the file that holds them in another form.
fn hides(case: &str, output: &str, secret: &str, file: &str) {
    let shown = |part: &[u8]| output.contains(std::str::from_utf8(part).expect("ASCII"));
    // The first characters of a key say what it is and are the same for all of one kind.
    let secret = &secret.as_bytes()[36..];
    let leak = secret.windows(12).find(|part| shown(part));
    assert!(leak.is_none(), "{case} shows {:?}:\n{output}", leak.map(String::from_utf8_lossy));
    let own = file.lines().filter(|line| line.len() > 60 && !line.contains(' '));
    for line in own.filter(|line| line.is_ascii() && !is_public(line, file)) {
        let leak = line.as_bytes()[48..].windows(12).find(|part| shown(part));
        assert!(leak.is_none(), "{case} shows a part of the line {line}:\n{output}");
    }
}

/// Whether a line stands in the certificate of a file.
fn is_public(line: &str, file: &str) -> bool {
    file.split("-----BEGIN CERTIFICATE-----").skip(1).any(|block| {
        let body = block.split("-----END").next().unwrap_or_default();
        body.contains(line) && body.trim_start().starts_with("MIIB")
    })
}

#[test]
fn a_pfx_of_a_client_is_not_opened() {
    let path = format!("{}/lints/private_key_file/fail/pfx/client.pfx", env!("CARGO_MANIFEST_DIR"));
    let (exit, out, _) = cert(&[&path, "--role", "client"]);
    assert_eq!(exit, Exit::Unreadable);
    assert!(out.contains("not evaluated: this PKCS#12 (PFX) file requires a password"), "{out}");
    // Its name says that it is a client's.
    assert_eq!(cert(&[&path]).0, Exit::Unreadable);
    // Meant to become a root it is wrong, whatever is in it.
    let (exit, out, _) = cert(&[&path, "--role", "root"]);
    assert_eq!(exit, Exit::Findings);
    assert!(out.contains("root-cert-wrong-object"), "{out}");
}

#[test]
fn an_intermediate_may_be_listed_and_is_right_when_it_is_said_to_be_one() {
    let path =
        format!("{}/lints/root_cert_not_self_signed/fail/file.cer", env!("CARGO_MANIFEST_DIR"));
    let (exit, out, _) = cert(&[&path]);
    assert_eq!(exit, Exit::Clean);
    assert!(out.contains("note[root-cert-not-self-signed]"), "{out}");
    assert_eq!(cert(&[&path, "--role", "intermediate"]).0, Exit::Clean);
}

#[test]
#[ignore = "reads the collections beside the repository: cargo xtask collections"]
fn the_articles_sample_gets_its_diagnosis() {
    let article = shared("p2s-troubleshooting.zh-cn.md");
    let text = std::fs::read_to_string(article).expect("the article");
    let start = text.find("-----BEGIN CERTIFICATE").expect("the sample");
    let end = text.find("-----END CERTIFICATE-----").expect("its end");
    let sample: String = text[start..end]
        .lines()
        .chain(["-----END CERTIFICATE-----"])
        .flat_map(|line| [line.trim(), "\n"])
        .collect();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("article.cer");
    std::fs::write(&path, sample).expect("written");
    let (exit, out, _) = cert(&[&path.display().to_string()]);
    assert_eq!(exit, Exit::Findings);
    for words in [
        "root-cert-not-base64",
        "line 9 of 16 of the base64 text has 66 characters, the others 64",
        "article.cer:10:1",
        "root-cert-sample-data",
        "CN=P2SRootCert (read in part)",
        "2017-06-15 to 2018-06-15",
        "not usable",
    ] {
        assert!(out.contains(words), "{words} is missing:\n{out}");
    }
    let examined = examine(&path, None);
    assert!(examined.files[0].file.reading.certificates().is_empty());
    assert_eq!(examined.files[0].value, None);
}

#[test]
fn every_document_fits_the_schema() {
    let read = |name: &str| -> serde_json::Value {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
        let text = std::fs::read_to_string(path).expect("the schema");
        serde_json::from_str(&text.replace("report.schema.json#", "#")).expect("JSON")
    };
    let mut schema = read("cert.schema.json");
    let report = read("report.schema.json");
    for (name, definition) in report["$defs"].as_object().expect("definitions") {
        assert!(schema["$defs"].get(name).is_none(), "{name} is defined twice");
        schema["$defs"][name] = definition.clone();
    }
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    assert!(!validator.is_valid(&serde_json::json!({ "version": 1 })));

    let pki = Pki::new();
    let gateway = pki.gateway(&"AB".repeat(20));
    let pem = pki.root.pem();
    for (name, text) in [
        ("root.pem", pem.clone()),
        ("client.pem", pki.client.pem()),
        ("both.pem", format!("{}{pem}", pki.client.pem())),
        ("cut.pem", pem[..pem.len() / 2].to_owned()),
        ("key.pem", pki.client_key.serialize_pem()),
        ("empty.pem", String::new()),
    ] {
        let path = pki.write(name, text);
        for role in ["root", "client", "intermediate"] {
            let (_, out, _) =
                cert(&[&path, "--role", role, "--against", &gateway, "--format", "json"]);
            let document: serde_json::Value = serde_json::from_str(&out).expect("JSON");
            let faults: Vec<String> = validator
                .iter_errors(&document)
                .map(|fault| format!("{}: {fault}", fault.instance_path()))
                .collect();
            assert!(faults.is_empty(), "{name}: {}", faults.join("\n"));
        }
    }
}

#[test]
#[ignore = "reads the collections beside the repository: cargo xtask collections"]
fn every_file_of_the_corpus_gets_a_verdict() {
    let mut seen = 0;
    for folder in ["corpus/certs", "corpus/zmap+zlint", "corpus/rusticata+x509-parser"] {
        let folder = shared(folder);
        let mut paths = Vec::new();
        files(&folder, &mut paths);
        for path in paths {
            for role in [None, Some(Role::Root), Some(Role::Client), Some(Role::Intermediate)] {
                let examined = examine(&path, role);
                let [file] = examined.files.as_slice() else {
                    panic!("{}: not read", path.display())
                };
                assert!(!file.what().is_empty());
                let unsaid = role != Some(Role::Client)
                    && !file.usable
                    && examined.findings(&file.file).next().is_none();
                assert!(!unsaid, "{}: not usable, and nothing says why", path.display());
                assert!(file.verdicts.iter().all(|verdict| verdict.answer == Acceptance::Unknown));
                assert!(
                    !cert::text(&examined, Look { colour: true, ..Look::default() }).is_empty()
                );
                assert!(!cert::json(&examined).is_empty());
            }
            seen += 1;
        }
    }
    assert!(seen > 40, "{seen} files only");
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder").filter_map(Result::ok) {
        let path = entry.path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}
