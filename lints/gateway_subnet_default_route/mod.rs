#![doc = include_str!("README.md")]

use ipnet::IpNet;

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{GatewaySubnet, covers};

declare_lint! {
    id: "gateway-subnet-default-route",
    summary: "a route table on GatewaySubnet has a default route",
    severity: Severity::Error,
    category: Category::Connection,
    symptoms: &["0x80090326"],
    since: "0.1.0",
    check: Check::GatewaySubnet(check),
}

fn check(place: &GatewaySubnet<'_>, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(table) = context.estate.route_table_of(*place)? else { return Ok(()) };
    let mut halves = Vec::new();
    for route in &table.routes {
        let Some(destination) = findings.or_not_evaluated(route.destination.get()).flatten() else {
            continue;
        };
        if destination.is_default() {
            let next_hop = route.next_hop.value().map_or("an unknown next hop", |hop| hop.word());
            findings
                .add(
                    &route.destination,
                    format!(
                        "route '{}' sends {destination} from GatewaySubnet to {next_hop}",
                        route.label()
                    ),
                )
                .help("remove the route; route only the ranges that must go through the appliance")
                .about(table.resource.subject())
                .related(&place.subnet.route_table, "GatewaySubnet uses this route table");
        } else if destination.net().is_some_and(|net| net.prefix_len() == 1) {
            halves.push((route, destination));
        }
    }
    for everything in ["0.0.0.0/0", "::/0"] {
        let whole: IpNet = everything.parse().expect("a network");
        let inside = |net: IpNet| whole.contains(&net);
        let pair: Vec<_> = halves
            .iter()
            .filter(|(_, destination)| destination.net().is_some_and(inside))
            .collect();
        let nets: Vec<_> = pair.iter().filter_map(|(_, destination)| destination.net()).collect();
        let [(route, destination), rest @ ..] = &pair[..] else { continue };
        if !covers(&nets, whole) {
            continue;
        }
        let second = rest.last().map_or("", |(other, _)| other.label());
        let message =
            format!("routes '{}' and '{second}' together match all addresses", route.label());
        let finding = findings.add(&route.destination, message);
        finding
            .severity(Severity::Warning)
            .help(format!(
                "remove them: {destination} and its other half together are a default route"
            ))
            .about(table.resource.subject())
            .related(&place.subnet.route_table, "GatewaySubnet uses this route table");
        for (other, _) in rest {
            finding.related(&other.destination, "the other half");
        }
    }
    table.inline.get()?;
    Ok(())
}
