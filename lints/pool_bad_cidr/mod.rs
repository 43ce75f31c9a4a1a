#![doc = include_str!("README.md")]

use crate::finding::{Applicability, Severity};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::ClientPools;

declare_lint! {
    id: "pool-bad-cidr",
    summary: "a prefix of the client address pool is not in CIDR notation",
    severity: Severity::Error,
    category: Category::Deployment,
    symptoms: &["InvalidAddressPrefixFormat"],
    since: "0.1.0",
    fix: Fixable::Safe,
    check: Check::ClientPools(check),
}

fn check(pools: &ClientPools<'_>, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    for pool in findings.known(pools.prefixes.iter().cloned()) {
        let text = pool.range.text();
        let Some(net) = pool.range.net() else {
            findings
                .add(pool.at, format!("client pool '{text}' is not an address range"))
                .help("use CIDR notation, such as 172.16.201.0/24");
            continue;
        };
        if net.prefix_len() == 0 {
            findings
                .add(pool.at, format!("client pool {text} contains all addresses"))
                .help("use a private range that no network uses, such as a /24");
        } else if pool.range.has_host_bits() {
            findings
                .add(pool.at, format!("client pool {text} has host bits set"))
                // Whether the service refuses it or cuts the bits off is written nowhere.
                .severity(Severity::Warning)
                .help(format!("use {net}, the range that contains it"))
                .fix(
                    format!("write {net}"),
                    Applicability::Safe,
                    context.replace_string(pool.at.origin(), &net.to_string()),
                );
        }
    }
    Ok(())
}
