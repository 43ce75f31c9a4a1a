#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::clients::machine::connections_to_azure;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Machine, known_section};
use vpn_client_files::report::Section;

declare_lint! {
    id: "client-sleeps",
    summary: "the computer goes to sleep automatically, which ends its connections",
    severity: Severity::Note,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::Machine(check),
}

fn check(machine: &Machine, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    // The script of Linux doesn't look at it.
    let unseen = !machine.is_windows() && matches!(machine.report.sleep, Section::Missing(..));
    if unseen || connections_to_azure(machine)?.is_empty() {
        return Ok(());
    }
    let sleep = known_section(&machine.report.sleep)?;
    let times = [
        (&sleep.standby_on_mains, "sleeps", "on mains"),
        (&sleep.standby_on_battery, "sleeps", "on battery"),
        (&sleep.hibernate_on_mains, "hibernates", "on mains"),
        (&sleep.hibernate_on_battery, "hibernates", "on battery"),
    ];
    let set = times.into_iter().filter_map(|(time, does, power)| {
        let time = time.as_ref().filter(|time| time.value > 0)?;
        Some((time.span, format!("{does} after {} {power}", duration(time.value))))
    });
    let set: Vec<_> = set.collect();
    let Some((at, _)) = set.first() else { return Ok(()) };
    let words: Vec<&str> = set.iter().map(|(_, words)| words.as_str()).collect();
    findings
        .add(*at, format!("the computer {}, which ends its connections", words.join(", ")))
        .help("to keep connections open, set these times to Never in the power and sleep settings");
    Ok(())
}

/// Seconds in words.
fn duration(seconds: i64) -> String {
    const MINUTE: i64 = 60;
    const HOUR: i64 = 60 * MINUTE;
    match seconds {
        HOUR => "an hour".to_owned(),
        s if s % HOUR == 0 => format!("{} hours", s / HOUR),
        MINUTE => "a minute".to_owned(),
        s if s % MINUTE == 0 => format!("{} minutes", s / MINUTE),
        s => format!("{s} seconds"),
    }
}
