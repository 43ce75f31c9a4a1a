#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{ClientProfile, Range};

declare_lint! {
    id: "package-clientconfig",
    summary: "the optional settings of a client profile are written so that clients ignore them",
    severity: Severity::Warning,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::Profile(check),
}

fn check(profile: &ClientProfile, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let inner = &profile.profile;
    if let [first, others @ ..] = inner.client_configurations.as_slice()
        && let Some(second) = others.first()
    {
        let left = [first, second].into_iter().find(|one| one.nil).unwrap_or(second);
        findings
            .add(
                profile.span(&left.range),
                format!("there are {} clientconfig, and clients take one", others.len() + 1),
            )
            .help(if left.nil {
                "take away the clientconfig with i:nil=\"true\""
            } else {
                "put all settings into one clientconfig"
            });
    }
    for odd in &inner.odd_routes {
        findings
            .add(profile.span(odd), "this route has not exactly one destination and one mask")
            .help("write a route of its own for each destination");
    }
    for route in inner.routes.iter().chain(&inner.excluded_routes) {
        // `0.0.0.0/1` is the form that Microsoft's page gives for all addresses.
        if Range::parse(&route.text).net().is_none() && !route.text.contains("/255.") {
            findings
                .add(profile.at(route), format!("'{}' is no range of addresses", route.text))
                .help("write an address and the length of its prefix");
        }
    }
    Ok(())
}
