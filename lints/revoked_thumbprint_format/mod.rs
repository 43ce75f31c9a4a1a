#![doc = include_str!("README.md")]

use crate::finding::{Applicability, Severity};
use crate::lint::certificate::shortened;
use crate::lint::{Category, Check, Context, Findings, Fixable, Outcome, declare_lint};
use crate::resource::RevokedCertificate;
use certificate_diagnosis::{
    Content, ThumbprintKind, ThumbprintReading, read_text, read_thumbprint,
};

declare_lint! {
    id: "revoked-thumbprint-format",
    summary: "the thumbprint of a revoked certificate is not 40 hexadecimal digits",
    severity: Severity::Error,
    category: Category::Security,
    since: "0.1.0",
    fix: Fixable::Safe,
    check: Check::RevokedCertificate(check),
}

fn check(
    revoked: &RevokedCertificate,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Outcome {
    let name = shortened(revoked.label());
    let Some(text) = revoked.thumbprint.get()? else {
        // A thumbprint at the other place and a certificate in its place are other lints'.
        if revoked.misplaced.get()?.is_none() && revoked.data.get()?.is_none() {
            findings
                .add(&revoked.thumbprint, format!("revoked certificate '{name}' has no thumbprint"))
                .help("add the SHA-1 thumbprint of the client certificate, or remove the entry");
        }
        return Ok(());
    };
    let reading = read_thumbprint(text);
    if reading.is_exact() || reading.kind == ThumbprintKind::Sha256 {
        return Ok(());
    }
    let origin = revoked.thumbprint.origin();
    let (fault, place) = fault(text, &reading);
    let finding = findings.add(
        &revoked.thumbprint,
        format!("the thumbprint of revoked certificate '{name}' {fault}"),
    );
    finding
        .help("use the SHA-1 thumbprint of the client certificate: 40 hexadecimal digits and nothing else")
        .narrow(place.and_then(|place| context.part(origin, place)));
    if let Some(value) = reading.value() {
        finding.fix(
            "keep only the 40 digits",
            Applicability::Safe,
            context.replace_string(origin, value),
        );
    }
    Ok(())
}

/// What is wrong, and where when it is one place.
fn fault(text: &str, reading: &ThumbprintReading) -> (String, Option<std::ops::Range<usize>>) {
    if let Content::Placeholder(placeholder) = read_text(text).content {
        return (format!("is still the placeholder {}", shortened(&placeholder)), None);
    }
    let first = reading.separators.first().cloned();
    match &reading.kind {
        ThumbprintKind::WrongLength { digits } => {
            (format!("has {digits} hexadecimal digits instead of 40"), None)
        }
        ThumbprintKind::ForeignCharacter { position, character } if character.is_control() => (
            "contains a control character".to_owned(),
            Some(*position..position + character.len_utf8()),
        ),
        ThumbprintKind::ForeignCharacter { position, character } => (
            format!("contains '{character}', which is not a hexadecimal digit"),
            Some(*position..position + character.len_utf8()),
        ),
        ThumbprintKind::Empty => ("is empty".to_owned(), None),
        _ => {
            let what = match first.clone().and_then(|first| text.get(first)?.chars().next()) {
                Some(' ') => "spaces",
                Some(':') => "colons",
                Some('-') => "hyphens",
                Some(',') => "commas",
                _ => "invisible characters",
            };
            (format!("contains {what}"), first)
        }
    }
}
