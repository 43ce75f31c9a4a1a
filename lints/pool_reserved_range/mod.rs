#![doc = include_str!("README.md")]

use crate::facts::{self, AZURE_DNS};
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::ClientPools;

declare_lint! {
    id: "pool-reserved-range",
    summary: "the client address pool has addresses that no client can use",
    severity: Severity::Error,
    category: Category::Deployment,
    since: "0.1.0",
    check: Check::ClientPools(check),
}

fn check(pools: &ClientPools<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    for pool in findings.known(pools.prefixes.iter().cloned()) {
        let Some(net) = pool.range.net().filter(|net| net.prefix_len() > 0) else { continue };
        let what = match facts::reserved(net) {
            Some(reserved) => format!("{pool} has addresses of {}", reserved.meaning),
            None if pool.range.contains(AZURE_DNS) => {
                format!("{pool} has {AZURE_DNS}, Azure's own DNS and DHCP server")
            }
            None => continue,
        };
        findings
            .add(pool.at, what)
            .help("choose a range within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16");
    }
    Ok(())
}
