//! How a certificate was wrapped, one layer at a time.

use std::fmt;

/// One layer of wrapping, the outermost first in [`Diagnosis::layers`](crate::Diagnosis::layers).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Layer {
    /// A UTF-8 byte order mark before the text.
    Utf8ByteOrderMark,
    /// UTF-16 text.
    Utf16 {
        /// Whether the more significant byte comes first.
        big_endian: bool,
        /// Whether a byte order mark says so.
        byte_order_mark: bool,
    },
    /// Text in an old one-byte encoding, such as Windows-1252.
    OneByteText,
    /// Quotation marks around the value, or Python's `b'…'`.
    Quoted,
    /// A `data:` URI.
    DataUri,
    /// A name and `=` or `:` before the value.
    Named,
    /// Literal escapes in the text: the two characters `\n`, `\u002B`, `\/`, or `` `n ``.
    Escaped,
    /// PEM: BEGIN and END lines around base64.
    Pem {
        /// The label, such as `CERTIFICATE`.
        label: String,
        /// Whether other text stands before or after.
        text_around: bool,
    },
    /// Base64.
    Base64 {
        /// Whether it is broken into lines.
        wrapped: bool,
        /// Whether it uses `-` and `_` in place of `+` and `/`.
        url_safe: bool,
        /// Whether `=` is missing at the end.
        unpadded: bool,
        /// Whether spaces stand where `+` was, as after decoding a form or a query.
        spaces_for_plus: bool,
    },
    /// Hexadecimal digits.
    Hexadecimal,
    /// Bytes as decimal numbers, as PowerShell prints them.
    DecimalBytes,
    /// DER.
    Der,
}

impl fmt::Display for Layer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Utf8ByteOrderMark => f.write_str("UTF-8 byte order mark"),
            Self::Utf16 { big_endian, byte_order_mark } => {
                let order = if *big_endian { "UTF-16BE" } else { "UTF-16LE" };
                let mark = if *byte_order_mark { " with" } else { " without" };
                write!(f, "{order}{mark} byte order mark")
            }
            Self::OneByteText => f.write_str("one-byte text"),
            Self::Quoted => f.write_str("quotation marks"),
            Self::DataUri => f.write_str("data URI"),
            Self::Named => f.write_str("name"),
            Self::Escaped => f.write_str("escapes"),
            Self::Pem { label, .. } => write!(f, "PEM {label}"),
            Self::Base64 { wrapped, url_safe, unpadded, spaces_for_plus } => {
                f.write_str("base64")?;
                let notes = [
                    (*wrapped, " in lines"),
                    (*url_safe, " in the URL-safe alphabet"),
                    (*unpadded, " without padding"),
                    (*spaces_for_plus, " with spaces for +"),
                ];
                notes.iter().filter(|(set, _)| *set).try_for_each(|(_, words)| f.write_str(words))
            }
            Self::Hexadecimal => f.write_str("hexadecimal digits"),
            Self::DecimalBytes => f.write_str("decimal numbers"),
            Self::Der => f.write_str("DER"),
        }
    }
}
