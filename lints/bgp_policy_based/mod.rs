#![doc = include_str!("README.md")]

use crate::finding::{Applicability, Severity};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::{Gateway, VpnType};

declare_lint! {
    id: "bgp-policy-based",
    summary: "BGP is configured on a policy-based gateway",
    severity: Severity::Error,
    category: Category::Deployment,
    since: "0.1.0",
    fix: Fixable::Unsafe,
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if gateway.vpn_type.get()? != Some(&VpnType::PolicyBased)
        || !gateway.is_vpn()?
        || !gateway.enable_bgp.is_on()?
    {
        return Ok(());
    }
    findings
        .add(
            &gateway.enable_bgp,
            "BGP is enabled on a policy-based gateway, which supports no routing protocol",
        )
        .help("use a route-based gateway, or set enableBgp to false")
        .related(&gateway.vpn_type, "the type")
        .fix(
            "disable BGP",
            Applicability::Unsafe,
            context.replace_value(gateway.enable_bgp.origin(), &false.into()),
        );
    Ok(())
}
