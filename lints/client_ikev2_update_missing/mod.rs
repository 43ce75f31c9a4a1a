#![doc = include_str!("README.md")]

use crate::facts;
use crate::finding::Severity;
use crate::lint::clients::machine::{Ikev2OnWindows, ikev2_on_windows};
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Machine, NotEvaluated};

declare_lint! {
    id: "client-ikev2-update-missing",
    summary: "this version of Windows lacks an update that IKEv2 to Azure needs",
    severity: Severity::Error,
    category: Category::Connection,
    symptoms: &["809"],
    since: "0.1.0",
    check: Check::Machine(check),
}

fn check(machine: &Machine, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(Ikev2OnWindows { connection, system, build }) = ikev2_on_windows(machine)? else {
        return Ok(());
    };
    if build.value < facts::FIRST_BUILD_OF_WINDOWS_10 {
        findings
            .add(build.span, format!("'{}' uses IKEv2, but this computer runs a version older than Windows 10", connection.name))
            .help("use Windows 10 or later, or an OpenVPN profile: older versions don't support IKEv2 to Azure")
            .related(connection.server.span, "the connection");
        return Ok(());
    }
    let Some(update) = facts::ikev2_update(build.value) else { return Ok(()) };
    if system.updates.iter().any(|it| it.value.eq_ignore_ascii_case(update.name)) {
        return Ok(());
    }
    let Some(revision) = &system.revision else {
        return Err(NotEvaluated::new(
            "the report doesn't contain the revision of the Windows build",
            Some(system.span),
        ));
    };
    if revision.value < update.revision {
        findings
            .add(
                revision.span,
                format!(
                    "'{}' uses IKEv2, but build {}.{} lacks {}, which it needs on {}",
                    connection.name, build.value, revision.value, update.name, update.version
                ),
            )
            .help(format!("install {} or any later cumulative update of Windows", update.name))
            .related(connection.server.span, "the connection");
    }
    Ok(())
}
