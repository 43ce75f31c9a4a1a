#![doc = include_str!("README.md")]

use serde_json::Value;

use crate::finding::{Applicability, Severity};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::GatewaySubnet;

declare_lint! {
    id: "gateway-subnet-route-propagation-off",
    summary: "the route table of GatewaySubnet has route propagation disabled",
    severity: Severity::Error,
    category: Category::Connection,
    since: "0.1.0",
    peers: &["72105cc8-aaea-4ee1-8c7a-ad25977afcaf (Azure review checklists, D06.17)"],
    fix: Fixable::Unsafe,
    check: Check::GatewaySubnet(check),
}

fn check(place: &GatewaySubnet<'_>, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(table) = context.estate.route_table_of(*place)? else { return Ok(()) };
    if !table.propagation_off.is_on()? {
        return Ok(());
    }
    let others = others_of(place, context);
    let help = match &others[..] {
        [] => "set disableBgpRoutePropagation to false".to_owned(),
        [other] => format!(
            "create a separate route table for GatewaySubnet with disableBgpRoutePropagation set to false; subnet '{other}' also uses this one"
        ),
        [other, rest @ ..] => format!(
            "create a separate route table for GatewaySubnet with disableBgpRoutePropagation set to false; subnet '{other}' and {} more also use this one",
            rest.len()
        ),
    };
    findings
        .add(
            &table.propagation_off,
            "the route table of GatewaySubnet has route propagation disabled",
        )
        .help(help)
        .about(table.resource.subject())
        .related(&place.subnet.route_table, "GatewaySubnet uses this route table")
        .fix(
            "enable route propagation",
            Applicability::Unsafe,
            context.replace_value(table.propagation_off.origin(), &Value::Bool(false)),
        );
    Ok(())
}

/// The names of the other subnets with the same route table, as far as they are known.
fn others_of<'a>(place: &GatewaySubnet<'_>, context: &'a Context<'_>) -> Vec<&'a str> {
    let subnets = context.estate.subnets_sharing_table(place);
    let others = subnets.filter(|subnet| !subnet.is_gateway_subnet());
    others.filter_map(|subnet| subnet.name.value()).map(String::as_str).collect()
}
