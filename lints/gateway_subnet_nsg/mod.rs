#![doc = include_str!("README.md")]

use crate::finding::{Applicability, Severity};
use crate::lint::{
    Category, Check, Context, Findings, Fixable, Outcome, ReferenceNames, declare_lint,
};
use crate::resource::GatewaySubnet;

declare_lint! {
    id: "gateway-subnet-nsg",
    summary: "a network security group is attached to GatewaySubnet",
    severity: Severity::Error,
    category: Category::Deployment,
    symptoms: &["NetworkSecurityGroupCannotBeAttachedToGatewaySubnet"],
    since: "0.1.0",
    peers: &[
        "35f9c03a-cc27-418e-9c0c-539ff999d010 (Azure Policy)",
        "AZR-000263 (PSRule, excludes GatewaySubnet)",
        "network_security_group_not_configured_gateway_subnets (Powerpipe)",
    ],
    fix: Fixable::Unsafe,
    check: Check::GatewaySubnet(check),
}

fn check(place: &GatewaySubnet<'_>, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let group = &place.subnet.security_group;
    let Some(reference) = group.get()? else { return Ok(()) };
    if reference.name().is_empty() {
        return Ok(());
    }
    let object = place.subnet.properties.find("networkSecurityGroup");
    findings
        .add(
            ReferenceNames(group),
            format!("GatewaySubnet has the network security group '{}'", reference.name()),
        )
        .help("detach it from GatewaySubnet; filter client traffic at the destination subnets")
        .fix(
            "detach the network security group from GatewaySubnet",
            Applicability::Unsafe,
            object.and_then(|object| context.take_away(&object)),
        );
    Ok(())
}
