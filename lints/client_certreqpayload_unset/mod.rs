#![doc = include_str!("README.md")]

use crate::facts;
use crate::finding::Severity;
use crate::lint::machine::connections_to_azure;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Machine, NotEvaluated, known_section};

declare_lint! {
    id: "client-certreqpayload-unset",
    summary: "this Windows needs DisableCertReqPayload for IKEv2, and it isn't set",
    severity: Severity::Warning,
    category: Category::Connection,
    symptoms: &["809"],
    since: "0.1.0",
    check: Check::Machine(check),
}

fn check(machine: &Machine, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if !machine.is_windows() {
        return Ok(());
    }
    let connections = connections_to_azure(machine)?;
    let Some(connection) = connections.iter().find(|it| it.uses_ikev2()) else { return Ok(()) };
    let system = known_section(&machine.report.system)?;
    let Some(build) = &system.build else {
        return Err(NotEvaluated::new("the report has no build of Windows", Some(system.span)));
    };
    let Some(update) = facts::ikev2_update(build.value) else { return Ok(()) };
    let registry = known_section(&machine.report.registry)?;
    let value = registry.disable_cert_req_payload.as_ref();
    if value.is_none_or(|value| value.value != 1) {
        findings
            .add(
                value.map_or(registry.span, |value| value.span),
                format!(
                    "'{}' uses IKEv2, and DisableCertReqPayload is not 1 on {}",
                    connection.name, update.version
                ),
            )
            .help(r"set the REG_DWORD DisableCertReqPayload of HKLM\SYSTEM\CurrentControlSet\Services\RasMan\IKEv2 to 1")
            .related(connection.server.span, "the connection");
    }
    Ok(())
}
