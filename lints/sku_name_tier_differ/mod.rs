#![doc = include_str!("README.md")]

use arm_template::Origin;

use crate::finding::{Applicability, Severity};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::Gateway;

declare_lint! {
    id: "sku-name-tier-differ",
    summary: "sku.name and sku.tier are different",
    severity: Severity::Note,
    category: Category::Hygiene,
    since: "0.1.0",
    fix: Fixable::Safe,
    check: Check::Gateway(check),
}

fn check(gateway: &Gateway, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let (Some(name), Some(tier)) = (gateway.sku.get()?, gateway.sku_tier.get()?) else {
        return Ok(());
    };
    if name.word().eq_ignore_ascii_case(tier.word()) {
        return Ok(());
    }
    let both_written = [&gateway.sku, &gateway.sku_tier]
        .iter()
        .all(|field| matches!(field.origin(), Origin::Written(_)));
    findings
        .add(&gateway.sku_tier, format!("sku.tier is {tier}, but sku.name is {name}"))
        .help("use the same SKU for both: tools and policies that read only the tier would see the wrong SKU")
        .related(&gateway.sku, "the name")
        .fix(
            format!("write {name}"),
            Applicability::Safe,
            both_written.then(|| context.replace_word(gateway.sku_tier.origin(), name.word())).flatten(),
        );
    Ok(())
}
