#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::CertificateFile;
use certificate_diagnosis::{Content, FlawKind};

declare_lint! {
    id: "private-key-file",
    summary: "a private key is in a configuration folder",
    severity: Severity::Warning,
    category: Category::Security,
    since: "0.1.0",
    check: Check::CertificateFile(check),
}

fn check(file: &CertificateFile, _: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    // Of a file that is named it is known what it is for.
    if file.named || file.told.is_some() || !file.reading.content.has_private_key() {
        return Ok(());
    }
    let keys = if file.reading.content == Content::Pkcs12 { "the keys in it" } else { "the key" };
    let flaw = file.reading.flaws.iter().find(|flaw| flaw.kind == FlawKind::PrivateKey);
    let place = flaw.map(|flaw| file.part(flaw.range.clone()));
    findings
        .add(place.as_ref().unwrap_or(&file.place()), format!("this is {}", file.reading.content.what()))
        .help(format!("replace {keys} if others can read this folder, and store private keys elsewhere: templates need only public certificates"));
    Ok(())
}
