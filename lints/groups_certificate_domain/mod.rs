#![doc = include_str!("README.md")]

use crate::finding::{Applicability, Severity};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::UserGroups;

declare_lint! {
    id: "groups-certificate-domain",
    summary: "a user group for certificates contains more than the domain",
    severity: Severity::Error,
    category: Category::Connection,
    since: "0.1.0",
    fix: Fixable::Safe,
    check: Check::UserGroups(check),
}

fn check(groups: &UserGroups<'_>, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    findings.known(groups.unknown_members().map(Err::<(), _>));
    for member in groups.members() {
        let (Some(Some(kind)), Some(Some(text))) = (
            findings.or_not_evaluated(member.attribute.get()),
            findings.or_not_evaluated(member.value.get()),
        ) else {
            continue;
        };
        let domain = text.rsplit('@').next().unwrap_or_default();
        let domain = domain.trim().trim_start_matches("CN=").trim_start_matches("cn=");
        if kind.eq_ignore_ascii_case("CertificateGroupId") && domain != text {
            findings
                .add(
                    &member.value,
                    format!("'{text}' is compared with the domain of the certificate"),
                )
                .help(format!("write {domain}"))
                .fix(
                    "use the domain alone",
                    Applicability::Safe,
                    context.replace_string(member.value.origin(), domain),
                );
        }
    }
    Ok(())
}
