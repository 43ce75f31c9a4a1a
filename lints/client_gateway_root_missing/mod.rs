#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::clients::machine::{COMPUTER_ROOTS, store_entries};
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::Machine;

declare_lint! {
    id: "client-gateway-root-missing",
    summary: "the computer doesn't trust the root of the gateway's own certificate",
    severity: Severity::Warning,
    category: Category::Connection,
    symptoms: &["0x800b0109"],
    since: "0.1.0",
    check: Check::Machine(check),
}

fn check(machine: &Machine, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if !machine.is_windows() {
        return Ok(());
    }
    for root in context.packages.iter().flat_map(|package| &package.roots) {
        let print = root.certificate.sha1();
        let all = store_entries(machine)?;
        let same = all.iter().filter(|entry| entry.has_thumbprint(&print));
        let places: Vec<_> =
            same.filter(|entry| entry.stored.store.value.ends_with("Root")).collect();
        if places.iter().any(|entry| entry.is_in(COMPUTER_ROOTS)) {
            continue;
        }
        let name = root.certificate.subject.short();
        let is_public = root.certificate.public_ca().is_some();
        let finding = findings.add(
            root.span,
            format!("the root of the gateway's certificate, {name}, is not in {COMPUTER_ROOTS}"),
        );
        if is_public {
            finding.severity(Severity::Note).help(
                "Windows downloads it automatically when needed; if that is turned off, import this file",
            );
        } else {
            finding.help("import this file into Trusted Root Certification Authorities of the computer, restart, and install the package");
        }
        if let Some(place) = places.first() {
            finding.related(place.stored.span, "it is installed here for this user only");
        }
    }
    Ok(())
}
