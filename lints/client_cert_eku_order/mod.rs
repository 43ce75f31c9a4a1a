#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::certificate::shortened;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::CertificateFile;
use certificate_diagnosis::{ClientAuthentication, TrustAnchors};

declare_lint! {
    id: "client-cert-eku-order",
    summary: "a client certificate lists another purpose before Client Authentication",
    severity: Severity::Warning,
    category: Category::Connection,
    symptoms: &["798"],
    since: "0.1.0",
    check: Check::CertificateFile(check),
}

fn check(file: &CertificateFile, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(client) = file.client()? else { return Ok(()) };
    let verdict = client.verdict_for(&TrustAnchors::default());
    if let ClientAuthentication::Later { first } = verdict.client_authentication {
        findings
            .add(file, format!("this client certificate lists {} before Client Authentication", shortened(&first)))
            .help("issue it with Client Authentication (1.3.6.1.5.5.7.3.2) as the first purpose; otherwise, Windows may select another certificate");
    }
    Ok(())
}
