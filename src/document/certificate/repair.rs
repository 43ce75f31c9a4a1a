//! The exact value for `publicCertData`, when it can be made from what was read.

use super::content::Content;
use super::flaw::FlawKind;
use super::reading::Reading;

/// A usable value made from what was read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Repair {
    /// The value: base64 of the DER bytes, on one line.
    pub value: String,
    /// Whether nothing but wrapping was taken off.
    pub lossless: bool,
    /// What was done, in words.
    pub what: String,
}

/// The exact one-line value, when one can be made; none when the data is damaged or no certificate.
///
/// For a reading that is the exact value already, it is that value.
#[must_use]
pub fn repaired(reading: &Reading) -> Option<Repair> {
    match &reading.content {
        Content::Certificate(certificate) => {
            let kept = reading.flaws.iter().find(|flaw| !loses_nothing(flaw.kind));
            let what = match kept {
                Some(flaw) => format!("take the certificate out, although {}", flaw.message),
                None => words(reading),
            };
            Some(Repair { value: certificate.value(), lossless: kept.is_none(), what })
        }
        Content::Bundle { certificates } | Content::Several { certificates, .. } => {
            let mut roots = certificates.iter().filter(|certificate| certificate.self_issued());
            let certificate = match (roots.next(), roots.next(), certificates.as_slice()) {
                (Some(root), None, _) => root,
                (None, _, [only]) => only,
                // With two roots only the CA's owner knows which one is meant.
                _ => return None,
            };
            let what = format!("take the certificate for {} alone", certificate.subject.short());
            Some(Repair { value: certificate.value(), lossless: false, what })
        }
        _ => None,
    }
}

/// Whether a certificate that is whole by its own length proves that mending the flaw lost nothing.
fn loses_nothing(kind: FlawKind) -> bool {
    let extra = matches!(
        kind,
        FlawKind::BrokenArmor
            | FlawKind::ForeignCharacter
            | FlawKind::WrongLength
            | FlawKind::TrailingBlanks
    );
    kind.is_wrapping() || extra
}

fn words(reading: &Reading) -> String {
    let has = |kinds: &[FlawKind]| kinds.iter().any(|kind| reading.has(*kind));
    if has(&[FlawKind::DoubleBase64]) {
        "take off one layer of base64"
    } else if has(&[FlawKind::PemArmor, FlawKind::BrokenArmor]) {
        "take off the BEGIN and END lines and the line breaks"
    } else if has(&[FlawKind::WhiteSpace, FlawKind::InvisibleCharacter, FlawKind::EscapedLineBreak])
    {
        "take out what is not data"
    } else if has(&[FlawKind::Quoted, FlawKind::DataUri]) {
        "take off what stands around the data"
    } else {
        "write the certificate as one line of base64"
    }
    .to_owned()
}
