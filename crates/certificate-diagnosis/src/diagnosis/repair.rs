//! The exact value for `publicCertData`, when it can be made from what was read.

use crate::diagnosis::content::Content;
use crate::diagnosis::flaw::FlawKind;
use crate::diagnosis::outcome::Diagnosis;

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
pub fn repaired(reading: &Diagnosis) -> Option<Repair> {
    match &reading.content {
        Content::Certificate(certificate) => {
            let kept = reading.flaws.iter().find(|flaw| !loses_nothing(flaw.kind));
            let what = match kept {
                Some(flaw) => format!("keep only the certificate, although {}", flaw.message),
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
            let what = format!("keep only the certificate for {}", certificate.subject.short());
            Some(Repair { value: certificate.value(), lossless: false, what })
        }
        _ => None,
    }
}

/// Whether a certificate that is whole by its own length proves that fixing the flaw lost nothing.
fn loses_nothing(kind: FlawKind) -> bool {
    let extra = matches!(
        kind,
        FlawKind::BrokenArmor
            | FlawKind::LostStart
            | FlawKind::ForeignCharacter
            | FlawKind::WrongLength
            | FlawKind::TrailingBlanks
    );
    kind.is_wrapping() || extra
}

fn words(reading: &Diagnosis) -> String {
    use FlawKind::{
        BrokenArmor, DataUri, DecimalBytes, DoubleBase64, EscapedLineBreak, ForeignCharacter,
        Hexadecimal, InvisibleCharacter, LostStart, MissingPadding, NameBefore, PemArmor, Quoted,
        WhiteSpace,
    };
    let words: [(&[FlawKind], &str); 7] = [
        (&[DoubleBase64], "remove one layer of base64"),
        (&[PemArmor, BrokenArmor], "remove the BEGIN and END lines and the line breaks"),
        (&[Quoted, DataUri, NameBefore], "remove the text around the data"),
        (
            &[WhiteSpace, InvisibleCharacter, EscapedLineBreak, ForeignCharacter],
            "remove everything that is not data",
        ),
        (&[Hexadecimal, DecimalBytes], "encode the bytes in base64"),
        (&[LostStart], "restore the first characters"),
        (&[MissingPadding], "add the padding at the end"),
    ];
    let found = words.iter().find(|(kinds, _)| kinds.iter().any(|kind| reading.has(*kind)));
    found.map_or("write the certificate as one line of base64", |(_, words)| words).to_owned()
}
