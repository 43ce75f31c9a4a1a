#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::ClientSettings;

declare_lint! {
    id: "entra-incomplete",
    summary: "some of the three Microsoft Entra values are missing",
    severity: Severity::Error,
    category: Category::Deployment,
    since: "0.1.0",
    check: Check::ClientSettings(check),
}

fn check(settings: &ClientSettings<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if !settings.signs_in_by_entra()? {
        return Ok(());
    }
    let (mut missing, mut there) = (Vec::new(), None);
    for (name, field) in settings.client.entra.named() {
        match field.get()? {
            Some(text) if !text.trim().is_empty() => there = there.or(Some(field)),
            _ => missing.push(name),
        }
    }
    // Where none is there, another lint says so.
    let Some(there) = there.filter(|_| !missing.is_empty()) else { return Ok(()) };
    findings
        .add(
            there,
            format!(
                "Microsoft Entra ID authentication lacks {}: all three values are required",
                missing.join(" and ")
            ),
        )
        .help(format!("add {}", missing.join(" and ")));
    Ok(())
}
