//! From a text back to bytes, encoded as the file was.

/// The bytes of a text, with the encoding and byte order mark of these bytes.
pub(super) fn encode(text: &str, like: &[u8]) -> Vec<u8> {
    let Ok(decoded) = arm_template::decode(like) else { return text.as_bytes().to_vec() };
    let mark = if decoded.marked { "\u{feff}" } else { "" };
    let units = || mark.encode_utf16().chain(text.encode_utf16());
    match decoded.encoding {
        arm_template::Encoding::Utf8 => [mark.as_bytes(), text.as_bytes()].concat(),
        arm_template::Encoding::Utf16Le => units().flat_map(u16::to_le_bytes).collect(),
        arm_template::Encoding::Utf16Be => units().flat_map(u16::to_be_bytes).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::encode;

    #[test]
    fn every_encoding_goes_both_ways() {
        let text = "{ \"a\": \"\u{1f511} \u{e9}\" }\r\n";
        let wide =
            |mark: &str| -> Vec<u16> { mark.encode_utf16().chain(text.encode_utf16()).collect() };
        let le = |mark| wide(mark).into_iter().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let be = |mark| wide(mark).into_iter().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
        let marked = format!("\u{feff}{text}").into_bytes();
        for bytes in
            [text.as_bytes().to_vec(), marked, le(""), le("\u{feff}"), be(""), be("\u{feff}")]
        {
            let decoded = arm_template::decode(&bytes).expect("text");
            assert_eq!(decoded.text, text);
            assert_eq!(encode(&decoded.text, &bytes), bytes);
        }
    }
}
