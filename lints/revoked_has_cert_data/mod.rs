#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::certificate::shortened;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::RevokedCertificate;
use certificate_diagnosis::read_text;

declare_lint! {
    id: "revoked-has-cert-data",
    summary: "a revoked certificate has certificate data instead of a thumbprint",
    severity: Severity::Error,
    category: Category::Deployment,
    since: "0.1.0",
    check: Check::RevokedCertificate(check),
}

fn check(revoked: &RevokedCertificate, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(data) = revoked.data.get()? else { return Ok(()) };
    if revoked.thumbprint.get()?.is_some() || revoked.misplaced.get()?.is_some() {
        return Ok(());
    }
    let help = match read_text(data).certificate() {
        Some(certificate) => {
            format!("use its thumbprint instead: \"thumbprint\": \"{}\"", certificate.sha1())
        }
        None => "use the SHA-1 thumbprint of the client certificate instead".to_owned(),
    };
    findings
        .add(
            &revoked.data,
            format!(
                "revoked certificate '{}' has publicCertData instead of a thumbprint",
                shortened(revoked.label())
            ),
        )
        .help(help);
    Ok(())
}
