#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::certificate::day;
use crate::lint::package::AGAIN;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::Package;
use vpn_client_files::profile::Part;

declare_lint! {
    id: "package-server-root-expiring",
    summary: "a root of the gateway's own certificate in a package has expired or will soon",
    severity: Severity::Error,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::Package(check),
}

fn check(package: &Package, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let embedded = package.profiles.iter().flat_map(|profile| &profile.certificates);
    let embedded = embedded
        .filter(|(part, ..)| *part == Part::ServerRoot)
        .map(|(_, root, span)| (root, *span));
    let files = package.roots.iter().map(|root| (&root.certificate, root.span));
    for (root, span) in files.chain(embedded) {
        let end = day(root.not_after);
        let left = root.days_left(context.moment.timestamp());
        if context.moment.is_after_end(root.not_after) {
            findings
                .add(span, format!("the root of the gateway's certificate expired on {end}: clients trust the gateway no longer"))
                .help(AGAIN);
        } else if left <= context.thresholds.root_expiry_days {
            findings
                .add(span, format!("the root of the gateway's certificate expires on {end}"))
                .severity(Severity::Warning)
                .help(format!("before that day, {AGAIN}"));
        }
    }
    Ok(())
}
