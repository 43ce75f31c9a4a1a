#![doc = include_str!("README.md")]

use crate::finding::{Applicability, Severity};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::{ClientPools, PoolPrefix};

declare_lint! {
    id: "pool-overlaps-itself",
    summary: "prefixes of the client address pools overlap each other",
    severity: Severity::Error,
    category: Category::Deployment,
    since: "0.1.0",
    fix: Fixable::Safe,
    check: Check::ClientPools(check),
}

fn check(pools: &ClientPools<'_>, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let pools = findings.known(pools.prefixes.iter().cloned());
    for (at, pool) in pools.iter().enumerate() {
        let Some(earlier) = pools[..at].iter().find(|earlier| earlier.range.overlaps(pool.range))
        else {
            continue;
        };
        let same = earlier.range.net() == pool.range.net();
        let message = if same {
            format!("{pool} is listed twice")
        } else {
            format!("{pool} overlaps the {earlier}")
        };
        let finding = findings.add(pool.at, message);
        finding.related(earlier.at, "first listed here");
        if same_owner(earlier, pool) {
            // No page says what the service does with these; for the pools of user groups one does.
            finding.severity(Severity::Warning).help("list each address once");
        } else {
            if same && (earlier.configuration.is_none() || pool.configuration.is_none()) {
                // A group with all of the gateway's own pool is accepted.
                finding.severity(Severity::Warning);
            }
            finding.help("use a separate pool for each user group, different from the gateway's");
        }
        let neighbours =
            same_owner(earlier, pool) && same && at > 0 && same_owner(&pools[at - 1], pool);
        if neighbours {
            let edit = context.remove_element(pools[at - 1].at.origin(), pool.at.origin());
            finding.fix("remove the repeated prefix", Applicability::Safe, edit);
        }
    }
    Ok(())
}

fn same_owner(one: &PoolPrefix<'_>, other: &PoolPrefix<'_>) -> bool {
    match (one.configuration, other.configuration) {
        (None, None) => true,
        (Some(one), Some(other)) => std::ptr::eq(one, other),
        _ => false,
    }
}
