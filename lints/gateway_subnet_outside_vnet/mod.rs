#![doc = include_str!("README.md")]

use ipnet::IpNet;

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Field, GatewaySubnet, Range, covers, overlap};

declare_lint! {
    id: "gateway-subnet-outside-vnet",
    summary: "GatewaySubnet lies outside its network's address space, or overlaps another subnet",
    severity: Severity::Error,
    category: Category::Deployment,
    symptoms: &["NetcfgSubnetRangeOutsideVnet", "NetcfgSubnetRangesOverlap"],
    since: "0.1.0",
    check: Check::GatewaySubnet(check),
}

fn check(place: &GatewaySubnet<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    for range in place.subnet.ranges.items()? {
        let Some(net) = findings.or_not_evaluated(range.get()).flatten().and_then(Range::net)
        else {
            continue;
        };
        outside(range, net, place, findings);
        overlapping(range, net, place, findings);
    }
    Ok(())
}

fn outside(
    range: &Field<Range>,
    net: IpNet,
    place: &GatewaySubnet<'_>,
    findings: &mut Findings<'_>,
) {
    let network = place.network;
    let known: Vec<IpNet> = network.ranges().filter_map(|range| range.value()?.net()).collect();
    if covers(&known, net) {
        return;
    }
    let Some(space) = findings.or_not_evaluated(network.nets()).filter(|space| !space.is_empty())
    else {
        return;
    };
    let space: Vec<String> = space.iter().map(ToString::to_string).collect();
    findings
        .add(
            range,
            format!(
                "GatewaySubnet {net} lies outside the address space of {}: {}",
                network.label(),
                space.join(", ")
            ),
        )
        .help("choose a range inside the address space, or add the range to it")
        .symptoms(&["NetcfgSubnetRangeOutsideVnet"])
        .related(&network.address_space, "the address space");
}

fn overlapping(
    range: &Field<Range>,
    net: IpNet,
    place: &GatewaySubnet<'_>,
    findings: &mut Findings<'_>,
) {
    for other in place.network.subnets.iter().filter(|other| !other.is_gateway_subnet()) {
        for theirs in other.ranges.known_items() {
            let Some(their_net) = theirs.value().and_then(Range::net) else { continue };
            if overlap(net, their_net) {
                findings
                    .add(
                        range,
                        format!(
                            "GatewaySubnet {net} overlaps subnet '{}' {their_net}",
                            other.label()
                        ),
                    )
                    .help("choose a range that no other subnet uses")
                    .symptoms(&["NetcfgSubnetRangesOverlap"])
                    .related(theirs, "the other subnet");
            }
        }
    }
}
