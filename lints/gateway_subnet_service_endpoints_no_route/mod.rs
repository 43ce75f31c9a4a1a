#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Field, GatewaySubnet};

declare_lint! {
    id: "gateway-subnet-service-endpoints-no-route",
    summary: "GatewaySubnet has service endpoints, but clients get no route to the service",
    severity: Severity::Note,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::GatewaySubnet(check),
}

/// The services whose traffic support's article sends through the gateway.
const SERVICES: [&str; 2] = ["Microsoft.Sql", "Microsoft.Storage"];

fn check(place: &GatewaySubnet<'_>, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let endpoints = &place.subnet.service_endpoints;
    let known = endpoints.items()?.iter().filter_map(Field::value);
    let Some(service) = known
        .into_iter()
        .find(|service| SERVICES.iter().any(|known| known.eq_ignore_ascii_case(service)))
    else {
        return Ok(());
    };
    for gateway in context.estate.gateways_in(place.network) {
        let Some(Some(client)) = findings.or_not_evaluated(gateway.point_to_site()) else {
            continue;
        };
        let Some([]) = findings.or_not_evaluated(gateway.custom_routes.items()) else { continue };
        findings
            .add(endpoints, format!("GatewaySubnet has a service endpoint for {service}, but clients get no route to it"))
            .help("add the address of the service to customRoutes.addressPrefixes of the gateway, and download the client profile again")
            .related(&client.pool, "point-to-site is configured here, without customRoutes");
    }
    Ok(())
}
