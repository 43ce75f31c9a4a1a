#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Machine, NotEvaluated, known_section};
use vpn_client_files::report::Section;

declare_lint! {
    id: "client-revocation-unreachable",
    summary: "the computer can't download a certificate revocation list",
    severity: Severity::Warning,
    category: Category::Connection,
    symptoms: &["0x80092013"],
    since: "0.1.0",
    check: Check::Machine(check),
}

fn check(machine: &Machine, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if let Section::Missing(..) = machine.report.reachability {
        return not_tried(machine);
    }
    for attempt in known_section(&machine.report.reachability)? {
        if attempt.reached.value || !attempt.target.value.starts_with("http") {
            continue;
        }
        let why = attempt.error.as_ref().map(|error| format!(": {}", error.value));
        findings
            .add(
                attempt.target.span,
                format!("the computer can't reach {}{}", attempt.target.value, why.unwrap_or_default()),
            )
            .help("check the proxy settings and the perimeter firewall: this computer must be able to reach the address");
    }
    Ok(())
}

/// Without an attempt, only a proxy gives reason to ask for one.
fn not_tried(machine: &Machine) -> Outcome {
    let Some(proxy) = machine.report.proxy.value() else { return Ok(()) };
    let set = [&proxy.user, &proxy.auto_configuration, &proxy.system].into_iter().flatten().next();
    match set {
        None => Ok(()),
        Some(set) => Err(NotEvaluated::new(
            "a proxy is set, and the report doesn't show whether certificate revocation lists can be downloaded",
            Some(set.span),
        )
        .remedy("print the script again with gatelint client-report --check-reachability, and run it")),
    }
}
