#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{ClientSettings, Field};

declare_lint! {
    id: "p2s-ipsec-weak",
    summary: "an IPsec policy for clients has a 1024-bit Diffie-Hellman group",
    severity: Severity::Warning,
    category: Category::Security,
    since: "0.1.0",
    check: Check::ClientSettings(check),
}

fn check(settings: &ClientSettings<'_>, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if settings.client.ipsec_policies.is_not_there() {
        return Ok(());
    }
    for policy in settings.client.ipsec_policies.items()? {
        for (name, weak) in [("dhGroup", "DHGroup2"), ("pfsGroup", "PFS2")] {
            let field: Field<String> = policy.field(name);
            let Some(Some(word)) = findings.or_not_evaluated(field.get()) else { continue };
            if word.trim().eq_ignore_ascii_case(weak) {
                findings
                    .add(&field, format!("{name} {weak} is a 1024-bit group"))
                    .help("use a 2048-bit group or an elliptic curve, such as DHGroup14 or ECP256, also on the clients");
            }
        }
    }
    Ok(())
}
