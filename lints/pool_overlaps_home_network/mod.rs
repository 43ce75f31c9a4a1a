#![doc = include_str!("README.md")]

use crate::facts;
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::ClientPools;

declare_lint! {
    id: "pool-overlaps-home-network",
    summary: "the client address pool is a range that many home networks use",
    severity: Severity::Note,
    category: Category::Connection,
    symptoms: &["0x80070057", "0x80071392"],
    since: "0.1.0",
    check: Check::ClientPools(check),
}

fn check(pools: &ClientPools<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    for pool in findings.known(pools.prefixes.iter().cloned()) {
        let Some(home) =
            pool.range.net().filter(|net| net.prefix_len() > 1).and_then(facts::home_network)
        else {
            continue;
        };
        findings
            .add(pool.at, format!("{pool} overlaps {}, which {} assign", home.range, home.meaning))
            .help("choose a range that home networks don't use, such as one in the middle of 172.16.0.0/12");
    }
    Ok(())
}
