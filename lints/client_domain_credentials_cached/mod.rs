#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::clients::machine::connections_to_azure;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Machine, known_section};

declare_lint! {
    id: "client-domain-credentials-cached",
    summary: "Windows offers cached domain credentials to file servers behind the VPN",
    severity: Severity::Note,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::Machine(check),
}

fn check(machine: &Machine, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if !machine.is_windows() || connections_to_azure(machine)?.is_empty() {
        return Ok(());
    }
    let system = known_section(&machine.report.system)?;
    if system.domain_joined.as_ref().is_none_or(|joined| !joined.value) {
        return Ok(());
    }
    let registry = known_section(&machine.report.registry)?;
    let value = registry.disable_domain_creds.as_ref();
    if value.is_none_or(|value| value.value != 1) {
        findings
            .add(
                value.map_or(registry.span, |value| value.span),
                "DisableDomainCreds is not 1 on a domain-joined computer",
            )
            .help(r"if file shares don't open over the VPN, set DisableDomainCreds in HKLM\SYSTEM\CurrentControlSet\Control\Lsa to 1");
    }
    Ok(())
}
