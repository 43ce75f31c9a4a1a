#![doc = include_str!("README.md")]

use arm_template::Origin;

use crate::facts::{BLOB_ZONES, RESOLUTION_POLICY_SINCE};
use crate::finding::{Applicability, Edit, Severity};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::{Gateway, NotEvaluated, PrivateZoneLink, ResolutionPolicy};

declare_lint! {
    id: "dns-blob-zone-linked",
    summary: "a private DNS zone for Blob Storage hides storage accounts that the gateway needs",
    severity: Severity::Warning,
    category: Category::Resilience,
    since: "0.1.0",
    fix: Fixable::Unsafe,
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let links = findings.known(context.estate.zone_links(gateway));
    if links.is_empty() || !gateway.is_vpn()? {
        return Ok(());
    }
    for link in links {
        let Some(zone) = findings.or_not_evaluated(link.zone()).flatten() else { continue };
        if !BLOB_ZONES.iter().any(|blob| blob.eq_ignore_ascii_case(&zone)) {
            continue;
        }
        match findings.or_not_evaluated(policy(&link)) {
            None | Some(Some(ResolutionPolicy::NxDomainRedirect)) => continue,
            Some(_) => {}
        }
        let name = gateway.resource.subject().name;
        findings
            .add(&link.policy, format!("{zone} is linked to the network of the gateway '{name}' without a fallback to the Internet"))
            .help(format!("set resolutionPolicy of the virtual network link to NxDomainRedirect (API version {RESOLUTION_POLICY_SINCE} or later)"))
            .about(link.resource.subject())
            .related(&link.network, "the gateway's virtual network")
            .fix("set resolutionPolicy to NxDomainRedirect", Applicability::Unsafe, edit(&link, context));
    }
    Ok(())
}

/// The policy; an export without it may come of an API version that does not know it.
fn policy(link: &PrivateZoneLink<'_>) -> Result<Option<ResolutionPolicy>, NotEvaluated> {
    if link.policy.is_absent() && !link.resource.is_template() {
        let why =
            format!("API versions before {RESOLUTION_POLICY_SINCE} don't return resolutionPolicy");
        return Err(NotEvaluated::new(why, Some(link.policy.span()))
            .remedy(format!("export the link with API version {RESOLUTION_POLICY_SINCE}")));
    }
    Ok(link.policy.get()?.cloned())
}

fn edit(link: &PrivateZoneLink<'_>, context: &Context<'_>) -> Option<Edit> {
    let word = ResolutionPolicy::NxDomainRedirect;
    if !link.policy.is_absent() {
        let written: &Origin = link.policy.origin();
        return context.replace_string(written, word.word());
    }
    let version = link.resource.api_version.value()?;
    let young = version.as_str() >= RESOLUTION_POLICY_SINCE;
    let object = &link.properties.node().origin;
    young.then(|| {
        context.add_member(object, "resolutionPolicy", &serde_json::Value::from(word.word()))
    })?
}
