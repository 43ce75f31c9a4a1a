#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::certificate::{day, shortened};
use crate::lint::clients::certificate_files::gateway_answers;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::CertificateFile;

declare_lint! {
    id: "client-cert-outlives-root",
    summary: "a client certificate is valid for longer than its root",
    severity: Severity::Warning,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::CertificateFile(check),
}

fn check(file: &CertificateFile, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(client) = file.client()? else { return Ok(()) };
    for answer in gateway_answers(client, file, context)? {
        let (Some(root), Some(end)) = (answer.root(), answer.verdict.issuer_ends_first) else {
            continue;
        };
        let (own, end) = (day(client.not_after), day(end));
        findings
            .add(file, format!("this client certificate expires on {own}, but its chain expires on {end}"))
            .date(end)
            .help(format!("renew the root before {end} and issue new client certificates from it: from that day on, this certificate no longer works"))
            .related(&root.name, format!("it chains to '{}', listed here", shortened(root.label())));
    }
    Ok(())
}
