//! What stands around a value and is no part of it: quotation marks, a name, a data URI.

use crate::diagnosis::flaw::FlawKind;
use crate::input::layer::Layer;
use crate::input::passage::Passage;
use crate::wrapping::unwrapping::Unwrapping;

/// The longest name that may stand before a value.
const LONGEST_NAME: usize = 60;

/// Takes off what stands around the value, until nothing more does.
pub(crate) fn take_off<'a>(unwrapping: &mut Unwrapping, passage: &Passage<'a>) -> Passage<'a> {
    let mut passage = passage.clone();
    for _ in 0..3 {
        let inside = name(unwrapping, &passage)
            .or_else(|| quotation_marks(unwrapping, &passage))
            .or_else(|| data_uri(unwrapping, &passage));
        match inside {
            Some(inside) => passage = inside.trimmed(),
            None => break,
        }
    }
    passage
}

fn quotation_marks<'a>(unwrapping: &mut Unwrapping, passage: &Passage<'a>) -> Option<Passage<'a>> {
    const MARKS: [(&str, &str); 6] = [
        ("b'", "'"),
        ("b\"", "\""),
        ("\"", "\""),
        ("'", "'"),
        ("\u{201C}", "\u{201D}"),
        ("`", "`"),
    ];
    let text = passage.str();
    let (open, length) = MARKS.into_iter().find_map(|(open, close)| {
        let inside = text.strip_prefix(open)?.strip_suffix(close)?;
        Some((open, inside.len()))
    })?;
    let start = passage.range.start + open.len();
    let message = if open.starts_with('b') {
        "the value is enclosed in Python's b'…'"
    } else {
        "the value is enclosed in quotation marks"
    };
    let place = passage.in_input(passage.range.start..start);
    unwrapping.flaw(FlawKind::Quoted, place, message);
    unwrapping.layers.push(Layer::Quoted);
    Some(passage.part(start..start + length))
}

fn data_uri<'a>(unwrapping: &mut Unwrapping, passage: &Passage<'a>) -> Option<Passage<'a>> {
    let text = passage.str();
    text.get(..5).filter(|scheme| scheme.eq_ignore_ascii_case("data:"))?;
    let comma = memchr::memchr(b',', text.as_bytes()).filter(|comma| *comma < 200)?;
    let start = passage.range.start + comma + 1;
    let place = passage.in_input(passage.range.start..start);
    let message = "this is a data URI; only the part after its comma is data";
    unwrapping.flaw(FlawKind::DataUri, place, message);
    unwrapping.layers.push(Layer::DataUri);
    Some(passage.part(start..passage.range.end))
}

/// A name and `=` or `:` before the value, copied along from a settings file.
fn name<'a>(unwrapping: &mut Unwrapping, passage: &Passage<'a>) -> Option<Passage<'a>> {
    let text = passage.str();
    let is_name = |octet: &u8| octet.is_ascii_alphanumeric() || b"_.-\" ".contains(octet);
    let length = text.bytes().take(LONGEST_NAME).take_while(is_name).count();
    let rest = text[length..].strip_prefix(['=', ':']).filter(|_| length > 0)?;
    let value = rest.trim_start_matches(' ');
    if !value.trim_start_matches(['"', '\'']).starts_with("MII") {
        return None;
    }
    let start = passage.range.start + (text.len() - value.len());
    let place = passage.in_input(passage.range.start..start);
    unwrapping.flaw(FlawKind::NameBefore, place, "a name precedes the data");
    unwrapping.layers.push(Layer::Named);
    Some(passage.part(start..passage.range.end))
}
