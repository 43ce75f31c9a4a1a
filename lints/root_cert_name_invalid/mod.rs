#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::certificate::say_name;
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::CertificateLists;

declare_lint! {
    id: "root-cert-name-invalid",
    summary: "the name of a root certificate has invalid characters",
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
    let names: Vec<_> = lists.roots.items()?.iter().map(|root| &root.name).collect();
    for name in &names {
        say_name("root certificate", name, &names, context, findings);
    }
    Ok(())
}
