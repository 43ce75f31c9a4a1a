#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::certificate::shortened;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::CertificateFile;

declare_lint! {
    id: "client-cert-cn-format",
    summary: "the common name of a client certificate is DOMAIN\\user",
    severity: Severity::Warning,
    category: Category::Connection,
    since: "0.1.0",
    check: Check::CertificateFile(check),
}

fn check(file: &CertificateFile, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(client) = file.client()? else { return Ok(()) };
    if client.is_named_after_domain_user() {
        let name = shortened(client.subject.common_name().unwrap_or_default());
        findings
            .add(
                file,
                format!(
                    "the common name of this client certificate, {name}, has the form domain\\user"
                ),
            )
            .help("issue it with a common name such as name@contoso.com");
    }
    Ok(())
}
