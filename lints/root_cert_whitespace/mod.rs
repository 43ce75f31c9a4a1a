#![doc = include_str!("README.md")]

use certificate_diagnosis::FlawGroup;

use crate::finding::Severity;
use crate::lint::certificate::{is_accepted, say_flaw};
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::CheckedRoot;
use crate::source::Language;

declare_lint! {
    id: "root-cert-whitespace",
    summary: "the data of a root certificate has line breaks, spaces or invisible characters in it",
    severity: Severity::Error,
    category: Category::Deployment,
    symptoms: &["VpnClientRootCertificateDataInvalid", "13801"],
    since: "0.1.0",
    fix: Fixable::Safe,
    check: Check::RootCertificate(check),
}

fn check(root: &CheckedRoot<'_>, context: &Context<'_>, findings: &mut Findings<'_>) -> Outcome {
    let accepted = is_accepted(root, context);
    let in_heredoc = is_in_lines_of_terraform(root, context);
    if let Some(finding) = say_flaw(FlawGroup::WhiteSpace, *root, context, findings)? {
        if accepted {
            // Azure gave the data back so: it has taken it.
            finding.severity(Severity::Note).symptoms(&[]);
        } else if in_heredoc {
            finding.severity(Severity::Warning);
        }
    }
    Ok(())
}

/// Whether nothing but line breaks is wrong with data in a configuration of Terraform, where a heredoc has them: the
/// provider's acceptance tests deploy such data, and it passes them on to Azure.
fn is_in_lines_of_terraform(root: &CheckedRoot<'_>, context: &Context<'_>) -> bool {
    let data = match root {
        CheckedRoot::Listed(listed) => &listed.data,
        CheckedRoot::File(_) => return false,
    };
    let is_terraform = context.sources.get(data.span().source).language == Language::Terraform;
    let lines = |text: &String| {
        !text.chars().any(|letter| letter.is_whitespace() && !"\r\n".contains(letter))
            && text.is_ascii()
    };
    is_terraform && data.value().is_some_and(lines)
}
