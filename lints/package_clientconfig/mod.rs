#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{ClientProfile, Range};

declare_lint! {
    id: "package-clientconfig",
    summary: "the optional settings of a client profile have a form that clients ignore",
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
                format!(
                    "the profile has {} clientconfig elements, but clients read only one",
                    others.len() + 1
                ),
            )
            .help(if left.nil {
                "take away the clientconfig with i:nil=\"true\""
            } else {
                "put all settings in one clientconfig"
            });
    }
    for odd in &inner.odd_routes {
        findings
            .add(profile.span(odd), "this route doesn't have exactly one destination and one mask")
            .help("add a separate route for each destination");
    }
    for route in inner.routes.iter().chain(&inner.excluded_routes) {
        // `0.0.0.0/1` is the form that Microsoft's page gives for all addresses.
        if Range::parse(&route.text).net().is_none() && !route.text.contains("/255.") {
            findings
                .add(profile.at(route), format!("'{}' is not an address range", route.text))
                .help("use an address and a prefix length");
        }
    }
    Ok(())
}
