#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::clients::machine::keys_of_azure;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Machine, NotEvaluated};

declare_lint! {
    id: "client-private-key-missing",
    summary: "a connection of Linux or macOS has no private key where it looks for one",
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
                format!("none in {path} fits the certificate")
            }
            (_, Some(false)) => format!("{path} is not there"),
            ("placeholder", _) => "the profile still says $PRIVATEKEY".to_owned(),
            ("empty", _) => format!("{path} is empty"),
            ("not a file", _) => format!("{path} is not a file"),
            (_, Some(true)) => continue,
            (_, None) => {
                let why = format!(
                    "whether '{}' has its private key is not known: the user who made the report can't look into {path}",
                    key.connection()
                );
                findings.not_evaluated(NotEvaluated::new(why, Some(key.path.span)));
                continue;
            }
        };
        let help = if key.format() == "placeholder" {
            "put the private key's PEM text between <key> and </key>, and the certificate's between <cert> and </cert>"
        } else {
            "put the private key of the client certificate there, or let the connection point at the file that has it"
        };
        findings
            .add(key.path.span, format!("'{}' has no private key: {what}", key.connection()))
            .help(help);
    }
    Ok(())
}
