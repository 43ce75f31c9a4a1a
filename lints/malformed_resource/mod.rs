#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::Resource;

declare_lint! {
    id: "malformed-resource",
    summary: "a property has a value of the wrong type",
    severity: Severity::Error,
    category: Category::Deployment,
    symptoms: &["InvalidRequestFormat"],
    since: "0.1.0",
    check: Check::Resource(check),
}

fn check(resource: &Resource, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    for fault in resource.reader.malformed() {
        findings.add(&fault.origin, fault.message.clone()).help("use a value of the expected type");
    }
    Ok(())
}
