#![doc = include_str!("README.md")]

use crate::facts::AZURE_DNS;
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Gateway, RuleState};

declare_lint! {
    id: "dns-resolver-wildcard-ruleset",
    summary: "a forwarding rule for all names diverts the gateway's own queries from Azure DNS",
    severity: Severity::Warning,
    category: Category::Resilience,
    since: "0.1.0",
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let links = findings.known(context.estate.ruleset_links(gateway));
    if links.is_empty() || !gateway.is_vpn()? {
        return Ok(());
    }
    for link in links {
        let Some(rules) = findings.or_not_evaluated(context.estate.rules_of(&link)) else {
            continue;
        };
        for rule in rules {
            let Some(domain) = findings.or_not_evaluated(rule.domain.get()).flatten() else {
                continue;
            };
            if domain.trim() != "." || rule.state.get()? == Some(&RuleState::Disabled) {
                continue;
            }
            let targets = findings.known(rule.targets.elements());
            let Some((at, target)) =
                targets.iter().find(|(_, target)| target.ip() != Some(AZURE_DNS))
            else {
                continue;
            };
            let name = gateway.resource.subject().name;
            findings
                .add(*at, format!("all names are forwarded to {target}, including those that the gateway '{name}' itself needs"))
                .help(format!("forward only the domains that {target} knows, and '.' to {AZURE_DNS} or not at all"))
                .about(rule.resource.subject())
                .related(&link.network, "the ruleset is linked to the gateway's virtual network");
        }
    }
    Ok(())
}
