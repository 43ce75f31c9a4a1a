#![doc = include_str!("README.md")]

use crate::facts::NON_AZ_SKUS;
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Fixable, Lint, Outcome};
use crate::resource::Gateway;

/// The lint of this room.
pub static LINT: Lint = Lint {
    id: "sku-non-az-existing",
    summary: "an existing gateway has a SKU that is retired",
    severity: Severity::Warning,
    category: Category::Retirement,
    symptoms: &[],
    since: "0.1.0",
    fix: Fixable::No,
    docs: include_str!("README.md"),
    check: Check::Gateway(check),
};

fn check(gateway: &Gateway, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if gateway.resource.is_template() {
        return Ok(());
    }
    let Some(sku) = gateway.sku.get()? else { return Ok(()) };
    if !sku.is_zoneless_vpn() || !gateway.is_vpn()? {
        return Ok(());
    }
    let Some(successor) = sku.successor() else { return Ok(()) };
    let when = if NON_AZ_SKUS.is_past(context.today) { "was retired on" } else { "retires on" };
    findings
        .add(&gateway.sku, format!("{sku} {when} {NON_AZ_SKUS}; Azure moves its gateways to {successor}"))
        .key(format!("{sku} is retired"))
        .help(format!(
            "change it to {successor} yourself, at a time of your choice; with a public IP address of SKU Standard there is no downtime"
        ));
    Ok(())
}
