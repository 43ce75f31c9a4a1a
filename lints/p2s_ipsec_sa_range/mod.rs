#![doc = include_str!("README.md")]

use crate::facts::{SA_DATA_KILOBYTES, SA_LIFETIME_SECONDS};
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{ClientSettings, Field};

declare_lint! {
    id: "p2s-ipsec-sa-range",
    summary: "the lifetime in an IPsec policy for clients is out of range",
    severity: Severity::Warning,
    category: Category::Deployment,
    since: "0.1.0",
    check: Check::ClientSettings(check),
}

fn check(settings: &ClientSettings<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if settings.client.ipsec_policies.is_not_there() {
        return Ok(());
    }
    for policy in settings.client.ipsec_policies.items()? {
        for (name, range, unit) in [
            ("saLifeTimeSeconds", SA_LIFETIME_SECONDS, "seconds"),
            ("saDataSizeKilobytes", SA_DATA_KILOBYTES, "kilobytes"),
        ] {
            let field: Field<i64> = policy.field(name);
            let Some(Some(number)) = findings.or_not_evaluated(field.get()) else { continue };
            if !range.contains(number) {
                let (least, most) = (range.start(), range.end());
                findings
                    .add(&field, format!("{name} {number} is outside {least} to {most}"))
                    .help(format!("use {least} to {most} {unit}"));
            }
        }
    }
    Ok(())
}
