//! Taking off the wrapping, layer by layer, until something is known.

use std::ops::Range;

use super::armor::{self, Block};
use super::base64_text;
use super::body::Body;
use super::characters::{self, Characters, is_unseen};
use super::content::{BinaryKind, Content, PrivateKeyKind};
use super::digits::{self, Octets};
use super::fields::Salvage;
use super::flaw::{Flaw, FlawKind};
use super::layer::Layer;
use super::object_bytes;
use super::places::Places;
use super::reading::{ReadAs, Reading};
use super::unfilled;

/// The most bytes that are looked at; a bundle of a whole trust store has about half a million.
const LARGEST: usize = 4 * 1024 * 1024;

/// The most flaws that are kept; who has so many looks at the first.
const MOST_FLAWS: usize = 200;

/// How often a value may be wrapped in base64 or text again.
const DEEPEST: usize = 3;

/// The state of one unwrapping.
#[derive(Default)]
pub(crate) struct Unwrapping {
    pub(crate) layers: Vec<Layer>,
    /// The flaws, and how deep in base64 each was found.
    pub(crate) flaws: Vec<(usize, Flaw)>,
    pub(crate) salvage: Option<Salvage>,
    pub(crate) places: Vec<(usize, Places)>,
    depth: usize,
}

/// A part of a text, and where the text was in the input.
#[derive(Clone)]
pub(crate) struct Passage<'a> {
    pub(crate) text: &'a str,
    pub(crate) range: Range<usize>,
    pub(crate) places: Places,
}

impl<'a> Passage<'a> {
    fn whole(text: &'a str, places: Places) -> Self {
        Self { text, range: 0..text.len(), places }
    }

    fn part(&self, range: Range<usize>) -> Self {
        Self { text: self.text, range, places: self.places.clone() }
    }

    pub(crate) fn str(&self) -> &'a str {
        &self.text[self.range.clone()]
    }

    pub(crate) fn in_input(&self, range: Range<usize>) -> Range<usize> {
        self.places.in_input(range)
    }

    fn trimmed(&self) -> Self {
        let text = self.str();
        let start = self.range.start + (text.len() - text.trim_start_matches(is_unseen).len());
        let end = self.range.start + text.trim_end_matches(is_unseen).len();
        self.part(start..end.max(start))
    }
}

/// Reads the bytes of a file.
pub(crate) fn file(bytes: &[u8]) -> Reading {
    read(ReadAs::File, bytes.len(), |unwrapping| unwrapping.bytes(bytes, &Places::default()))
}

/// Reads the text of a value.
pub(crate) fn value(text: &str) -> Reading {
    read(ReadAs::Value, text.len(), |unwrapping| {
        unwrapping.text(&Passage::whole(text, Places::default()))
    })
}

fn read(
    read_as: ReadAs,
    length: usize,
    take_off: impl FnOnce(&mut Unwrapping) -> Content,
) -> Reading {
    let mut unwrapping = Unwrapping::default();
    let content = if length > LARGEST {
        unwrapping.flaw(
            FlawKind::NotData,
            0..0,
            format!("{length} bytes are far too many for a certificate"),
        );
        Content::TooLarge
    } else {
        take_off(&mut unwrapping)
    };
    let Unwrapping { layers, mut flaws, salvage, places, .. } = unwrapping;
    // What a value is comes before how it is wrapped; the rest comes in the order of decoding.
    flaws.sort_by_key(|(depth, flaw)| {
        if flaw.kind < FlawKind::PemArmor { (0, flaw.kind) } else { (*depth, flaw.kind) }
    });
    let mut flaws: Vec<Flaw> = flaws.into_iter().map(|(_, flaw)| flaw).collect();
    flaws.dedup_by(|later, first| later.kind == first.kind && first.kind.is_wrapping());
    let salvage = salvage.filter(|salvage| !salvage.is_empty());
    Reading { read_as, layers, content, flaws, salvage, places }
}

impl Unwrapping {
    pub(crate) fn flaw(&mut self, kind: FlawKind, range: Range<usize>, message: impl Into<String>) {
        self.flaw_at_all(kind, range, Vec::new(), message.into());
    }

    pub(crate) fn flaw_at_all(
        &mut self,
        kind: FlawKind,
        range: Range<usize>,
        also: Vec<Range<usize>>,
        message: String,
    ) {
        if self.flaws.len() < MOST_FLAWS {
            self.flaws.push((self.depth, Flaw { kind, range, also, message }));
        }
    }

    pub(crate) fn bytes(&mut self, bytes: &[u8], places: &Places) -> Content {
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
        let inner = Characters::read(bytes).filter(|_| self.depth < DEEPEST);
        let Some(inner) = inner else {
            return object_bytes::read(self, bytes, places);
        };
        let start = inner.text.trim_start_matches(is_unseen);
        if !(start.starts_with("MI")
            || start.starts_with("LS0tLS1CRUdJTi")
            || !armor::blocks(start).is_empty())
        {
            self.flaw(FlawKind::NotDer, range, "the base64 decodes to text, not to a certificate");
            return Content::Text;
        }
        let what = if start.starts_with("MI") || start.starts_with("LS0t") {
            "base64"
        } else {
            "a PEM file"
        };
        self.flaw(
            FlawKind::DoubleBase64,
            range,
            format!("this is base64 of {what}: encoded once too often"),
        );
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
            self.flaw(FlawKind::Empty, passage.in_input(0..0), "there is no certificate data");
            return Content::Empty;
        }
        if text.is_empty() {
            let range = passage.in_input(passage.range.clone());
            self.flaw(FlawKind::Empty, range, "there is nothing but white space");
            return Content::Blank;
        }
        if was_saved_as_text(text.as_bytes()) {
            return self.saved_as_text(passage.in_input(trimmed.range));
        }
        let blocks = armor::blocks(passage.text);
        if !blocks.is_empty() {
            return self.blocks(passage, &blocks);
        }
        if let Some((content, kind)) = unfilled::recognise(text) {
            self.flaw(kind, passage.in_input(trimmed.range), unfilled::message(&content));
            return content;
        }
        let inside = self.unquote(&trimmed);
        let inside = self.data_uri(&inside);
        // Space around the value is a flaw of its own; inside quotes or a data URI there is none.
        let rest = if inside.range == trimmed.range { passage.clone() } else { inside };
        self.encoded(&rest)
    }

    /// Takes off quotation marks around the whole value.
    fn unquote<'a>(&mut self, passage: &Passage<'a>) -> Passage<'a> {
        let text = passage.str();
        let inner = [
            ("b'", "'"),
            ("b\"", "\""),
            ("\"", "\""),
            ("'", "'"),
            ("\u{201C}", "\u{201D}"),
            ("`", "`"),
        ]
        .into_iter()
        .find_map(|(open, close)| {
            let inner = text.strip_prefix(open)?.strip_suffix(close)?;
            Some((open, close, inner.len()))
        });
        let Some((open, _, length)) = inner else {
            return passage.clone();
        };
        let start = passage.range.start + open.len();
        let message = if open.starts_with('b') {
            "Python's b'…' stands around the value"
        } else {
            "quotation marks stand around the value"
        };
        self.flaw(FlawKind::Quoted, passage.in_input(passage.range.start..start), message);
        self.layers.push(Layer::Quoted);
        passage.part(start..start + length)
    }

    fn data_uri<'a>(&mut self, passage: &Passage<'a>) -> Passage<'a> {
        let text = passage.str();
        let is_data = text.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"));
        let Some(comma) =
            memchr::memchr(b',', text.as_bytes()).filter(|comma| is_data && *comma < 200)
        else {
            return passage.clone();
        };
        let start = passage.range.start + comma + 1;
        self.flaw(
            FlawKind::DataUri,
            passage.in_input(passage.range.start..start),
            "this is a data URI; only what follows its comma is data",
        );
        self.layers.push(Layer::DataUri);
        passage.part(start..passage.range.end)
    }

    /// Text that should be base64 or other digits.
    fn encoded(&mut self, passage: &Passage<'_>) -> Content {
        let range = passage.in_input(passage.trimmed().range);
        if let Some(octets) = digits::hexadecimal(passage.text, passage.range.clone()) {
            self.flaw(FlawKind::Hexadecimal, range, "these are hexadecimal digits, not base64");
            return self.octets(octets, Layer::Hexadecimal, passage);
        }
        if let Some(octets) = digits::decimal(passage.text, passage.range.clone()) {
            self.flaw(
                FlawKind::DecimalBytes,
                range,
                "these are bytes written as decimal numbers, not base64",
            );
            return self.octets(octets, Layer::DecimalBytes, passage);
        }
        base64_text::read(self, passage, false)
    }

    fn octets(&mut self, octets: Octets, layer: Layer, passage: &Passage<'_>) -> Content {
        self.layers.push(layer);
        let mut places = passage.places.clone();
        places.push_runs(octets.runs);
        object_bytes::read(self, &octets.bytes, &places)
    }

    fn blocks(&mut self, passage: &Passage<'_>, blocks: &[Block]) -> Content {
        self.armor_flaws(passage, blocks);
        match blocks {
            [block] => self.block(passage, block),
            _ => self.several(passage, blocks),
        }
    }

    fn armor_flaws(&mut self, passage: &Passage<'_>, blocks: &[Block]) {
        let first = &blocks[0];
        let line = first.begin.clone().or(first.end.clone()).unwrap_or_else(|| first.range());
        self.flaw(
            FlawKind::PemArmor,
            passage.in_input(line),
            "BEGIN and END lines stand around the base64 data",
        );
        for (slip, range) in
            blocks.iter().filter_map(|block| block.fault().map(|slip| (slip.message, slip.range)))
        {
            self.flaw(FlawKind::BrokenArmor, passage.in_input(range), slip);
        }
        let is_text = |range: Range<usize>| {
            passage.text.get(range).is_some_and(|text| !text.trim_matches(is_unseen).is_empty())
        };
        let mut end = 0;
        let mut text_around = false;
        for range in blocks.iter().map(Block::range) {
            text_around |= is_text(end..range.start);
            end = range.end;
        }
        text_around |= is_text(end..passage.text.len());
        self.layers.push(Layer::Pem { label: first.label.clone(), text_around });
    }

    fn block(&mut self, passage: &Passage<'_>, block: &Block) -> Content {
        let body = passage.part(without_headers(passage.text, &block.body));
        if let Some(kind) = private_key(&block.label) {
            self.flaw(
                FlawKind::PrivateKey,
                passage.in_input(block.range()),
                format!("this is {kind}"),
            );
            return Content::PrivateKey(kind);
        }
        if body.trimmed().range.is_empty() {
            let range = passage.in_input(block.range());
            self.flaw(FlawKind::Empty, range, "nothing stands between the BEGIN and the END line");
            return Content::Blank;
        }
        if block.label.starts_with("PGP ") || block.label.starts_with("SSH") {
            let content = Content::OtherPem { label: block.label.clone() };
            self.flaw(
                FlawKind::WrongObject,
                passage.in_input(block.range()),
                format!("this is {}", content.what()),
            );
            return content;
        }
        base64_text::read(self, &body, true)
    }

    fn several(&mut self, passage: &Passage<'_>, blocks: &[Block]) -> Content {
        let (mut certificates, mut private_keys, mut others) = (Vec::new(), Vec::new(), 0);
        let mut starts = Vec::new();
        for block in blocks {
            match self.block(passage, block) {
                Content::Certificate(certificate) => {
                    certificates.push(*certificate);
                    starts.push(block.range());
                }
                Content::PrivateKey(kind) => private_keys.push(kind),
                Content::Bundle { certificates: bundled }
                | Content::Several { certificates: bundled, .. } => {
                    certificates.extend(bundled);
                    starts.push(block.range());
                }
                _ => others += 1,
            }
        }
        if certificates.len() > 1 {
            let second = starts.get(1).or(starts.first()).cloned().unwrap_or_default();
            let message = format!(
                "{} certificates stand here; the gateway takes one per entry",
                certificates.len()
            );
            self.flaw(FlawKind::SeveralCertificates, passage.in_input(second), message);
        }
        Content::Several { certificates, private_keys, others }
    }
}

/// What is left of a PEM body after the header lines of RFC 1421 (`Proc-Type: …`).
fn without_headers(text: &str, body: &Range<usize>) -> Range<usize> {
    let (mut start, mut at, mut seen) = (body.start, body.start, false);
    for line in text[body.clone()].split_inclusive('\n') {
        let is_header = line.contains(": ");
        seen |= is_header;
        // Before the first header stands the end of the BEGIN line.
        if !is_header && (seen || !line.trim().is_empty()) {
            break;
        }
        at += line.len();
        if seen {
            start = at;
        }
    }
    start..body.end
}

/// The kind of private key that a PEM label announces.
fn private_key(label: &str) -> Option<PrivateKeyKind> {
    Some(match label {
        "RSA PRIVATE KEY" => PrivateKeyKind::Pkcs1,
        "PRIVATE KEY" => PrivateKeyKind::Pkcs8,
        "ENCRYPTED PRIVATE KEY" => PrivateKeyKind::EncryptedPkcs8,
        "EC PRIVATE KEY" => PrivateKeyKind::Sec1,
        "DSA PRIVATE KEY" => PrivateKeyKind::Dsa,
        "OPENSSH PRIVATE KEY" => PrivateKeyKind::OpenSsh,
        other if other.contains("PRIVATE KEY") => PrivateKeyKind::ByLabel,
        _ => return None,
    })
}

/// Whether the bytes of a DER file went through a program that took them for UTF-8 or Windows-1252.
fn was_saved_as_text(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    bytes.starts_with(b"0\xC2\x82")
        || bytes.starts_with("0\u{201A}".as_bytes())
        || bytes.starts_with("0\u{FFFD}".as_bytes())
}

/// The words for the first character of a kind that can't be seen.
pub(crate) fn invisible_message(body: &Body) -> String {
    let name = body
        .first_invisible
        .map_or_else(|| "an invisible character".to_owned(), characters::invisible_name);
    match body.invisible.count {
        1 => format!("{name} stands in the data"),
        count => format!("{name} stands in the data, one of {count} characters that can't be seen"),
    }
}
