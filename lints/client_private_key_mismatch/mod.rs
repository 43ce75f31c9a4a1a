#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::clients::machine::keys_of_azure;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Machine, NotEvaluated};

declare_lint! {
    id: "client-private-key-mismatch",
    summary: "the private key of a connection doesn't match its certificate",
    severity: Severity::Error,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::Machine(check),
}

fn check(machine: &Machine, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    for key in keys_of_azure(machine)? {
        let (connection, path) = (key.connection(), &key.path.value);
        if key.is_there() != Some(true) || key.has_no_key() {
            continue;
        }
        match key.matches_certificate.as_ref().map(|fits| fits.value) {
            Some(true) => {}
            Some(false) => {
                findings
                    .add(
                        key.path.span,
                        format!("the private key of '{connection}' doesn't match its certificate"),
                    )
                    .help("use the key and certificate from the same PFX file, or issue a new certificate for this key");
            }
            None => {
                let why = format!(
                    "whether the private key of '{connection}' matches its certificate is unknown: {}",
                    why_unknown(key, path)
                );
                findings.not_evaluated(NotEvaluated::new(why, Some(key.path.span)));
            }
        }
    }
    Ok(())
}

fn why_unknown(key: &vpn_client_files::report::PrivateKey, path: &str) -> String {
    let is = |flag: &Option<vpn_client_files::report::Located<bool>>, wanted: bool| {
        flag.as_ref().is_some_and(|flag| flag.value == wanted)
    };
    if is(&key.encrypted, true) {
        format!("{path} is encrypted")
    } else if key.format() == "PKCS#12" {
        format!("{path} is a PKCS#12 file; check it with gatelint cert")
    } else if is(&key.readable, false) {
        format!("the user who created the report can't read {path}")
    } else {
        "openssl is missing, or can't read the key or the certificate".to_owned()
    }
}
