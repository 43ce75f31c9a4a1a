#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::certificate::{advice, day, named};
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::CheckedRoot;

declare_lint! {
    id: "root-cert-expiring",
    summary: "a root certificate expires soon",
    severity: Severity::Warning,
    category: Category::Retirement,
    symptoms: &["VpnClientRootCertificateExpired"],
    since: "0.1.0",
    check: Check::RootCertificate(check),
}

fn check(root: &CheckedRoot<'_>, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(certificate) = root.certificate()? else { return Ok(()) };
    let left = certificate.days_left(context.moment.timestamp());
    if !(0..=context.thresholds.root_expiry_days).contains(&left) {
        return Ok(());
    }
    let (name, end) = (named(root), day(certificate.not_after));
    let when = match left {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        days => format!("in {days} days"),
    };
    findings
        .add(root, format!("{name} expires {when}, on {end}"))
        .key(format!("{name} expires on {end}"))
        .date(end)
        .help(advice(
            root,
            format!("add a new root, give every client a certificate from it, and remove this one before {end}"),
            format!("add a root that is valid for longer: from {end} on, its clients can't connect, and Azure rejects every update of the gateway"),
        ));
    Ok(())
}
