#![doc = include_str!("README.md")]

use crate::finding::{Applicability, Severity};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::{Gateway, PointToSite};

declare_lint! {
    id: "custom-route-bad-cidr",
    summary: "a custom route is not in CIDR notation",
    severity: Severity::Error,
    category: Category::Deployment,
    symptoms: &["InvalidAddressPrefixFormat"],
    since: "0.1.0",
    fix: Fixable::Safe,
    check: Check::PointToSite(check),
}

fn check(
    gateway: &Gateway,
    _: &PointToSite,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    for (at, route) in findings.known(gateway.custom_routes.elements()) {
        let text = route.text();
        let Some(net) = route.net() else {
            findings
                .add(at, format!("custom route '{text}' is not an address range"))
                .help("use CIDR notation, such as 10.5.0.0/16");
            continue;
        };
        if route.has_host_bits() {
            findings
                .add(at, format!("custom route {text} has host bits set"))
                .severity(Severity::Warning)
                .help(format!("use {net}, the range that contains it"))
                .fix(
                    format!("write {net}"),
                    Applicability::Safe,
                    context.replace_string(at.origin(), &net.to_string()),
                );
        }
    }
    Ok(())
}
