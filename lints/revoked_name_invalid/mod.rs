#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::certificate::{say_name, say_same_names};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::CertificateLists;

declare_lint! {
    id: "revoked-name-invalid",
    summary: "the name of a revoked certificate is invalid or used twice",
    severity: Severity::Error,
    category: Category::Deployment,
    symptoms: &["InvalidResourceName"],
    since: "0.1.0",
    fix: Fixable::Unsafe,
    check: Check::CertificateLists(check),
}

fn check(
    lists: &CertificateLists<'_>,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    // In Virtual WAN the entries are no resources of their own, and no source names a rule for their names.
    if lists.virtual_wan {
        return Ok(());
    }
    let names: Vec<_> = lists.revoked.items()?.iter().map(|revoked| &revoked.name).collect();
    for name in &names {
        say_name("revoked certificate", name, &names, context, findings);
    }
    say_same_names("revoked certificates", &names, findings);
    Ok(())
}
