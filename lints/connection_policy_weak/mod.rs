#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Connection, Field, Reader};

declare_lint! {
    id: "connection-policy-weak",
    summary: "the IPsec policy of a connection uses weak algorithms",
    severity: Severity::Warning,
    category: Category::Security,
    since: "0.1.0",
    check: Check::Connection(check),
}

/// The properties, and their values that an RFC advises against.
const WEAK: [(&str, &[&str]); 6] = [
    ("ipsecEncryption", &["None", "DES", "DES3"]),
    ("ipsecIntegrity", &["MD5"]),
    ("ikeEncryption", &["DES", "DES3"]),
    ("ikeIntegrity", &["MD5"]),
    ("dhGroup", &["None", "DHGroup1", "DHGroup2"]),
    ("pfsGroup", &["PFS1", "PFS2"]),
];

fn check(connection: &Connection, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let policies: Field<Vec<Reader>> = connection.properties.field("ipsecPolicies");
    if policies.is_not_there() {
        return Ok(());
    }
    for policy in policies.items()? {
        for (property, weak) in WEAK {
            let field: Field<String> = policy.field(property);
            let Some(Some(word)) = findings.or_not_evaluated(field.get()) else { continue };
            if weak.iter().any(|weak| weak.eq_ignore_ascii_case(word.trim())) {
                findings
                    .add(&field, format!("{property} {word} of the connection is weak"))
                    .help("use AES256, SHA256 and DHGroup14 or stronger, also on the device");
            }
        }
    }
    Ok(())
}
