#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::certificate::day;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::CertificateFile;

declare_lint! {
    id: "client-cert-expiring",
    summary: "a client certificate will expire soon",
    severity: Severity::Warning,
    category: Category::Connection,
    symptoms: &["798"],
    since: "0.1.0",
    check: Check::CertificateFile(check),
}

fn check(file: &CertificateFile, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(client) = file.client()? else { return Ok(()) };
    let left = client.days_left(context.moment.timestamp());
    if !(0..=context.thresholds.client_expiry_days).contains(&left) {
        return Ok(());
    }
    let end = day(client.not_after);
    let when = match left {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        days => format!("in {days} days"),
    };
    findings
        .add(file, format!("this client certificate expires {when}, on {end}"))
        .key(format!("this client certificate expires on {end}"))
        .date(end)
        .help(format!(
            "issue a new certificate from the same root, and install it on the client before {end}"
        ));
    Ok(())
}
