//! Lengths and positions of texts in UTF-16 units, as .NET counts.

/// How long a text is.
pub(crate) fn length(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.encode_utf16().count() }
}

/// The units from `start` up to, not including, `end`; half a surrogate pair becomes U+FFFD.
pub(crate) fn slice(text: &str, start: usize, end: usize) -> String {
    if text.is_ascii() {
        return text.get(start..end.min(text.len())).unwrap_or_default().to_owned();
    }
    let wanted = text.encode_utf16().skip(start).take(end.saturating_sub(start));
    char::decode_utf16(wanted).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}
