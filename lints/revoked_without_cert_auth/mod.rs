#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::CertificateLists;

declare_lint! {
    id: "revoked-without-cert-auth",
    summary: "certificates are revoked, but clients don't use certificate authentication",
    severity: Severity::Note,
    category: Category::Hygiene,
    since: "0.1.0",
    check: Check::CertificateLists(check),
}

fn check(lists: &CertificateLists<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let [first, ..] = lists.revoked.items()? else { return Ok(()) };
    if !lists.are_in_use()? {
        let reason = if lists.authentication_types.known_items().is_empty() {
            "there is no root certificate"
        } else {
            "vpnAuthenticationTypes doesn't contain Certificate"
        };
        findings
            .add(&first.name, format!("revoked certificates have no effect here: {reason}"))
            .help("remove them, or configure certificate authentication if it is missing");
    }
    Ok(())
}
