#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::certificate::day;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::Package;

declare_lint! {
    id: "package-past-half-life",
    summary: "a root of the gateway's own certificate in a package is past half of its lifetime",
    severity: Severity::Note,
    category: Category::Resilience,
    since: "0.1.0",
    check: Check::Package(check),
}

const HALF: f64 = 0.5;

fn check(package: &Package, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let now = context.moment.timestamp();
    for (root, span) in package.server_roots() {
        let used = root.share_of_life_used(now);
        if used > HALF && !context.moment.is_after_end(root.not_after) {
            findings
                .add(span, format!("the root of the gateway's certificate, valid until {}, is past half of its lifetime", day(root.not_after)))
                .key("the root of the gateway's certificate is past half of its lifetime")
                .help("be prepared to download the package again: Azure replaces certificates in the second half of their lifetime");
        }
    }
    Ok(())
}
