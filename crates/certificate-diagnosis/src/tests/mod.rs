//! Tests of the certificate reader as a whole.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::{Diagnosis, read, read_text};

mod article;
mod chains;
mod corpus;
mod facts;
mod hostile;
mod kinds;
mod known;
mod oddities;
mod places;
mod repairs;
mod signatures;
mod stores;
mod values;

macro_rules! made {
    ($name:literal) => {
        include_str!(concat!("made/", $name))
    };
}
pub(super) use made;

/// A root as the documented recipe makes it, in PEM.
const ROOT: &str = made!("root-recipe.pem");
/// A client certificate issued by [`ROOT`], in PEM.
const CLIENT: &str = made!("client-recipe.pem");

/// The bytes of a PEM block, by another reader than the one that is tested.
fn der(pem: &str) -> Vec<u8> {
    pem::parse(pem).expect("the block is well formed").into_contents()
}

/// The value of a PEM certificate as it should be.
fn value(pem: &str) -> String {
    STANDARD.encode(der(pem))
}

/// A value broken into lines.
fn wrapped(value: &str, width: usize, line_break: &str) -> String {
    let lines: Vec<&str> = value
        .as_bytes()
        .chunks(width)
        .map(|line| std::str::from_utf8(line).expect("ASCII"))
        .collect();
    lines.join(line_break)
}

/// A DER value.
fn tlv(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let mut der = vec![tag];
    match u8::try_from(content.len()) {
        Ok(length @ 0..=127) => der.push(length),
        Ok(length) => der.extend([0x81, length]),
        Err(_) => {
            der.push(0x82);
            der.extend(u16::try_from(content.len()).expect("test objects are short").to_be_bytes());
        }
    }
    der.extend(content);
    der
}

/// The layers, joined.
fn layers(reading: &Diagnosis) -> String {
    reading.layers.iter().map(ToString::to_string).collect::<Vec<_>>().join(" > ")
}

/// Every flaw of a value as "kind: the text it stands at".
fn shown_flaws(text: &str) -> Vec<String> {
    let reading = read_text(text);
    let shown = |range: &std::ops::Range<usize>| {
        text.get(range.clone()).expect("a flaw stands in the text").to_owned()
    };
    reading.flaws.iter().map(|flaw| format!("{:?}: {}", flaw.kind, shown(&flaw.range))).collect()
}

/// What a file is and how it was wrapped.
fn shown_file(bytes: &[u8]) -> String {
    let reading = read(bytes);
    format!("{} <- {}", reading.what(), layers(&reading))
}
