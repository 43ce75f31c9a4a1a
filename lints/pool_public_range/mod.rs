#![doc = include_str!("README.md")]

use crate::facts::{self, AZURE_DNS};
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::ClientPools;

declare_lint! {
    id: "pool-public-range",
    summary: "the client address pool is not a private range",
    severity: Severity::Warning,
    category: Category::Hygiene,
    since: "0.1.0",
    check: Check::ClientPools(check),
}

fn check(pools: &ClientPools<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    for pool in findings.known(pools.prefixes.iter().cloned()) {
        let Some(net) =
            pool.range.net().filter(|net| net.prefix_len() > 0 && !pool.range.is_ipv6())
        else {
            continue;
        };
        if facts::is_private(net)
            || facts::reserved(net).is_some()
            || pool.range.contains(AZURE_DNS)
        {
            continue;
        }
        if facts::shared(net) {
            findings
                .add(pool.at, format!("{pool} lies in 100.64.0.0/10, which Internet providers use for their customers"))
                .severity(Severity::Note)
                .help("prefer 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16: a client behind such a provider may have the same addresses");
        } else {
            let what = if facts::PRIVATE.iter().any(|private| net.contains(private)) {
                "reaches into"
            } else {
                "is"
            };
            findings
                .add(pool.at, format!("{pool} {what} public address space: clients can't reach its owner on the Internet"))
                .help("choose a range within 10.0.0.0/8, 172.16.0.0/12 (172.16 to 172.31) or 192.168.0.0/16 that none of your networks uses");
        }
    }
    Ok(())
}
