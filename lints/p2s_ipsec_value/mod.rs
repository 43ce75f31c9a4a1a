#![doc = include_str!("README.md")]

use crate::facts::CLIENT_IPSEC_VALUES;
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{ClientSettings, Field, likely_meant};

declare_lint! {
    id: "p2s-ipsec-value",
    summary: "an IPsec policy for clients has a value that point-to-site doesn't support",
    severity: Severity::Error,
    category: Category::Deployment,
    symptoms: &["13868"],
    since: "0.1.0",
    check: Check::ClientSettings(check),
}

fn check(settings: &ClientSettings<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if settings.client.ipsec_policies.is_not_there() {
        return Ok(());
    }
    for policy in settings.client.ipsec_policies.items()? {
        for known in &CLIENT_IPSEC_VALUES {
            let field: Field<String> = policy.field(known.property);
            let Some(Some(value)) = findings.or_not_evaluated(field.get()) else { continue };
            let taken = known.values.iter().any(|word| word.eq_ignore_ascii_case(value.trim()));
            if taken || value.trim().is_empty() {
                continue;
            }
            let words = known.values.join(", ");
            let help = match likely_meant(value, known.values.iter().copied()) {
                Some(meant) => format!("did you mean {meant}? Point-to-site supports {words}"),
                None => format!("use one of {words}"),
            };
            let finding = findings.add(
                &field,
                format!("{} {value} is not a value that point-to-site supports", known.property),
            );
            finding.help(help);
            if settings.accepted {
                finding.severity(Severity::Warning);
            }
        }
    }
    Ok(())
}
