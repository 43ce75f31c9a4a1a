#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::clients::held_against::{AGAIN, serving};
use crate::lint::routes::listed;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{ClientProfile, Range, covers};
use ipnet::IpNet;

declare_lint! {
    id: "package-routes-stale",
    summary: "a profile package lacks current routes of the gateway",
    severity: Severity::Error,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::Profile(check),
}

fn check(profile: &ClientProfile, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let inner = &profile.profile;
    if !inner.lists_routes {
        return Ok(());
    }
    let Some(gateway) = serving(context, &profile.evidence)? else { return Ok(()) };
    let here: Vec<IpNet> =
        inner.routes.iter().filter_map(|route| Range::parse(&route.text).net()).collect();
    let at = inner.routes.first().map_or(profile.head(), |first| {
        let last = inner.routes.last().unwrap_or(first);
        profile.span(&(first.range.start..last.range.end.max(first.range.end)))
    });
    let (wanted, open) = gateway.routes(context, findings)?;
    let missing: Vec<IpNet> = wanted.into_iter().filter(|net| !covers(&here, *net)).collect();
    if !missing.is_empty() {
        findings
            .add(
                at,
                format!(
                    "clients get no route to {}, which '{}' provides",
                    listed(&missing),
                    gateway.label()
                ),
            )
            .help(format!("the package is older than the gateway or its peerings: {AGAIN}"));
    }
    open
}
