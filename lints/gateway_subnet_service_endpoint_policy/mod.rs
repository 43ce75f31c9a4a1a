#![doc = include_str!("README.md")]

use serde_json::json;

use crate::finding::{Applicability, Severity};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::{Field, GatewaySubnet, Reference};

declare_lint! {
    id: "gateway-subnet-service-endpoint-policy",
    summary: "a service endpoint policy is attached to GatewaySubnet",
    severity: Severity::Error,
    category: Category::Connection,
    since: "0.1.0",
    fix: Fixable::Unsafe,
    check: Check::GatewaySubnet(check),
}

fn check(place: &GatewaySubnet<'_>, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let policies = &place.subnet.service_endpoint_policies;
    let [first, ..] = policies.items()? else { return Ok(()) };
    let id: Field<Reference> = first.field("id");
    let name = id.value().map_or("(no name)", Reference::name);
    findings
        .add(policies, format!("GatewaySubnet has the service endpoint policy '{name}'"))
        .help("detach it from GatewaySubnet; attach it to the subnets whose virtual machines use the service")
        .fix(
            "detach service endpoint policies from GatewaySubnet",
            Applicability::Unsafe,
            context.replace_value(policies.origin(), &json!([])),
        );
    Ok(())
}
