#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::CertificateFile;
use certificate_diagnosis::Purpose;

declare_lint! {
    id: "client-cert-eku",
    summary: "a client certificate is not valid for Client Authentication",
    severity: Severity::Error,
    category: Category::Connection,
    symptoms: &["798", "853"],
    since: "0.1.0",
    check: Check::CertificateFile(check),
}

fn check(file: &CertificateFile, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(client) = file.client()? else { return Ok(()) };
    let Some(purposes) = &client.extended_key_usage else {
        findings
            .add(file, "this client certificate has no extKeyUsage, so it is valid for any purpose")
            .severity(Severity::Note)
            .symptoms(&[])
            .help("issue client certificates with Client Authentication (1.3.6.1.5.5.7.3.2), so that Windows selects the right one");
        return Ok(());
    };
    if !purposes.iter().any(Purpose::is_client_authentication) {
        let allowed: Vec<String> = purposes.iter().map(ToString::to_string).collect();
        let allowed = if allowed.is_empty() { "nothing".to_owned() } else { allowed.join(", ") };
        findings
            .add(file, format!("this client certificate can't authenticate clients: extKeyUsage allows {allowed}"))
            .help("issue it with Client Authentication (1.3.6.1.5.5.7.3.2) as the first purpose");
    }
    Ok(())
}
