#![doc = include_str!("README.md")]

use crate::facts::reserved_asn;
use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{Estate, Field, Reader};

declare_lint! {
    id: "bgp-peer-asn-reserved",
    summary: "the ASN of a local network gateway is reserved",
    severity: Severity::Error,
    category: Category::Connection,
    symptoms: &["cannot have an ASN of zero"],
    since: "0.1.0",
    check: Check::Estate(check),
}

fn check(estate: &Estate, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    for site in &estate.local_network_gateways {
        let settings: Field<Reader> = site.properties.field("bgpSettings");
        if settings.is_not_there() {
            continue;
        }
        let Some(Some(settings)) = findings.or_not_evaluated(settings.get()) else { continue };
        let asn: Field<i64> = settings.field("asn");
        let Some(Some(number)) = findings.or_not_evaluated(asn.get()) else { continue };
        // What is printed of a site without BGP may have a zero.
        if *number == 0 && !site.resource.is_template() {
            continue;
        }
        // 65515 is that of the gateways of Virtual WAN, which may be at the other end.
        let Some(meaning) = reserved_asn(*number) else { continue };
        let finding = findings
            .add(&asn, format!("ASN {number} of the local network gateway is {meaning}"))
            .help("use another ASN on the device at the other end, such as a private one from 64512 to 65514")
            .about(site.resource.subject());
        if *number != 0 {
            finding.symptoms(&[]);
        }
    }
    Ok(())
}
