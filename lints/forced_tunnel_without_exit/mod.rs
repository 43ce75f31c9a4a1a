#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::routes::is_carried_on;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, PointToSite};

declare_lint! {
    id: "forced-tunnel-without-exit",
    summary: "all client traffic goes to the gateway, which has no path to the Internet",
    severity: Severity::Warning,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::PointToSite(check),
}

fn check(
    gateway: &Gateway,
    _: &PointToSite,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    let routes = findings.known(gateway.custom_routes.elements());
    let is = |text: &str| {
        routes.iter().find(|(_, route)| route.net().is_some_and(|net| net.to_string() == text))
    };
    let all = is("0.0.0.0/0").or_else(|| is("128.0.0.0/1").and_then(|_| is("0.0.0.0/1")));
    let Some((at, route)) = all else { return Ok(()) };
    if gateway.default_site.get()?.is_some() || is_carried_on(route, gateway, context.estate)? {
        return Ok(());
    }
    findings
        .add(*at, "custom routes send all client traffic to the gateway, which has no path to the Internet")
        .help("route only the networks that clients need, or forward the traffic through an appliance");
    Ok(())
}
