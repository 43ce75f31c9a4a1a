#![doc = include_str!("README.md")]

use crate::facts::POOL_PREFIX_USER_GROUPS;
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::ClientPools;

declare_lint! {
    id: "groups-pool-too-small",
    summary: "the address pool for a user group is smaller than /24",
    severity: Severity::Error,
    category: Category::Deployment,
    since: "0.1.0",
    check: Check::ClientPools(check),
}

fn check(pools: &ClientPools<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    for pool in findings.known(pools.prefixes.iter().cloned()) {
        let Some(net) = pool.range.net().filter(|_| pool.is_for_groups()) else { continue };
        if !pool.range.is_ipv6() && net.prefix_len() > POOL_PREFIX_USER_GROUPS {
            findings
                .add(pool.at, format!("{pool} is smaller than /{POOL_PREFIX_USER_GROUPS}"))
                .help(format!("use a /{POOL_PREFIX_USER_GROUPS} or larger"));
        }
    }
    Ok(())
}
