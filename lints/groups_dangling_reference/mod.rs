#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Field, Gateway, PointToSite, Reader, Reference};

declare_lint! {
    id: "groups-dangling-reference",
    summary: "a connection configuration is for a user group that is not there",
    severity: Severity::Warning,
    category: Category::Deployment,
    since: "0.1.0",
    check: Check::PointToSite(check),
}

fn check(
    gateway: &Gateway,
    client: &PointToSite,
    _: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    let groups = &gateway.policy_groups;
    if groups.is_not_there() || groups.items()?.is_empty() {
        return Ok(());
    }
    let mut names = Vec::new();
    for group in groups.items()? {
        let name: Field<String> = group.field("name");
        let Some(text) = name.get()? else { continue };
        names.push((text.clone(), name));
    }
    let configurations: Field<Vec<Reader>> = match client.object.get()? {
        Some(object) => object.field("vngClientConnectionConfigurations"),
        None => return Ok(()),
    };
    if configurations.is_not_there() {
        return Ok(());
    }
    for configuration in configurations.items()? {
        let wanted: Field<Vec<Reader>> =
            configuration.properties().field("virtualNetworkGatewayPolicyGroups");
        for entry in findings.or_not_evaluated(wanted.items()).unwrap_or_default() {
            let reference: Field<Reference> = entry.field("id");
            let Some(Some(target)) = findings.or_not_evaluated(reference.get()) else { continue };
            if !names.iter().any(|(name, _)| name.eq_ignore_ascii_case(target.name())) {
                findings
                    .add(&reference, format!("the gateway has no user group '{}'", target.name()))
                    .help("write the id of a group that it has");
            }
        }
    }
    Ok(())
}
