#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::clients::machine::keys_of_azure;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Machine, NotEvaluated};

declare_lint! {
    id: "client-private-key-missing",
    summary: "the private key file of a connection on Linux or macOS is missing or unusable",
    severity: Severity::Error,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::Machine(check),
}

fn check(machine: &Machine, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    for key in keys_of_azure(machine)? {
        let path = &key.path.value;
        let is_there = key.is_there();
        let what = match (key.format(), is_there) {
            (_, Some(false)) if key.is_folder() => {
                format!("no key in {path} matches the certificate")
            }
            (_, Some(false)) => format!("{path} doesn't exist"),
            ("placeholder", _) => "the profile still contains $PRIVATEKEY".to_owned(),
            ("empty", _) => format!("{path} is empty"),
            ("not a file", _) => format!("{path} is not a file"),
            (_, Some(true)) => continue,
            (_, None) => {
                let why = format!(
                    "whether '{}' has its private key is unknown: the user who created the report can't read {path}",
                    key.connection()
                );
                findings.not_evaluated(NotEvaluated::new(why, Some(key.path.span)));
                continue;
            }
        };
        let help = if key.format() == "placeholder" {
            "insert the private key as PEM between <key> and </key>, and the certificate between <cert> and </cert>"
        } else {
            "put the private key of the client certificate there, or set the connection to the file that contains it"
        };
        findings
            .add(key.path.span, format!("'{}' has no private key: {what}", key.connection()))
            .help(help);
    }
    Ok(())
}
