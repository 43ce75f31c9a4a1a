#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::certificate::say_same_names;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::CertificateLists;

declare_lint! {
    id: "root-cert-name-duplicate",
    summary: "two root certificates of a gateway have the same name",
    severity: Severity::Error,
    category: Category::Deployment,
    since: "0.1.0",
    check: Check::CertificateLists(check),
}

fn check(lists: &CertificateLists<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    // In Virtual WAN the entries are no resources of their own.
    if lists.virtual_wan {
        return Ok(());
    }
    let names: Vec<_> = lists.roots.items()?.iter().map(|root| &root.name).collect();
    say_same_names("root certificates", &names, findings);
    Ok(())
}
