#![doc = include_str!("README.md")]

use crate::finding::{Applicability, Severity};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::{Allocation, Gateway};

declare_lint! {
    id: "private-ip-static",
    summary: "an IP configuration of a gateway requests a static private IP address",
    severity: Severity::Error,
    category: Category::Deployment,
    since: "0.1.0",
    fix: Fixable::Safe,
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    for configuration in gateway.ip_configurations.items()? {
        let method = &configuration.private_allocation;
        if findings.or_not_evaluated(method.get()).flatten() != Some(&Allocation::Static) {
            continue;
        }
        let finding = findings
            .add(method, format!("IP configuration '{}' requests a static private IP address", configuration.label()))
            .help("set privateIPAllocationMethod to Dynamic; Azure assigns an address from GatewaySubnet")
            .fix("set privateIPAllocationMethod to Dynamic", Applicability::Safe, context.replace_string(method.origin(), "Dynamic"));
        if gateway.is_accepted() {
            finding.severity(Severity::Warning);
        }
    }
    Ok(())
}
