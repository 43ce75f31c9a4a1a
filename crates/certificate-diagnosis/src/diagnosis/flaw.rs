//! What is wrong with a certificate value, one flaw at a time, each with its place.

use std::ops::Range;

/// One thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Flaw {
    /// What is wrong.
    pub kind: FlawKind,
    /// Where it shows, in bytes of the input.
    pub range: Range<usize>,
    /// Where else it shows.
    pub also: Vec<Range<usize>>,
    /// What is wrong, in words; it never repeats what might be a key.
    pub message: String,
}

/// The kinds of flaws, in the order in which a value is decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum FlawKind {
    /// No bytes, or only white space.
    Empty,
    /// A stand-in that nobody replaced.
    Placeholder,
    /// The address of a Key Vault secret in place of a certificate.
    KeyVaultReference,
    /// A private key, alone or beside a certificate.
    PrivateKey,
    /// A PKCS#7 bundle, PKCS#12 file, request, revocation list, public key or other DER.
    WrongObject,
    /// More than one certificate.
    SeveralCertificates,
    /// BEGIN and END lines.
    PemArmor,
    /// A BEGIN or END line that is missing or misspelt.
    BrokenArmor,
    /// Line breaks, spaces or tabs.
    WhiteSpace,
    /// A byte order mark, no-break space, zero-width or other character that can't be seen.
    InvisibleCharacter,
    /// The two characters `\n`, `\r`, or the like, where a line break was.
    EscapedLineBreak,
    /// Text, a file name, a link, a web page and so on.
    NotData,
    /// Quotation marks around the value.
    Quoted,
    /// A `data:` URI.
    DataUri,
    /// A name and `=` or `:` before the value.
    NameBefore,
    /// Escapes such as `\u002B` for base64 characters.
    Escaped,
    /// Hexadecimal digits in place of base64.
    Hexadecimal,
    /// Decimal numbers in place of base64.
    DecimalBytes,
    /// `-` and `_` of the URL-safe alphabet.
    UrlSafeAlphabet,
    /// Spaces where `+` was.
    SpacesForPlus,
    /// A character that base64 doesn't have.
    ForeignCharacter,
    /// Capital or small letters only: the case was changed.
    CaseLost,
    /// The first characters are missing, and known.
    LostStart,
    /// `=` before the end.
    MisplacedPadding,
    /// A line of base64 that is longer or shorter than the others.
    OddLine,
    /// Letters typed over the data.
    Overtyped,
    /// A length that no base64 has.
    WrongLength,
    /// `=` missing at the end, nothing else.
    MissingPadding,
    /// Base64 of a PEM file, or of base64.
    DoubleBase64,
    /// Bytes that are no DER at all.
    NotDer,
    /// DER that ends too early.
    TruncatedDer,
    /// DER that breaks its own rules, or the shape of a certificate.
    MalformedDer,
    /// White space or zeros after the end of the certificate.
    TrailingBlanks,
    /// Other bytes after the end of the certificate.
    TrailingBytes,
}

/// The subjects of flaws, for those who report one of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FlawGroup {
    /// Nothing, or something that stands for a value that was to be filled in.
    Empty,
    /// A reference to a Key Vault in the place of the value.
    KeyVaultReference,
    /// A private key.
    PrivateKey,
    /// Something else than one certificate.
    WrongObject,
    /// BEGIN and END lines.
    PemArmor,
    /// White space, visible or not.
    WhiteSpace,
    /// Text that is no base64 as it stands.
    NotBase64,
    /// Base64 of base64.
    DoubleBase64,
    /// DER that is cut, damaged or followed by something.
    CorruptDer,
}

impl FlawKind {
    /// Which of a few subjects the flaw belongs to.
    #[must_use]
    pub fn group(self) -> FlawGroup {
        match self {
            Self::Empty | Self::Placeholder => FlawGroup::Empty,
            Self::KeyVaultReference => FlawGroup::KeyVaultReference,
            Self::PrivateKey => FlawGroup::PrivateKey,
            Self::WrongObject | Self::SeveralCertificates => FlawGroup::WrongObject,
            Self::PemArmor | Self::BrokenArmor => FlawGroup::PemArmor,
            Self::WhiteSpace | Self::InvisibleCharacter | Self::EscapedLineBreak => {
                FlawGroup::WhiteSpace
            }
            Self::NotData
            | Self::Quoted
            | Self::DataUri
            | Self::NameBefore
            | Self::Escaped
            | Self::Hexadecimal
            | Self::DecimalBytes
            | Self::UrlSafeAlphabet
            | Self::SpacesForPlus
            | Self::CaseLost
            | Self::LostStart
            | Self::ForeignCharacter
            | Self::MisplacedPadding
            | Self::OddLine
            | Self::Overtyped
            | Self::WrongLength
            | Self::MissingPadding => FlawGroup::NotBase64,
            Self::DoubleBase64 => FlawGroup::DoubleBase64,
            Self::NotDer
            | Self::TruncatedDer
            | Self::MalformedDer
            | Self::TrailingBlanks
            | Self::TrailingBytes => FlawGroup::CorruptDer,
        }
    }

    /// Whether it is only wrapping: a file may have it, a value of `publicCertData` should not,
    /// and taking it off loses nothing.
    #[must_use]
    pub fn is_wrapping(self) -> bool {
        matches!(
            self,
            Self::PemArmor
                | Self::WhiteSpace
                | Self::InvisibleCharacter
                | Self::EscapedLineBreak
                | Self::Quoted
                | Self::DataUri
                | Self::NameBefore
                | Self::Escaped
                | Self::Hexadecimal
                | Self::DecimalBytes
                | Self::UrlSafeAlphabet
                | Self::SpacesForPlus
                | Self::MissingPadding
                | Self::DoubleBase64
        )
    }
}
