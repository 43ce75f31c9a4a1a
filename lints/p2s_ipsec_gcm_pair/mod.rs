#![doc = include_str!("README.md")]

use crate::finding::{Applicability, Severity};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::{ClientSettings, Field};

declare_lint! {
    id: "p2s-ipsec-gcm-pair",
    summary: "IPsec encryption with GCM is combined with another integrity algorithm",
    severity: Severity::Error,
    category: Category::Deployment,
    symptoms: &["13868"],
    since: "0.1.0",
    fix: Fixable::Safe,
    check: Check::ClientSettings(check),
}

fn check(
    settings: &ClientSettings<'_>,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    if settings.client.ipsec_policies.is_not_there() {
        return Ok(());
    }
    for policy in settings.client.ipsec_policies.items()? {
        let encryption: Field<String> = policy.field("ipsecEncryption");
        let integrity: Field<String> = policy.field("ipsecIntegrity");
        let (Some(Some(cipher)), Some(Some(hash))) = (
            findings.or_not_evaluated(encryption.get()),
            findings.or_not_evaluated(integrity.get()),
        ) else {
            continue;
        };
        let (cipher, hash) = (cipher.trim().to_uppercase(), hash.trim().to_uppercase());
        let is_gcm = |word: &str| word.starts_with("GCMAES");
        if cipher == hash || !(is_gcm(&cipher) || is_gcm(&hash)) {
            continue;
        }
        let meant = if is_gcm(&cipher) { &cipher } else { "SHA256" };
        findings
            .add(
                &integrity,
                format!("ipsecIntegrity {hash} can't be combined with ipsecEncryption {cipher}"),
            )
            .help(format!("use {meant}, or change the encryption"))
            .related(&encryption, "the encryption")
            .fix(
                format!("write {meant}"),
                Applicability::Safe,
                context.replace_word(integrity.origin(), meant),
            );
    }
    Ok(())
}
