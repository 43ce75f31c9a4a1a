#![doc = include_str!("README.md")]

use crate::facts::{STANDARD_SKU_CREATION, STANDARD_SKUS};
use crate::finding::{Applicability, Severity};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::{Gateway, Sku};

declare_lint! {
    id: "sku-standard-highperformance",
    summary: "a VPN gateway has the legacy SKU Standard or HighPerformance",
    severity: Severity::Error,
    category: Category::Retirement,
    since: "0.1.0",
    peers: &["AZR-000269 (PSRule)"],
    fix: Fixable::Unsafe,
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(sku @ (Sku::Standard | Sku::HighPerformance)) = gateway.sku.get()? else {
        return Ok(());
    };
    if !gateway.is_vpn()? {
        return Ok(());
    }
    let Some(successor) = sku.successor() else { return Ok(()) };
    if gateway.resource.is_template() {
        let (severity, message) = if STANDARD_SKU_CREATION.is_past(context.today) {
            (
                Severity::Error,
                format!(
                    "VPN gateways with SKU {sku} can't be created since {STANDARD_SKU_CREATION}"
                ),
            )
        } else {
            (
                Severity::Warning,
                format!(
                    "VPN gateways with SKU {sku} can't be created from {STANDARD_SKU_CREATION} on"
                ),
            )
        };
        findings
            .add(&gateway.sku, message)
            .severity(severity)
            .key(format!("{sku} can't be created"))
            .date(STANDARD_SKU_CREATION.from)
            .help(format!("use {successor}, and public IP addresses with the Standard SKU and the zones of the region"))
            .fix(format!("write {successor}"), Applicability::Unsafe, context.replace_sku(gateway, &successor));
    } else {
        let when =
            if STANDARD_SKUS.is_past(context.today) { "was retired in" } else { "retires in" };
        findings
            .add(&gateway.sku, format!("SKU {sku} of VPN gateways {when} {STANDARD_SKUS}; Azure moves them to {successor}"))
            .severity(Severity::Warning)
            .key(format!("{sku} is retired"))
            .date(STANDARD_SKUS.from)
            .help("migrate its public IP address from Basic to Standard: this migration also changes the SKU of the gateway");
    }
    Ok(())
}
