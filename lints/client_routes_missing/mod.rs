#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::clients::held_against::{AGAIN, evidence_of, serving};
use crate::lint::clients::machine::connections_to_azure;
use crate::lint::routes::listed;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Machine, NotEvaluated, Range, covers, known_section};
use ipnet::IpNet;

declare_lint! {
    id: "client-routes-missing",
    summary: "the computer lacks current routes of the gateway",
    severity: Severity::Error,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::Machine(check),
}

fn check(machine: &Machine, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(gateway) = serving(context, &evidence_of(machine))? else { return Ok(()) };
    let connections = connections_to_azure(machine)?;
    if connections.is_empty() {
        return Ok(());
    }
    let Some(connection) = connections.iter().find(|connection| connection.is_connected()) else {
        let why = "no connection to Azure was active when the report was created, and its routes exist only then";
        return Err(NotEvaluated::new(why, Some(connections[0].server.span))
            .remedy("run the script again while the VPN is connected"));
    };
    let routes = known_section(&machine.report.routes)?;
    // Elsewhere than on Windows a tunnel's interface has another name than its connection.
    let is_over_it =
        |interface: Option<&str>| !machine.is_windows() || interface == Some(connection.name);
    let of_tunnel = routes.iter().filter(|route| {
        let interface = route.interface.as_ref().map(|name| name.value.as_str());
        is_over_it(interface) && (machine.is_windows() || !route.destination.value.ends_with("/0"))
    });
    // What Windows itself dials puts its routes into the table; of an app's tunnel they may be in its connection alone.
    let of_app = connection.connection.filter(|it| it.plugin.is_some() || !machine.is_windows());
    let own = of_app.map(|it| it.routes.as_slice()).unwrap_or_default();
    let here: Vec<IpNet> = of_tunnel
        .map(|route| &route.destination)
        .chain(own)
        .filter_map(|destination| Range::parse(&destination.value).net())
        .collect();
    let (wanted, open) = gateway.routes(context, findings)?;
    let missing: Vec<IpNet> = wanted.into_iter().filter(|net| !covers(&here, *net)).collect();
    if !missing.is_empty() {
        findings
            .add(
                connection.server.span,
                format!(
                    "'{}' is connected, but has no route to {}, which '{}' provides",
                    connection.name,
                    listed(&missing),
                    gateway.label()
                ),
            )
            .help(format!("the connection is older than the gateway or its peerings: {AGAIN}"));
    }
    open
}
