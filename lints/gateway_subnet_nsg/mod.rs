#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Fixable, Lint, Names, Outcome};
use crate::resource::GatewaySubnet;

/// The lint of this room.
pub static LINT: Lint = Lint {
    id: "gateway-subnet-nsg",
    summary: "a network security group is attached to GatewaySubnet",
    severity: Severity::Error,
    category: Category::Deployment,
    symptoms: &["NetworkSecurityGroupCannotBeAttachedToGatewaySubnet"],
    since: "0.1.0",
    fix: Fixable::Unsafe,
    docs: include_str!("README.md"),
    check: Check::GatewaySubnet(check),
};

fn check(place: &GatewaySubnet<'_>, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let group = &place.subnet.security_group;
    let Some(reference) = group.get()? else { return Ok(()) };
    if reference.name().is_empty() {
        return Ok(());
    }
    let object = place.subnet.properties.find("networkSecurityGroup");
    findings
        .add(Names(group), format!("GatewaySubnet has the network security group '{}'", reference.name()))
        .help("detach it from GatewaySubnet; filter traffic of clients at the subnets that they reach")
        .fix("detach the network security group from GatewaySubnet", false, object.and_then(|object| context.take_away(&object)));
    Ok(())
}
