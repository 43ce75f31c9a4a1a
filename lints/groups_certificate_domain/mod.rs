#![doc = include_str!("README.md")]

use crate::finding::{Applicability, Severity};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::{Field, Gateway, PointToSite, Reader};

declare_lint! {
    id: "groups-certificate-domain",
    summary: "a user group for certificates names more than the domain",
    severity: Severity::Error,
    category: Category::Connection,
    since: "0.1.0",
    fix: Fixable::Safe,
    check: Check::PointToSite(check),
}

fn check(
    gateway: &Gateway,
    _: &PointToSite,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    let groups = &gateway.policy_groups;
    if groups.is_not_there() || groups.items()?.is_empty() {
        return Ok(());
    }
    for group in groups.items()? {
        let members: Field<Vec<Reader>> = group.properties().field("policyMembers");
        let Some(members) = findings.or_not_evaluated(members.items()) else { continue };
        for member in members {
            let kind: Field<String> = member.field("attributeType");
            let value: Field<String> = member.field("attributeValue");
            let (Some(Some(kind)), Some(Some(text))) =
                (findings.or_not_evaluated(kind.get()), findings.or_not_evaluated(value.get()))
            else {
                continue;
            };
            let domain = text.rsplit('@').next().unwrap_or_default();
            let domain = domain.trim().trim_start_matches("CN=").trim_start_matches("cn=");
            if kind.eq_ignore_ascii_case("CertificateGroupId") && domain != text {
                findings
                    .add(&value, format!("'{text}' is compared with the domain of certificates"))
                    .help(format!("write {domain}"))
                    .fix(
                        "write the domain alone",
                        Applicability::Safe,
                        context.replace_string(value.origin(), domain),
                    );
            }
        }
    }
    Ok(())
}
