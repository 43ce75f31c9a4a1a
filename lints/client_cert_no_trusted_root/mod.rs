#![doc = include_str!("README.md")]

use crate::finding::Severity;
use crate::lint::certificate::shortened;
use crate::lint::clients::certificate_files::{GatewayAnswer, gateway_answers};
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::{CertificateFile, NotEvaluated};
use certificate_diagnosis::Path;

declare_lint! {
    id: "client-cert-no-trusted-root",
    summary: "a client certificate chains to no root of the gateway",
    severity: Severity::Error,
    category: Category::Connection,
    symptoms: &["0x80090326", "13801"],
    since: "0.1.0",
    check: Check::CertificateFile(check),
}

fn check(file: &CertificateFile, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let Some(client) = file.client()? else { return Ok(()) };
    // What issued itself chains to nothing; that is another lint's.
    if client.self_issued() {
        return Ok(());
    }
    let mut answers = gateway_answers(client, file, context)?;
    if answers.is_empty() || answers.iter().any(|answer| answer.root().is_some()) {
        return Ok(());
    }
    if let Some(why) = answers.iter_mut().find_map(|answer| answer.holder.trust.unknown_root.take())
    {
        return Err(why);
    }
    let open = answers.iter().find_map(|answer| match &answer.verdict.path {
        Path::NoRoot { missing, whole: false } => Some(missing),
        _ => None,
    });
    if let Some(missing) = open {
        let why = format!(
            "the certificate of its issuer {} is neither on the gateway nor in the input, and may be an intermediate CA of a listed root",
            shortened(missing)
        );
        return Err(NotEvaluated::new(why, Some(file.place())).remedy(
            "add the issuer's certificate to the input, or put the whole chain in one file",
        ));
    }
    let issuer = shortened(&client.issuer.short());
    let finding = findings.add(file, message(&answers));
    for answer in &answers {
        if let Some(root) =
            answer.verdict.path.links().and_then(|links| answer.holder.trust.roots.get(links.root))
        {
            finding.related(&root.name, "this root has the issuer's name");
        }
    }
    finding.help(format!(
        "add the root of {issuer} to the gateway, or issue the certificate from a listed root"
    ));
    Ok(())
}

fn message(answers: &[GatewayAnswer<'_>]) -> String {
    let gateways: Vec<String> = answers.iter().map(GatewayAnswer::gateway).collect();
    let gateways = shortened(&gateways.join(", "));
    match answers.iter().map(|answer| &answer.verdict.path).find(|path| path.links().is_some()) {
        Some(Path::BadSignature(_)) => format!(
            "this client certificate is not signed with the key of its issuer on {gateways}"
        ),
        Some(Path::MayNotIssue(_)) => format!(
            "this client certificate chains to a root of {gateways} through a certificate that isn't allowed to issue others"
        ),
        _ => format!("this client certificate chains to no root of {gateways}"),
    }
}
