#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, ReferenceNames, declare_lint};
use crate::resource::{Gateway, GatewayType, Kind, Reference, Subnet};

declare_lint! {
    id: "subnet-not-gatewaysubnet",
    summary: "a gateway is in a subnet that is not named GatewaySubnet",
    severity: Severity::Error,
    category: Category::Deployment,
    since: "0.1.0",
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if gateway.gateway_type.value() == Some(&GatewayType::LocalGateway) {
        return Ok(());
    }
    for configuration in gateway.ip_configurations.items()? {
        let Some(name) = findings.or_not_evaluated(configuration.subnet_name.get()).flatten()
        else {
            continue;
        };
        let is_subnet = configuration
            .subnet
            .value()
            .and_then(Reference::id)
            .is_some_and(|id| id.is_kind(Kind::Subnet.type_name()));
        if is_subnet && !name.eq_ignore_ascii_case(Subnet::GATEWAY) {
            findings
                .add(ReferenceNames(&configuration.subnet), format!("IP configuration '{}' places the gateway in subnet '{name}'", configuration.label()))
                .help("create a subnet named GatewaySubnet, /27 or larger, in the virtual network, and use it here");
        }
    }
    Ok(())
}
