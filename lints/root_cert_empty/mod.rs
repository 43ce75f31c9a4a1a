#![doc = include_str!("README.md")]

use certificate_diagnosis::FlawGroup;

use crate::finding::Severity;
use crate::lint::certificate::{named, say_flaw};
use crate::lint::{Category, Check, Context, Findings, Outcome, declare_lint};
use crate::resource::CheckedRoot;

declare_lint! {
    id: "root-cert-empty",
    summary: "a root certificate has no data, or a placeholder instead",
    severity: Severity::Error,
    category: Category::Deployment,
    symptoms: &["VpnClientRootCertificateDataInvalid"],
    since: "0.1.0",
    check: Check::RootCertificate(check),
}

fn check(root: &CheckedRoot<'_>, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    if let CheckedRoot::Listed(entry) = root
        && entry.data.get()?.is_none()
    {
        // Data at the other place is another lint's.
        if entry.misplaced.get()?.is_none() {
            findings
                .add(root, format!("{} has no publicCertData", named(root)))
                .help("add the root certificate's base64 data, or remove the entry");
        }
        return Ok(());
    }
    say_flaw(FlawGroup::Empty, *root, context, findings)?;
    Ok(())
}
