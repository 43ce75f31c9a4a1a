#![doc = include_str!("README.md")]

use crate::facts;
use crate::finding::Severity;
use crate::lint::clients::machine::{Ikev2OnWindows, ikev2_on_windows};
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Machine, known_section};

declare_lint! {
    id: "client-certreqpayload-unset",
    summary: "this version of Windows needs DisableCertReqPayload for IKEv2, but it isn't set",
    severity: Severity::Warning,
    category: Category::Connection,
    symptoms: &["809"],
    since: "0.1.0",
    check: Check::Machine(check),
}

fn check(machine: &Machine, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(Ikev2OnWindows { connection, build, .. }) = ikev2_on_windows(machine)? else {
        return Ok(());
    };
    let Some(update) = facts::ikev2_update(build.value) else { return Ok(()) };
    let registry = known_section(&machine.report.registry)?;
    let value = registry.disable_cert_req_payload.as_ref();
    if value.is_none_or(|value| value.value != 1) {
        findings
            .add(
                value.map_or(registry.span, |value| value.span),
                format!(
                    "'{}' uses IKEv2, but DisableCertReqPayload is not 1 on {}",
                    connection.name, update.version
                ),
            )
            .help(r"set the REG_DWORD DisableCertReqPayload in HKLM\SYSTEM\CurrentControlSet\Services\RasMan\IKEv2 to 1")
            .related(connection.server.span, "the connection");
    }
    Ok(())
}
