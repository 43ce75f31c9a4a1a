//! Encodings: base64, URLs, CSV.

use std::io::Read as _;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use encoding_rs::Encoding;
use traced_values::Origin;

use crate::function::answer::{Answer, CallFault};
use crate::function::arguments;
use crate::function::arguments::{Arguments, wrong};
use crate::value::{Entries, Value, ValueKind};

/// Bytes that an archive may come to.
const LARGEST: u64 = 16 << 20;

fn base64(given: &Arguments<'_>) -> Result<Vec<u8>, CallFault> {
    // Line breaks are skipped, as Go does.
    let text = given.text(0)?.replace(['\r', '\n'], "");
    STANDARD.decode(text.as_bytes()).map_err(|_| wrong(0, "the string is not base64"))
}

pub(crate) fn base64encode(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    arguments::text(STANDARD.encode(given.text(0)?.as_bytes()))
}

pub(crate) fn base64decode(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let bytes = base64(given)?;
    let text = String::from_utf8(bytes)
        .map_err(|_| wrong(0, "the decoded bytes are not UTF-8, which a string has to be"))?;
    arguments::text(text)
}

pub(crate) fn base64gunzip(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let bytes = base64(given)?;
    let mut text = String::new();
    let mut reader = flate2::read::GzDecoder::new(&bytes[..]).take(LARGEST + 1);
    reader.read_to_string(&mut text).map_err(|_| wrong(0, "the bytes are not a gzip of UTF-8"))?;
    if text.len() as u64 > LARGEST {
        return Err(wrong(0, "the text would be longer than is evaluated"));
    }
    arguments::text(text)
}

/// The bytes of an archive differ from one implementation to the other; only what is inside is the same.
pub(crate) fn base64gzip(_: &Arguments<'_>) -> Result<Answer, CallFault> {
    Ok(Answer::Unknown)
}

fn encoding(given: &Arguments<'_>) -> Result<(bool, Option<&'static Encoding>), CallFault> {
    let name = given.text(1)?;
    match name.to_ascii_uppercase().as_str() {
        "UTF-16LE" => Ok((true, None)),
        "UTF-16BE" | "UTF-16" => Ok((false, None)),
        _ => Encoding::for_label(name.as_bytes())
            .map(|encoding| (false, Some(encoding)))
            .ok_or_else(|| wrong(1, format!("there is no character encoding '{name}'"))),
    }
}

pub(crate) fn textencodebase64(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let text = given.text(0)?;
    let bytes = match encoding(given)? {
        (little, None) => (given.text(1)?.eq_ignore_ascii_case("UTF-16").then_some(0xfeff))
            .into_iter()
            .chain(text.encode_utf16())
            .flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() })
            .collect(),
        (_, Some(encoding)) => {
            let (bytes, _, lost) = encoding.encode(&text);
            if lost {
                return Err(wrong(0, "the string has characters that the encoding lacks"));
            }
            bytes.into_owned()
        }
    };
    arguments::text(STANDARD.encode(bytes))
}

pub(crate) fn textdecodebase64(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let bytes = base64(given)?;
    let refused = || wrong(0, "the bytes are not of this encoding");
    let text = match encoding(given)? {
        (little, None) => {
            if bytes.len() % 2 != 0 {
                return Err(refused());
            }
            let units = bytes.chunks_exact(2).map(|pair| {
                let pair = [pair[0], pair[1]];
                if little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) }
            });
            let marked = given.text(1)?.eq_ignore_ascii_case("UTF-16");
            let units = units.skip_while(|unit| marked && *unit == 0xfeff);
            char::decode_utf16(units).collect::<Result<String, _>>().map_err(|_| refused())?
        }
        (_, Some(encoding)) => encoding
            .decode_without_bom_handling_and_without_replacement(&bytes)
            .ok_or_else(refused)?
            .into_owned(),
    };
    arguments::text(text)
}

pub(crate) fn urlencode(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    use std::fmt::Write as _;
    let mut text = String::new();
    for byte in given.text(0)?.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                text.push(char::from(byte));
            }
            b' ' => text.push('+'),
            _ => {
                let _ = write!(text, "%{byte:02X}");
            }
        }
    }
    arguments::text(text)
}

pub(crate) fn urldecode(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let text = given.text(0)?;
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let digit = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16));
                let pair = digit(rest.next()).zip(digit(rest.next()));
                let (high, low) =
                    pair.ok_or_else(|| wrong(0, "a '%' is not followed by two digits"))?;
                bytes.push(u8::try_from(high * 16 + low).expect("two digits fit a byte"));
            }
            _ => bytes.push(byte),
        }
    }
    let text = String::from_utf8(bytes).map_err(|_| wrong(0, "the decoded bytes are not UTF-8"))?;
    arguments::text(text)
}

pub(crate) fn csvdecode(given: &Arguments<'_>) -> Result<Answer, CallFault> {
    let text = given.text(0)?;
    let refused = |_| wrong(0, "the string is not CSV with as many fields in each line");
    if !quotes_are_whole(&text) {
        return Err(wrong(0, "a quote stands in a field that is not quoted"));
    }
    let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    let headers: Vec<Arc<str>> = reader.headers().map_err(refused)?.iter().map(Arc::from).collect();
    if headers.is_empty() || headers.len() == 1 && headers[0].is_empty() {
        return Err(wrong(0, "the header line is missing"));
    }
    let mut names = headers.clone();
    names.sort();
    if names.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(wrong(0, "two columns have the same name"));
    }
    let origin = Origin::computed("csvdecode", given.at, vec![given.values[0].origin.clone()]);
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(refused)?;
        let entries: Entries = headers
            .iter()
            .zip(record.iter())
            .map(|(name, field)| (name.clone(), Value::text(field, origin.clone())))
            .collect();
        rows.push(Value::new(ValueKind::Object(Arc::new(entries)), origin.clone()));
    }
    arguments::list(rows)
}

/// Whether each quote opens or closes a field, or is doubled inside one.
fn quotes_are_whole(text: &str) -> bool {
    let mut letters = text.chars().peekable();
    let mut at_start = true;
    while let Some(letter) = letters.next() {
        match letter {
            '"' if at_start => loop {
                match letters.next() {
                    None => return false,
                    Some('"') if letters.peek() == Some(&'"') => {
                        letters.next();
                    }
                    Some('"') => break,
                    Some(_) => {}
                }
            },
            '"' => return false,
            _ => {}
        }
        at_start = matches!(letter, ',' | '\n' | '\r');
        if letter == '"' && letters.peek().is_some_and(|next| !matches!(next, ',' | '\n' | '\r')) {
            return false;
        }
    }
    true
}
