#![doc = include_str!("README.md")]

use crate::facts::{ApiVersion, resource_type};
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::Resource;

declare_lint! {
    id: "api-version-unknown",
    summary: "the apiVersion is not published for the resource type",
    severity: Severity::Note,
    category: Category::Deployment,
    symptoms: &["NoRegisteredProviderFound"],
    since: "0.1.0",
    check: Check::Resource(check),
}

fn check(resource: &Resource, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if !resource.is_template() || resource.existing {
        return Ok(());
    }
    let Some(of) = resource_type(resource.kind.type_name()) else { return Ok(()) };
    let Some(text) = resource.api_version.get()? else { return Ok(()) };
    let text = text.trim();
    let is_day = ApiVersion::parse(text).is_some();
    // What is newer than the list may well exist; early previews did.
    let newer = is_day && of.is_newer(text);
    if of.has_version(text) || newer || text.to_ascii_lowercase().ends_with("-preview") {
        return Ok(());
    }
    let mut next = of.versions.iter().copied().filter(|version| !version.ends_with("-preview"));
    let next = match next.clone().find(|version| is_day && *version > text) {
        Some(next) => next,
        None => next.next_back().unwrap_or_default(),
    };
    findings
        .add(&resource.api_version, format!("apiVersion '{text}' is not published for {}", of.name))
        .help(format!("the next published version is {next}; the service may accept unpublished versions, which only a deployment shows"));
    Ok(())
}
