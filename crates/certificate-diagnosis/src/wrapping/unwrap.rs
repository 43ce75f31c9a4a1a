//! Taking off the wrapping, layer by layer, until something is known.

use std::ops::Range;

use crate::diagnosis::content::{BinaryKind, Content};
use crate::diagnosis::flaw::{Flaw, FlawKind};
use crate::diagnosis::outcome::{Diagnosis, ReadAs};
use crate::input::characters::{Characters, is_unseen};
use crate::input::layer::Layer;
use crate::input::passage::Passage;
use crate::input::places::Places;
use crate::wrapping::base64_data::digits;
use crate::wrapping::base64_data::digits::Octets;
use crate::wrapping::base64_data::text;
use crate::wrapping::object_bytes;
use crate::wrapping::unwrapping::Unwrapping;
use crate::wrapping::{armor, around, pem_text, unfilled};

/// The most bytes that are looked at; a bundle of a whole trust store has about half a million.
const LARGEST: usize = 4 * 1024 * 1024;

/// How often a value may be wrapped in base64 or text again.
const DEEPEST: usize = 3;

/// Reads the bytes of a file.
pub(crate) fn file(bytes: &[u8]) -> Diagnosis {
    read(ReadAs::File, bytes.len(), |unwrapping| unwrapping.bytes(bytes, &Places::default()))
}

/// Reads the text of a value.
pub(crate) fn value(text: &str) -> Diagnosis {
    read(ReadAs::Value, text.len(), |unwrapping| {
        unwrapping.text(&Passage::whole(text, Places::default()))
    })
}

fn read(
    read_as: ReadAs,
    length: usize,
    take_off: impl FnOnce(&mut Unwrapping) -> Content,
) -> Diagnosis {
    let mut unwrapping = Unwrapping::default();
    let content = if length > LARGEST {
        let message = format!("{length} bytes are far too many for a certificate");
        unwrapping.flaw(FlawKind::NotData, 0..0, message);
        Content::TooLarge
    } else {
        take_off(&mut unwrapping)
    };
    let Unwrapping { layers, mut flaws, overtyped, salvage, places, .. } = unwrapping;
    // What a value is comes before how it is wrapped; the rest comes in the order of decoding.
    flaws.sort_by_key(|(depth, flaw)| {
        if flaw.kind < FlawKind::PemArmor { (0, flaw.kind) } else { (*depth, flaw.kind) }
    });
    let mut flaws: Vec<Flaw> = flaws.into_iter().map(|(_, flaw)| flaw).collect();
    flaws.dedup_by(|later, first| later.kind == first.kind && first.kind.is_wrapping());
    let salvage = salvage.filter(|salvage| !salvage.is_empty());
    Diagnosis { read_as, layers, content, flaws, overtyped, salvage, places }
}

impl Unwrapping {
    fn bytes(&mut self, bytes: &[u8], places: &Places) -> Content {
        match Characters::read(bytes) {
            None if was_saved_as_text(bytes) => self.saved_as_text(places.in_input(0..bytes.len())),
            None => object_bytes::read(self, bytes, places),
            Some(characters) => {
                let mut places = places.clone();
                if let Some(runs) = characters.runs {
                    places.push_runs(runs);
                }
                self.layers.extend(characters.layer);
                self.text(&Passage::whole(&characters.text, places))
            }
        }
    }

    /// Bytes found inside base64: text in there means that it was encoded twice.
    pub(crate) fn nested_bytes(
        &mut self,
        bytes: &[u8],
        places: &Places,
        range: Range<usize>,
    ) -> Content {
        let Some(inner) = Characters::read(bytes).filter(|_| self.depth < DEEPEST) else {
            return object_bytes::read(self, bytes, places);
        };
        let start = inner.text.trim_start_matches(is_unseen);
        let is_base64 = start.starts_with("MI") || start.starts_with("LS0tLS1CRUdJTi");
        if !is_base64 && armor::blocks(start).is_empty() {
            // Random bytes may well be text of some old encoding.
            if inner.layer == Some(Layer::OneByteText) {
                return object_bytes::read(self, bytes, places);
            }
            self.flaw(FlawKind::NotDer, range, "the base64 decodes to text, not to a certificate");
            return Content::Text;
        }
        let what = if is_base64 { "base64" } else { "a PEM file" };
        let message = format!("this is base64 of {what}: encoded once too often");
        self.flaw(FlawKind::DoubleBase64, range, message);
        self.depth += 1;
        let outer = self.flaws.len();
        let content = self.bytes(bytes, places);
        self.depth -= 1;
        // How the inner text is wrapped is part of the one fault that is reported already.
        let inner = self.flaws.split_off(outer);
        self.flaws.extend(inner.into_iter().filter(|(_, flaw)| !flaw.kind.is_wrapping()));
        content
    }

    fn saved_as_text(&mut self, range: Range<usize>) -> Content {
        let content = Content::Binary(BinaryKind::SavedAsText);
        self.flaw(FlawKind::NotDer, range, format!("this is {}: bytes are lost", content.what()));
        content
    }

    fn text(&mut self, passage: &Passage<'_>) -> Content {
        let trimmed = passage.trimmed();
        let text = trimmed.str();
        if passage.text.is_empty() {
            self.flaw(FlawKind::Empty, passage.place(), "there is no certificate data");
            return Content::Empty;
        }
        if text.is_empty() {
            self.flaw(FlawKind::Empty, passage.place(), "there is nothing but white space");
            return Content::Blank;
        }
        if was_saved_as_text(text.as_bytes()) {
            return self.saved_as_text(trimmed.place());
        }
        let blocks = armor::blocks(passage.text);
        if !blocks.is_empty() {
            return pem_text::read(self, passage, &blocks);
        }
        if let Some((content, kind)) = unfilled::recognise(text) {
            self.flaw(kind, trimmed.place(), unfilled::message(&content));
            return content;
        }
        let inside = around::take_off(self, &trimmed);
        // Space around the value is a flaw of its own; around quotation marks it is part of theirs.
        let rest = if inside.range == trimmed.range { passage.clone() } else { inside };
        self.encoded(&rest)
    }

    /// Text that should be base64 or other digits.
    fn encoded(&mut self, passage: &Passage<'_>) -> Content {
        let range = passage.trimmed().place();
        if let Some(octets) = digits::hexadecimal(passage.text, passage.range.clone()) {
            let message = "these are hexadecimal digits, not base64";
            self.flaw(FlawKind::Hexadecimal, range, message);
            return self.octets(octets, Layer::Hexadecimal, passage);
        }
        if let Some(octets) = digits::decimal(passage.text, passage.range.clone()) {
            let message = "these are bytes written as decimal numbers, not base64";
            self.flaw(FlawKind::DecimalBytes, range, message);
            return self.octets(octets, Layer::DecimalBytes, passage);
        }
        text::read(self, passage, false)
    }

    fn octets(&mut self, octets: Octets, layer: Layer, passage: &Passage<'_>) -> Content {
        self.layers.push(layer);
        let mut places = passage.places.clone();
        places.push_runs(octets.runs);
        object_bytes::read(self, &octets.bytes, &places)
    }
}

/// Whether the bytes of a DER file went through a program that took them for UTF-8 or Windows-1252.
fn was_saved_as_text(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    ["0\u{82}", "0\u{201A}", "0\u{FFFD}"].iter().any(|start| bytes.starts_with(start.as_bytes()))
}
