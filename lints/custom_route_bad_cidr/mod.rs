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
                .add(at, format!("custom route '{text}' is no address range"))
                .help("write an address, a slash and the length of the mask, such as 10.5.0.0/16");
            continue;
        };
        if route.has_host_bits() {
            findings
                .add(at, format!("custom route {text} has bits set behind its mask"))
                .severity(Severity::Warning)
                .help(format!("write {net}, which is the range it lies in"))
                .fix(
                    format!("write {net}"),
                    Applicability::Safe,
                    context.replace_string(at.origin(), &net.to_string()),
                );
        }
    }
    Ok(())
}
