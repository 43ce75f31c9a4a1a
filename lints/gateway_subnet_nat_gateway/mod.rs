#![doc = include_str!("README.md")]

use crate::finding::{Applicability, Severity};
use crate::lint::{
    Category, Check, Context, Findings, Fixable, Outcome, ReferenceNames, declare_lint,
};
use crate::resource::GatewaySubnet;

declare_lint! {
    id: "gateway-subnet-nat-gateway",
    summary: "a NAT gateway is attached to GatewaySubnet",
    severity: Severity::Error,
    category: Category::Deployment,
    symptoms: &["NAT gateway can't be attached to a gateway subnet"],
    since: "0.1.0",
    fix: Fixable::Unsafe,
    check: Check::GatewaySubnet(check),
}

fn check(place: &GatewaySubnet<'_>, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let nat = &place.subnet.nat_gateway;
    let Some(reference) = nat.get()? else { return Ok(()) };
    if reference.name().is_empty() {
        return Ok(());
    }
    let object = place.subnet.properties.find("natGateway");
    findings
        .add(
            ReferenceNames(nat),
            format!("GatewaySubnet has the NAT gateway '{}'", reference.name()),
        )
        .help("detach it from GatewaySubnet")
        .fix(
            "detach the NAT gateway from GatewaySubnet",
            Applicability::Unsafe,
            object.and_then(|object| context.take_away(&object)),
        );
    Ok(())
}
