#![doc = include_str!("README.md")]

use crate::facts::{ApiVersion, VERSIONS};
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::Gateway;

declare_lint! {
    id: "api-version-unknown",
    summary: "the apiVersion is none of those published for virtual network gateways",
    severity: Severity::Note,
    category: Category::Deployment,
    symptoms: &["NoRegisteredProviderFound"],
    since: "0.1.0",
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let resource = &gateway.resource;
    if !resource.is_template() || resource.existing {
        return Ok(());
    }
    let Some(text) = resource.api_version.get()? else { return Ok(()) };
    let version = ApiVersion::parse(text);
    let published = version.is_some_and(ApiVersion::has_gateways);
    // What is newer than the list may well exist; early previews did.
    let newer = version.is_some_and(|version| VERSIONS.last().is_some_and(|last| version > *last));
    if published || newer || text.trim().to_ascii_lowercase().ends_with("-preview") {
        return Ok(());
    }
    let next = version
        .and_then(|version| VERSIONS.iter().find(|other| **other > version))
        .unwrap_or(&ApiVersion::COMPLETE);
    findings
        .add(&resource.api_version, format!("apiVersion '{text}' is none of those published for virtual network gateways"))
        .help(format!("the next published one is {next}; the service may know others, which only a deployment shows"));
    Ok(())
}
