#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, ReferenceNames, declare_lint};
use crate::resource::{Gateway, IpConfiguration, ResourceId};

declare_lint! {
    id: "public-ip-reused",
    summary: "two IP configurations or two gateways use the same public IP address",
    severity: Severity::Error,
    category: Category::Deployment,
    since: "0.1.0",
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let configurations = gateway.ip_configurations.items()?;
    for (at, configuration) in configurations.iter().enumerate() {
        let address = &configuration.public_ip;
        let Some(id) = &address.identity() else {
            findings.or_not_evaluated(address.get());
            continue;
        };
        let names = |other: &&IpConfiguration| other.public_ip.identity().as_ref() == Some(id);
        if let Some(first) = configurations[..at].iter().find(names) {
            findings
                .add(
                    ReferenceNames(&configuration.public_ip),
                    format!("public IP '{}' is used by two IP configurations", id.name()),
                )
                .help("use a different public IP address for each IP configuration")
                .related(
                    &first.public_ip,
                    format!("IP configuration '{}' also uses it", first.label()),
                );
            continue;
        }
        // Another expression may come to the same address.
        findings.or_not_evaluated(address.get());
        // One that came before is enough: to name each of them takes the square of their number.
        let mut before = gateways_before(gateway, id, context);
        let first = before.find_map(|other| {
            let first = other.ip_configurations.known_items().iter().find(names)?;
            Some((other, first))
        });
        if let Some((other, first)) = first {
            let finding = findings
                .add(
                    ReferenceNames(&configuration.public_ip),
                    format!("public IP '{}' is used by two gateways", id.name()),
                )
                .help("use a different public IP address for each gateway")
                .related(
                    &first.public_ip,
                    format!(
                        "gateway '{}' also uses it",
                        other.resource.short_name().unwrap_or("(no name)")
                    ),
                );
            // Azure has accepted both: they were exported at different times.
            if gateway.is_accepted() && other.is_accepted() {
                finding.severity(Severity::Warning);
            }
        }
    }
    Ok(())
}

/// The gateways with this address that come before this one and are certain to be deployed beside it.
fn gateways_before<'a>(
    gateway: &'a Gateway,
    address: &ResourceId,
    context: &'a Context<'_>,
) -> impl Iterator<Item = &'a Gateway> + use<'a> {
    let own = &gateway.resource;
    let others = context.estate.gateways_with(address);
    others.take_while(|other| !std::ptr::eq(*other, gateway)).filter(|other| {
        let other = &other.resource;
        let apart = own.id.is_some() && other.id.is_some() && own.id != other.id;
        apart && own.part == other.part && !own.conditional && !other.conditional
    })
}
