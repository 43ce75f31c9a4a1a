#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::clients::machine::{Tunnel, connections_to_azure};
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Machine, known_section};

declare_lint! {
    id: "client-miniport-missing",
    summary: "the WAN miniport that a connection uses is missing or has a problem",
    severity: Severity::Warning,
    category: Category::Connection,
    symptoms: &["633", "797"],
    since: "0.1.0",
    check: Check::Machine(check),
}

fn check(machine: &Machine, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if !machine.is_windows() {
        return Ok(());
    }
    for connection in connections_to_azure(machine)? {
        let (id, name) = match connection.tunnel {
            Tunnel::OnlyIkev2 => ("MS_AGILEVPNMINIPORT", "WAN Miniport (IKEv2)"),
            Tunnel::OnlySstp => ("MS_SSTPMINIPORT", "WAN Miniport (SSTP)"),
            Tunnel::Ikev2First | Tunnel::Other => continue,
        };
        let devices = known_section(&machine.report.miniports)?;
        let device = devices.iter().find(|device| device.id.value.eq_ignore_ascii_case(id));
        let problem = device.and_then(|it| it.problem.as_ref()).filter(|it| it.value != 0);
        let (at, what) = match (device, problem) {
            (Some(_), None) => continue,
            (Some(_), Some(problem)) => (problem.span, format!("has problem {}", problem.value)),
            (None, _) => (connection.server.span, "is missing".to_owned()),
        };
        let is_disabled = problem.is_some_and(|problem| problem.value == DISABLED);
        findings
            .add(at, format!("'{}' uses {name}, which {what}", connection.name))
            .help(if is_disabled {
                "enable it in Device Manager: code 22 means that the device is disabled"
            } else {
                "in Device Manager, uninstall the WAN Miniport devices for IKEv2 and SSTP, scan for hardware changes, and restart"
            });
    }
    Ok(())
}

/// What the device manager calls a device that somebody disabled.
const DISABLED: i64 = 22;
