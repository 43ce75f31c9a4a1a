#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::certificate::shortened;
use crate::lint::clients::certificate_files::trusting_gateways;
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::CertificateFile;
use certificate_diagnosis::Role;

declare_lint! {
    id: "root-cert-file-not-on-gateway",
    summary: "a root certificate file matches no root of the gateway",
    severity: Severity::Error,
    category: Category::Connection,
    symptoms: &["0x80090326", "798"],
    since: "0.1.0",
    check: Check::CertificateFile(check),
}

fn check(file: &CertificateFile, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(root) = file.certificate().filter(|root| root.self_issued()) else { return Ok(()) };
    if file.taken_for() != Some(Role::Root) {
        return Ok(());
    }
    let mut trusting_gateways = trusting_gateways(context)?;
    if trusting_gateways.is_empty()
        || trusting_gateways.iter().any(|holder| holder.trust.lists(root).is_some())
    {
        return Ok(());
    }
    if let Some(why) =
        trusting_gateways.iter_mut().find_map(|holder| holder.trust.unknown_root.take())
    {
        return Err(why);
    }
    let names: Vec<String> =
        trusting_gateways.iter().map(|holder| holder.lists.resource.subject().name).collect();
    // In a folder there may lie roots of other gateways, and those of yesterday and tomorrow.
    let severity = if file.named || file.told.is_some() { Severity::Error } else { Severity::Note };
    let finding = findings
        .add(file, format!("this root certificate is not on {}", shortened(&names.join(", "))));
    finding
        .severity(severity)
        .help("add it to the gateway: until then, clients with certificates from it can't connect");
    for holder in &trusting_gateways {
        for (entry, listed) in holder.trust.roots.iter().zip(&holder.trust.certificates) {
            if listed.subject.matches(&root.subject) {
                finding.related(
                    &entry.name,
                    "this one is a different certificate with the same subject",
                );
            }
        }
    }
    Ok(())
}
