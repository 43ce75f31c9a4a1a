#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, PointToSite};

declare_lint! {
    id: "custom-route-default",
    summary: "a custom route is 0.0.0.0/0",
    severity: Severity::Warning,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::PointToSite(check),
}

fn check(
    gateway: &Gateway,
    _: &PointToSite,
    _: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    for (at, route) in findings.known(gateway.custom_routes.elements()) {
        if route.net().is_some_and(|net| net.prefix_len() == 0 && !route.is_ipv6()) {
            findings
                .add(at, format!("the custom route is {route}, but the documented form is 0.0.0.0/1 with 128.0.0.0/1"))
                .help("to route all traffic, use the two halves; otherwise, list only the networks that clients need");
        }
    }
    Ok(())
}
