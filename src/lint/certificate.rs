//! What the lints about root certificates share: flaws of the data as findings, dates, and the part a certificate plays.

use std::ops::Range;

use arm_template::{Origin, Span, string_span};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::definition::Context;
use super::findings::Findings;
use crate::finding::{Applicability, Finding};
use crate::resource::{CertificateFile, CheckedRoot, Field, NotEvaluated, RootCertificate};
use certificate_diagnosis::{
    Certificate, Content, Curve, Diagnosis, DistinguishedName, Flaw, FlawGroup, FlawKind,
    NameFault, PublicKey, Purpose, Role, is_valid_name, repaired, suggest_name,
};

/// The most further flaws of a file that are shown beside the first.
const MOST_FURTHER: usize = 6;

/// The longest part of a stranger's text that a message repeats, in characters.
const LONGEST: usize = 60;

impl Context<'_> {
    /// The place of a part of a string, counted in bytes of its unescaped text; none when the string is computed.
    pub(crate) fn part(&self, origin: &Origin, range: Range<usize>) -> Option<Span> {
        let span = origin.is_verbatim().then(|| origin.span())?;
        Some(string_span(&self.sources.get(span.source).text, span, range))
    }
}

/// The day of a moment, in UTC.
pub(crate) fn day(moment: Timestamp) -> Date {
    TimeZone::UTC.to_datetime(moment).date()
}

/// How a message names a root: an entry by its name; with a file, its name stands beside the message anyway.
pub(crate) fn named<'a>(root: impl Into<CheckedRoot<'a>>) -> String {
    match root.into() {
        CheckedRoot::Listed(root) => format!("root certificate '{}'", shortened(root.label())),
        CheckedRoot::File(_) => "this certificate".to_owned(),
    }
}

/// The advice for an entry, or the one for a file.
pub(crate) fn advice(
    root: &CheckedRoot<'_>,
    listed: impl Into<String>,
    file: impl Into<String>,
) -> String {
    match root {
        CheckedRoot::Listed(_) => listed.into(),
        CheckedRoot::File(_) => file.into(),
    }
}

/// Whether Azure has accepted this entry: it was read from a gateway that is there, and not from a template.
pub(crate) fn is_accepted(root: &CheckedRoot<'_>, context: &Context<'_>) -> bool {
    let CheckedRoot::Listed(listed) = root else { return false };
    let holds = |roots: &Field<Vec<RootCertificate>>| {
        roots.known_items().iter().any(|other| std::ptr::eq(other, *listed))
    };
    context.estate.certificate_lists().find(|lists| holds(lists.roots)).is_some_and(|lists| {
        let state: Field<String> = lists.resource.reader.properties().field("provisioningState");
        let succeeded = state.value().is_some_and(|state| state.eq_ignore_ascii_case("Succeeded"));
        !lists.resource.is_template() && succeeded
    })
}

/// A stranger's text as a message repeats it: on one line, and not all of it when it is long.
pub(crate) fn shortened(text: &str) -> String {
    let line: String =
        text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}...", &line[..end]),
        None => line,
    }
}

/// Says the first flaw of the data, when it is this lint's to say, with its remedy.
///
/// Data is decoded layer by layer, and one flaw is said; what is wrong further in stands beside it.
///
/// # Errors
/// When the data can't be known.
pub(crate) fn say_flaw<'f>(
    group: FlawGroup,
    root: CheckedRoot<'_>,
    context: &Context<'_>,
    findings: &'f mut Findings<'_>,
) -> Result<Option<&'f mut Finding>, NotEvaluated> {
    let Some(reading) = root.reading()? else { return Ok(None) };
    let Some(flaw) = flaw_to_say(root, reading).filter(|flaw| flaw.kind.group() == group) else {
        return Ok(None);
    };
    let part = |range: &Range<usize>| match root {
        CheckedRoot::Listed(listed) => context.part(listed.data.origin(), range.clone()),
        CheckedRoot::File(file) => Some(file.part(range.clone())),
    };
    let message = match root {
        CheckedRoot::Listed(_) => format!("{}{}", named(root), words(reading, flaw)),
        CheckedRoot::File(_) => words_of_file(reading, flaw),
    };
    let finding = findings.add(root, message);
    finding.narrow(part(&flaw.range)).help(remedy(reading, flaw.kind));
    if let CheckedRoot::File(file) = root
        && file.is_named_as_store()
        && let Some(way) = file.way_out()
    {
        finding.help(way).symptoms(&[]);
    }
    let repair = repaired(reading);
    let beyond = reading.first_damage().filter(|damage| {
        damage.kind != flaw.kind && repair.as_ref().is_none_or(|repair| !repair.lossless)
    });
    if let (Some(damage), Some(span)) = (beyond, beyond.and_then(|damage| part(&damage.range))) {
        finding.related(span, format!("in addition, {}", damage.message));
    }
    if let CheckedRoot::File(_) = root {
        // A file that is damaged in one place is so in others, and its owner wants to see them all.
        let further = reading
            .flaws
            .iter()
            .filter(|other| !other.kind.is_wrapping() && *other != flaw && Some(*other) != beyond);
        for other in further.take(MOST_FURTHER) {
            if let Some(span) = part(&other.range) {
                finding.related(span, format!("also, {}", other.message));
            }
        }
    }
    // A key that got here has to be replaced, not only taken out. A file stays as it is: its value is printed.
    if let (Some(repair), CheckedRoot::Listed(listed)) =
        (repair.filter(|_| flaw.kind != FlawKind::PrivateKey), root)
    {
        let edit = context.replace_string(listed.data.origin(), &repair.value);
        finding.fix(repair.what, Applicability::safe_when(repair.lossless), edit);
    }
    Ok(Some(finding))
}

/// The first flaw; white space in damaged data is not worth saying, for a new copy of the data fixes both.
fn flaw_to_say<'r>(root: CheckedRoot<'_>, reading: &'r Diagnosis) -> Option<&'r Flaw> {
    let first = reading.counting_flaws().find(|flaw| is_fault(root, flaw.kind))?;
    let white = matches!(
        first.kind,
        FlawKind::WhiteSpace | FlawKind::InvisibleCharacter | FlawKind::EscapedLineBreak
    );
    Some(reading.first_damage().filter(|_| white).unwrap_or(first))
}

/// Whether a flaw is a fault in what this is: with a client's certificate its key and its chain belong, and in a
/// folder may lie what it likes.
fn is_fault(root: CheckedRoot<'_>, kind: FlawKind) -> bool {
    let CheckedRoot::File(file) = root else { return true };
    // The root that is in the bundle is taken out of it.
    if kind == FlawKind::WrongObject && file.bundled_root().is_some() {
        return false;
    }
    let other = matches!(
        kind,
        FlawKind::PrivateKey | FlawKind::SeveralCertificates | FlawKind::WrongObject
    );
    let belongs = file.is_client() && file.reading.content.may_hold_client();
    !other || (file.named && !belongs)
}

/// What a message says of a file, which needs no name.
fn words_of_file(reading: &Diagnosis, flaw: &Flaw) -> String {
    match (flaw.kind, &reading.content) {
        (FlawKind::Empty, _) => format!("this file is {}", reading.what()),
        (FlawKind::Placeholder, Content::Placeholder(text)) => {
            format!("this is still the placeholder {}", shortened(text))
        }
        (FlawKind::PrivateKey, content) => format!("this is {}", content.what()),
        (FlawKind::TruncatedDer, _) => format!("the certificate is truncated: {}", flaw.message),
        (FlawKind::MalformedDer, _) => format!("the certificate is damaged: {}", flaw.message),
        _ => flaw.message.clone(),
    }
}

/// What a message says after the name.
fn words(reading: &Diagnosis, flaw: &Flaw) -> String {
    match (flaw.kind, &reading.content) {
        (FlawKind::Placeholder, Content::Placeholder(text)) => {
            format!(": this is still the placeholder {}", shortened(text))
        }
        (FlawKind::PrivateKey, content) => format!(": this is {}", content.what()),
        (FlawKind::TruncatedDer, _) => format!(" is truncated: {}", flaw.message),
        (FlawKind::MalformedDer, _) => format!(" is damaged: {}", flaw.message),
        _ => format!(": {}", flaw.message),
    }
}

/// What to do about a flaw.
fn remedy(reading: &Diagnosis, kind: FlawKind) -> String {
    let whole = repaired(reading).is_some_and(|repair| repair.lossless);
    match kind {
        FlawKind::Empty | FlawKind::Placeholder => {
            "insert the root certificate's base64 data on one line: the text between the BEGIN and END lines of its .cer file"
        }
        FlawKind::KeyVaultReference => {
            "insert the certificate's base64 data: the gateway doesn't read from Key Vault, and the public part is not secret"
        }
        FlawKind::PemArmor | FlawKind::BrokenArmor if whole => {
            "keep only the text between the BEGIN and END lines, on one line"
        }
        FlawKind::WhiteSpace | FlawKind::EscapedLineBreak if whole => "write the data on one line without spaces",
        FlawKind::InvisibleCharacter if whole => "delete the invisible character, or export the data again",
        FlawKind::DoubleBase64 if whole => {
            "encode the certificate itself in base64, not its PEM file: openssl x509 -in root.cer -outform der | base64 -w0"
        }
        FlawKind::SeveralCertificates => "add a separate entry for each root certificate",
        FlawKind::WrongObject if reading.content == Content::Pkcs12 => {
            "export the certificate alone, as Base-64 encoded X.509 (.CER): this file contains a private key, which only the owner of the certificate may have"
        }
        FlawKind::TrailingBlanks | FlawKind::TrailingBytes => "export the certificate again and copy only its data",
        _ if whole => "write the certificate as base64 on one line: openssl x509 -in root.cer -outform der | base64 -w0",
        _ => reading.way_out().unwrap_or("export the certificate again, as Base-64 encoded X.509 (.CER), and copy all of it"),
    }
    .to_owned()
}

/// Says what is wrong with a certificate's name, `names` being those of the whole list.
pub(crate) fn say_name(
    what: &str,
    name: &Field<String>,
    names: &[&Field<String>],
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) {
    let Some(text) = findings.or_not_evaluated(name.get()).flatten() else { return };
    let Err(fault) = is_valid_name(text) else { return };
    let start = match fault {
        NameFault::TooLong { .. } => text.char_indices().nth(80).map_or(0, |(at, _)| at),
        _ => fault.position(),
    };
    let end = match fault {
        NameFault::TooLong { .. } => text.len(),
        _ => start + text[start..].chars().next().map_or(0, char::len_utf8),
    };
    let finding = findings.add(name, format!("{what} '{}': {fault}", shortened(text)));
    finding
        .narrow(context.part(name.origin(), start..end))
        .help("use letters, digits, '_', '.' and '-'; begin with a letter or digit, and end with a letter, a digit or '_'");
    let suggestion = suggest_name(text);
    // Of a valid name the suggestion is the name itself.
    let others =
        names.iter().filter(|other| !std::ptr::eq(**other, name)).filter_map(|other| other.value());
    let taken =
        others.into_iter().any(|other| suggest_name(other).eq_ignore_ascii_case(&suggestion));
    if !taken {
        // The name is part of a resource id, which scripts may name.
        finding.fix(
            format!("name it '{suggestion}'"),
            Applicability::Unsafe,
            context.replace_string(name.origin(), &suggestion),
        );
    }
}

/// Says which names of a list are the same, letter case aside.
pub(crate) fn say_same_names(what: &str, names: &[&Field<String>], findings: &mut Findings<'_>) {
    for (at, name) in names.iter().enumerate() {
        let Some(text) = findings.or_not_evaluated(name.get()).flatten() else { continue };
        let same = |other: &&&Field<String>| {
            other.value().is_some_and(|other| other.eq_ignore_ascii_case(text))
        };
        if let Some(first) = names[..at].iter().find(same) {
            findings
                .add(name, format!("two {what} have the name '{}'", shortened(text)))
                .help("use different names; case doesn't matter")
                .symptoms(&[])
                .related(first, "the first of them");
        }
    }
}

/// The CA certificates that a client may send along: those in its own file, and those of the files beside it.
pub(crate) fn above(file: &CertificateFile, files: &[CertificateFile]) -> Vec<Certificate> {
    let beside = files
        .iter()
        .filter(|other| other.source != file.source)
        .flat_map(|other| other.reading.certificates())
        .filter(|other| matches!(other.looks_like(), Role::Intermediate | Role::Root));
    file.others().chain(beside).cloned().collect()
}

/// Why a certificate's key is weak, in words that fit after "has".
pub(crate) fn weakness(certificate: &Certificate) -> Option<String> {
    Some(match &certificate.key {
        PublicKey::Rsa { bits, .. } if *bits < 2048 => format!("an RSA key of {bits} bits"),
        PublicKey::Rsa { exponent: Some(exponent @ (1 | 3)), .. } => {
            format!("an RSA key with the public exponent {exponent}")
        }
        PublicKey::Ec(Curve::P192 | Curve::P224) => format!("an {} key", certificate.key),
        _ => return None,
    })
}

/// Which part a certificate plays among the roots, as its names and extensions show.
///
/// One certificate gives one of these, so that one mistake is said by one lint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RootFitness {
    /// It can be a root as far as its fields tell. A root need not have basicConstraints: Microsoft's recipe makes none.
    Root,
    /// It issued itself, and basicConstraints say that it is no CA.
    NotCa,
    /// Its keyUsage lacks keyCertSign.
    NoCertSign,
    /// Another issued it, and it is a client's or a server's.
    EndEntity,
    /// Another issued it, and nothing says that it can't be a CA.
    Issued,
    /// Subject and issuer are nearly the same, and one of them has bytes that no name has, or the key identifiers are.
    NameDamaged,
}

impl RootFitness {
    /// Of a certificate.
    pub(crate) fn of(certificate: &Certificate) -> Self {
        let ca = certificate.basic_constraints.map(|constraints| constraints.ca);
        let lacks_sign = certificate.key_usage.is_some_and(|usage| !usage.certificate_sign());
        let of_client = certificate
            .extended_key_usage
            .as_ref()
            .is_some_and(|purposes| purposes.iter().any(Purpose::is_client_authentication));
        if certificate.self_issued() {
            return match (ca, lacks_sign) {
                (Some(false), _) => Self::NotCa,
                (_, true) => Self::NoCertSign,
                _ => Self::Root,
            };
        }
        if names_are_damaged(certificate) {
            Self::NameDamaged
        } else if ca == Some(false) || (of_client && ca != Some(true)) {
            Self::EndEntity
        } else if lacks_sign {
            Self::NoCertSign
        } else {
            Self::Issued
        }
    }
}

/// Whether subject and issuer were the same before one of them was damaged.
fn names_are_damaged(certificate: &Certificate) -> bool {
    // The key that signed is the certificate's own.
    if certificate.authority_key_identifier.is_some()
        && certificate.authority_key_identifier == certificate.subject_key_identifier
    {
        return true;
    }
    let damaged = |name: &DistinguishedName| {
        name.attributes
            .iter()
            .any(|attribute| attribute.malformed || attribute.value.chars().any(char::is_control))
    };
    damaged(&certificate.subject) != damaged(&certificate.issuer)
        && strsim::normalized_levenshtein(
            &certificate.subject.to_string(),
            &certificate.issuer.to_string(),
        ) > 0.7
}
