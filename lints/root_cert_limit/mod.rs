#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::CertificateLists;

declare_lint! {
    id: "root-cert-limit",
    summary: "a gateway has more than 20 root certificates",
    severity: Severity::Error,
    category: Category::Deployment,
    since: "0.1.0",
    check: Check::CertificateLists(check),
}

/// The most root certificates of a gateway.
const MOST: usize = 20;

fn check(lists: &CertificateLists<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    // For Virtual WAN no source names a limit.
    if lists.virtual_wan {
        return Ok(());
    }
    let roots = lists.roots.items()?;
    if let Some(first_over) = roots.get(MOST) {
        findings
            .add(
                &first_over.name,
                format!(
                    "{} root certificates are listed, but a gateway supports {MOST}",
                    roots.len()
                ),
            )
            .help("remove roots that have expired or that no client needs");
    }
    Ok(())
}
