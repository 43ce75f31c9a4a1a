#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Field, Gateway, PointToSite, Reader, Reference};

declare_lint! {
    id: "groups-unmapped",
    summary: "a user group has no address pool of its own",
    severity: Severity::Note,
    category: Category::Connection,
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
    if configurations.is_not_there() || configurations.items()?.is_empty() {
        return Ok(());
    }
    let mut mapped = Vec::new();
    for configuration in configurations.items()? {
        let wanted: Field<Vec<Reader>> =
            configuration.properties().field("virtualNetworkGatewayPolicyGroups");
        for entry in wanted.items()? {
            let reference: Field<Reference> = entry.field("id");
            let Some(target) = reference.get()? else { continue };
            mapped.push(target.name().to_lowercase());
        }
    }
    for (name, field) in names {
        if !mapped.contains(&name.to_lowercase()) {
            findings
                .add(&field, format!("user group '{name}' is in no connection configuration"))
                .help("name it in one, for its members to get the pool of that");
        }
    }
    Ok(())
}
