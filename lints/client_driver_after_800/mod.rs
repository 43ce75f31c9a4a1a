#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Machine, known_section};

declare_lint! {
    id: "client-driver-after-800",
    summary: "a connection failed with error 800, and a network adapter's driver may be the cause",
    severity: Severity::Note,
    category: Category::Connection,
    symptoms: &["800"],
    since: "0.1.0",
    check: Check::Machine(check),
}

const TUNNELS_FAILED: i64 = 800;

fn check(machine: &Machine, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if !machine.is_windows() {
        return Ok(());
    }
    let adapters = known_section(&machine.report.adapters)?;
    for adapter in adapters {
        let name = adapter.description.as_ref().or(adapter.name.as_ref());
        let name = name.map_or("(no name)", |name| name.value.as_str());
        if let Some(problem) = adapter.problem.as_ref().filter(|problem| problem.value != 0) {
            findings
                .add(
                    problem.span,
                    format!("adapter {name} has problem {} in Device Manager", problem.value),
                )
                .help("in Device Manager, update or reinstall its driver, and restart")
                .symptoms(&[]);
        }
    }
    let events = known_section(&machine.report.events)?;
    let failed = events
        .iter()
        .find_map(|event| event.error.as_ref().filter(|error| error.value == TUNNELS_FAILED));
    let Some(failed) = failed else { return Ok(()) };
    let is_true = |flag: &Option<vpn_client_files::report::Located<bool>>| {
        flag.as_ref().is_some_and(|flag| flag.value)
    };
    for adapter in adapters.iter().filter(|it| is_true(&it.physical) && is_true(&it.up)) {
        let Some(date) = &adapter.driver_date else { continue };
        let name = adapter.description.as_ref().or(adapter.name.as_ref());
        let name = name.map_or("(no name)", |name| name.value.as_str());
        findings
            .add(
                date.span,
                format!("a connection failed with error 800, and the driver of {name} dates from {}", date.value),
            )
            .help("look for a newer driver in Device Manager and on the manufacturer's site, and restart")
            .related(failed.span, "the failure");
    }
    Ok(())
}
