#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::Gateway;

declare_lint! {
    id: "ipconfig-without-subnet",
    summary: "an IP configuration of a gateway has no subnet",
    severity: Severity::Error,
    category: Category::Deployment,
    symptoms: &["InvalidRequestFormat"],
    since: "0.1.0",
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    for configuration in gateway.ip_configurations.items()? {
        let Some(None) = findings.or_not_evaluated(configuration.subnet.get()) else { continue };
        // The last name of an expression may be known where the rest is not.
        if configuration.subnet_name.value().is_some() {
            continue;
        }
        let finding = findings
            .add(
                &configuration.origin,
                format!("IP configuration '{}' has no subnet", configuration.label()),
            )
            .help("set subnet.id to the id of GatewaySubnet in its virtual network");
        if gateway.is_accepted() {
            finding.severity(Severity::Warning);
        }
    }
    Ok(())
}
