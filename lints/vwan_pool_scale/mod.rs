#![doc = include_str!("README.md")]

use crate::facts::{CLIENTS_PER_INSTANCE, scale};
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::PointToSiteGateway;

declare_lint! {
    id: "vwan-pool-scale",
    summary: "the client pools are too few or too small for the scale units of the gateway",
    severity: Severity::Warning,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::HubGateway(check),
}

fn check(gateway: &PointToSiteGateway, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(units) = gateway.scale_unit.get()? else { return Ok(()) };
    let Some(scale) = scale(*units) else { return Ok(()) };
    let mut addresses = 0u128;
    let mut pools = Vec::new();
    for pool in gateway.pool_prefixes() {
        let pool = pool?;
        let Some(size) = pool.range.size() else { return Ok(()) };
        addresses += size;
        pools.push(pool);
    }
    let Some(first) = pools.first() else { return Ok(()) };
    if pools.len() < scale.pools {
        findings
            .add(
                first.at,
                format!(
                    "{} for {units} scale units, which require {}",
                    pools_are(pools.len()),
                    scale.pools
                ),
            )
            .help(format!(
                "list at least {} distinct pools, one for each instance of the gateway",
                scale.pools
            ))
            .related(&gateway.scale_unit, "the scale units");
    } else if addresses < u128::from(scale.clients) {
        findings
            .add(
                first.at,
                format!(
                    "the pools have {addresses} addresses, but {units} scale units serve {} clients",
                    scale.clients
                ),
            )
            .severity(Severity::Note)
            .help(format!(
                "use at least {CLIENTS_PER_INSTANCE} addresses in each pool, such as a /18, or choose fewer scale units"
            ))
            .related(&gateway.scale_unit, "the scale units");
    }
    Ok(())
}

fn pools_are(number: usize) -> String {
    if number == 1 { "one client pool".to_owned() } else { format!("{number} client pools") }
}
