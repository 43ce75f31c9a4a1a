#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Authentication, Gateway, NotEvaluated, PointToSite};

declare_lint! {
    id: "pool-missing",
    summary: "clients can authenticate, but there is no address pool for them",
    severity: Severity::Error,
    category: Category::Deployment,
    symptoms: &["VpnClientAddressPoolNotSpecified"],
    since: "0.1.0",
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let client = &gateway.vpn_client;
    if gateway.point_to_site()?.is_some() || client.object.get()?.is_none() {
        return Ok(());
    }
    let Some(what) = authentication(client)? else { return Ok(()) };
    if !client.pool_allocations.is_not_there() && !client.pool_allocations.items()?.is_empty() {
        return Ok(());
    }
    findings
        .add(&client.pool, format!("there is no client address pool, although {what} are set"))
        .help("set vpnClientAddressPool.addressPrefixes to a private range that no network uses, or remove the point-to-site settings");
    Ok(())
}

/// Settings by which clients would authenticate. Empty ones don't count: gateways without clients carry them too.
fn authentication(client: &PointToSite) -> Result<Option<&'static str>, NotEvaluated> {
    let mut open = Ok(None);
    let mut see = |outcome: Result<bool, NotEvaluated>, what: &'static str| match outcome {
        Ok(true) => Some(what),
        Ok(false) => None,
        Err(why) => {
            open = Err(why);
            None
        }
    };
    let found = see(client.has_filled_root(), "root certificates")
        .or_else(|| {
            see(client.has_settings_for(&Authentication::Radius), "the values of a RADIUS server")
        })
        .or_else(|| see(client.has_settings_for(&Authentication::Entra), "Entra values"));
    if found.is_some() { Ok(found) } else { open }
}
