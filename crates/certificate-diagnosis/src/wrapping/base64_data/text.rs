//! Reading base64 text, and saying which character spoils it.

use std::ops::Range;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};

use crate::diagnosis::content::{BinaryKind, Content};
use crate::diagnosis::flaw::{Flaw, FlawKind};
use crate::encoding::der::is_cut_short;
use crate::fields::facts::Certificate;
use crate::input::layer::Layer;
use crate::input::passage::Passage;
use crate::input::places::Places;
use crate::wrapping::base64_data::body::Base64Body;
use crate::wrapping::base64_data::body_words;
use crate::wrapping::base64_data::length::{LengthFaults, declared};
use crate::wrapping::unwrapping::Unwrapping;

/// Decodes what there is: padding and stray bits at the end are judged here, with better words.
pub(crate) const FORGIVING: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// The fewest characters that are taken for base64, damaged or not, rather than for a word.
const FEWEST: usize = 64;

/// Reads a passage that should be base64; `armored` when it stands between BEGIN and END lines.
pub(crate) fn read(unwrapping: &mut Unwrapping, passage: &Passage<'_>, armored: bool) -> Content {
    let body = Base64Body::read(passage.text, passage.range.clone());
    if !is_data(&body) && !armored {
        let words = body_words::text(passage.str());
        unwrapping.flaw(FlawKind::NotData, passage.place(), words);
        return Content::Text;
    }
    let mut places = passage.places.clone();
    places.push_runs(body.runs.clone());
    let reader = Base64Reader { passage, body: &body, places };
    reader.read(unwrapping)
}

/// Whether the text is base64, perhaps damaged, rather than words.
fn is_data(body: &Base64Body) -> bool {
    let kept = body.kept.len();
    // Every certificate begins so.
    let begins = body.kept.starts_with(b"MII");
    let few_foreign =
        body.foreign_count == 0 || (kept >= FEWEST && body.foreign_count * 20 <= kept);
    // Words have a space after each few letters; base64 has a line break after 64 or 76.
    let few_gaps = body.white.stretches * 16 <= kept.max(16);
    kept > 0 && (begins || (few_foreign && few_gaps))
}

/// Base64 text being read.
pub(crate) struct Base64Reader<'p, 'a> {
    pub(crate) passage: &'p Passage<'a>,
    pub(crate) body: &'p Base64Body,
    /// The way from the kept characters to the input.
    pub(crate) places: Places,
}

impl Base64Reader<'_, '_> {
    /// The place of something in the text.
    pub(crate) fn at(&self, range: Range<usize>) -> Range<usize> {
        self.passage.in_input(range)
    }

    /// The place of some of the kept characters.
    pub(crate) fn kept(&self, range: Range<usize>) -> Range<usize> {
        self.places.in_input(range)
    }

    pub(crate) fn layer(&self, unpadded: bool, spaces_for_plus: bool) -> Layer {
        let (wrapped, url_safe) = (self.body.lines.len() > 1, self.body.url_safe.any());
        Layer::Base64 { wrapped, url_safe, unpadded, spaces_for_plus }
    }

    /// Decodes, and puts the blame on the base64 or on what is inside.
    fn read(&self, unwrapping: &mut Unwrapping) -> Content {
        let outer = (unwrapping.flaws.len(), unwrapping.layers.len());
        self.wrapping_flaws(unwrapping);
        let data = &self.body.kept[..self.body.data_length()];
        if let Some(inside) = memchr::memchr(b'=', data) {
            return self.padding_inside(unwrapping, inside);
        }
        // A single character left over holds no whole byte.
        let usable = if data.len() % 4 == 1 { &data[..data.len() - 1] } else { data };
        let bytes = FORGIVING.decode(usable).unwrap_or_default();
        let faults = LengthFaults::of(data, self.body.kept.len() - data.len());
        let mut places = self.places.clone();
        places.push_base64();
        let (flaws, layers) = (unwrapping.flaws.len(), unwrapping.layers.len());
        unwrapping.layers.push(self.layer(faults.is_only_unpadded(), false));
        let content = unwrapping.nested_bytes(&bytes, &places, self.passage.place());
        if is_sound(&content) {
            self.sound(unwrapping, &faults);
            return content;
        }
        let inner = DecodedContent {
            flaws: unwrapping.flaws.split_off(flaws),
            layers: unwrapping.layers.split_off(layers),
            content,
            bytes,
        };
        if matches!(inner.content, Content::Binary(_)) && data.len() < FEWEST {
            // A word: whatever stands in it is no flaw of its own.
            unwrapping.flaws.truncate(outer.0);
            unwrapping.layers.truncate(outer.1);
            let words = body_words::text(self.passage.str());
            unwrapping.flaw(FlawKind::NotData, self.passage.place(), words);
            return Content::Text;
        }
        let rescued = self.with_plus(unwrapping).or_else(|| match inner.content {
            Content::Binary(BinaryKind::Other) => self.with_start(unwrapping),
            _ => None,
        });
        rescued.unwrap_or_else(|| self.damaged(unwrapping, inner, &faults))
    }

    /// What stands around and among the characters and can be taken off.
    fn wrapping_flaws(&self, unwrapping: &mut Unwrapping) {
        let body = self.body;
        let escaped_break = "the data contains an escaped line break as two characters";
        let escaped = "the data contains an escape instead of a character";
        let url_safe = "'-' and '_' belong to the URL-safe alphabet; use '+' and '/' here";
        let words: [(FlawKind, _, &dyn Fn() -> String); 5] = [
            (FlawKind::WhiteSpace, &body.white, &|| body_words::white_space(body)),
            (FlawKind::InvisibleCharacter, &body.invisible, &|| body_words::invisible(body)),
            (FlawKind::EscapedLineBreak, &body.escaped_breaks, &|| escaped_break.to_owned()),
            (FlawKind::Escaped, &body.escaped, &|| escaped.to_owned()),
            (FlawKind::UrlSafeAlphabet, &body.url_safe, &|| url_safe.to_owned()),
        ];
        for (kind, seen, message) in words.into_iter().filter(|(_, seen, _)| seen.any()) {
            unwrapping.flaw(kind, self.at(seen.first.clone()), message());
        }
        if body.escaped.any() || body.escaped_breaks.any() {
            unwrapping.layers.push(Layer::Escaped);
        }
    }

    /// Base64 whose bytes are sound all the same: what is odd about it lost nothing that matters.
    fn sound(&self, unwrapping: &mut Unwrapping, faults: &LengthFaults) {
        self.foreign_flaws(unwrapping);
        unwrapping.overtyped.extend(self.body.overtyped().into_iter().map(|run| self.kept(run)));
        let end = self.kept(self.body.kept.len()..self.body.kept.len());
        let unpadded = faults.is_only_unpadded();
        if faults.any() {
            let kind = if unpadded { FlawKind::MissingPadding } else { FlawKind::WrongLength };
            unwrapping.flaw(kind, end, faults.message_of_sound());
        }
    }

    fn padding_inside(&self, unwrapping: &mut Unwrapping, inside: usize) -> Content {
        self.foreign_flaws(unwrapping);
        if let Some(content) = self.joined(unwrapping) {
            return content;
        }
        let count = self.body.kept.len();
        let message = format!(
            "'=' follows {inside} of {count} characters; only the end of base64 can contain it"
        );
        unwrapping.flaw(FlawKind::MisplacedPadding, self.kept(inside..inside + 1), message);
        let bytes = FORGIVING.decode(&self.body.kept[..inside - inside % 4]).unwrap_or_default();
        self.salvage(unwrapping, &bytes, inside);
        Content::DamagedBase64
    }

    /// Bytes that are no sound object: says whether the base64 or the bytes are to blame.
    fn damaged(
        &self,
        unwrapping: &mut Unwrapping,
        inner: DecodedContent,
        faults: &LengthFaults,
    ) -> Content {
        unwrapping.layers.extend(inner.layers);
        self.foreign_flaws(unwrapping);
        let foreign = self.body.foreign_count > 0;
        if !foreign && self.case_flaw(unwrapping) {
            return Content::DamagedBase64;
        }
        if !foreign && inner.content == Content::Binary(BinaryKind::Other) {
            let message = "the data doesn't begin with MII like a certificate: its start is missing, or it is something else";
            unwrapping.flaw(FlawKind::NotDer, self.kept(0..3), message);
            return inner.content;
        }
        if !foreign && inner.content != Content::DamagedDer {
            unwrapping.flaws.extend(inner.flaws);
            return inner.content;
        }
        let overtyped = self.overtyped_flaw(unwrapping);
        // A foreign character explains a line and a length that are not right.
        let odd_line = if foreign { None } else { self.line_flaw(unwrapping) };
        let blamed = faults.any() && !foreign && !is_cut_short(&inner.bytes);
        if blamed {
            let end = self.kept(self.body.kept.len().saturating_sub(1)..self.body.kept.len());
            let message = faults.message(declared(&inner.bytes));
            unwrapping.flaw(FlawKind::WrongLength, end, message);
        }
        let hints = overtyped.into_iter().chain(odd_line).min();
        self.salvage(unwrapping, &inner.bytes, hints.unwrap_or(self.body.kept.len()));
        if foreign || blamed {
            return Content::DamagedBase64;
        }
        unwrapping.flaws.extend(inner.flaws);
        inner.content
    }

    /// Reads what stands before the first sign of damage.
    fn salvage(&self, unwrapping: &mut Unwrapping, bytes: &[u8], sound: usize) {
        let foreign = self.body.foreign.first().map(|(_, range)| range.start);
        let before_foreign = foreign.map_or(sound, |at| self.body.runs.kept_before(at)).min(sound);
        let trusted = bytes.get(..before_foreign / 4 * 3).unwrap_or(bytes);
        unwrapping.salvage = Some(Certificate::salvage(trusted));
    }

    fn foreign_flaws(&self, unwrapping: &mut Unwrapping) {
        let Some(((first, range), rest)) = self.body.foreign.split_first() else {
            return;
        };
        let message = body_words::foreign(*first, self.body.foreign_count);
        let also = rest.iter().map(|(_, range)| self.at(range.clone())).collect();
        let place = self.at(range.clone());
        unwrapping.flaw_at_all(FlawKind::ForeignCharacter, place, also, message);
    }

    /// Reports letters that are all small or all capital.
    fn case_flaw(&self, unwrapping: &mut Unwrapping) -> bool {
        let kept = &self.body.kept;
        let missing = match (
            kept.iter().any(u8::is_ascii_uppercase),
            kept.iter().any(u8::is_ascii_lowercase),
        ) {
            _ if kept.len() < FEWEST => return false,
            (false, true) => "capital",
            (true, false) => "small",
            _ => return false,
        };
        let message =
            format!("there are no {missing} letters: the case was changed, so the data is lost");
        unwrapping.flaw(FlawKind::CaseLost, self.kept(0..kept.len()), message);
        true
    }

    /// Reports lines of another width; gives the number of characters before the first.
    fn line_flaw(&self, unwrapping: &mut Unwrapping) -> Option<usize> {
        let (width, odd) = self.body.odd_lines()?;
        let line = |number: &usize| &self.body.lines[*number];
        let (first, rest) = odd.split_first()?;
        let message = format!(
            "line {} of {} of the base64 text has {} characters, the others {width}",
            first + 1,
            self.body.lines.len(),
            line(first).length
        );
        let also = rest.iter().map(|number| self.at(line(number).range.clone())).collect();
        let range = self.at(line(first).range.clone());
        unwrapping.flaw_at_all(FlawKind::OddLine, range, also, message);
        Some(line(first).before)
    }

    /// Reports letters typed over the data; gives the number of characters before the first.
    fn overtyped_flaw(&self, unwrapping: &mut Unwrapping) -> Option<usize> {
        let runs = self.body.overtyped();
        let (first, rest) = runs.split_first()?;
        let lines: Vec<usize> = runs.iter().map(|run| self.body.line_of(run.start) + 1).collect();
        let message = match self.body.lines.len() {
            0 | 1 => "the data is overwritten with letters x".to_owned(),
            _ => format!(
                "the data is overwritten with letters x in {}",
                body_words::line_list(&lines)
            ),
        };
        let also: Vec<Range<usize>> = rest.iter().map(|run| self.kept(run.clone())).collect();
        unwrapping.overtyped.extend(runs.iter().map(|run| self.kept(run.clone())));
        unwrapping.flaw_at_all(FlawKind::Overtyped, self.kept(first.clone()), also, message);
        Some(first.start)
    }
}

/// What was found inside base64 before it is known whether it counts.
struct DecodedContent {
    flaws: Vec<(usize, Flaw)>,
    layers: Vec<Layer>,
    content: Content,
    bytes: Vec<u8>,
}

/// Whether the bytes are an object that fits its own lengths, wanted or not.
fn is_sound(content: &Content) -> bool {
    !matches!(
        content,
        Content::DamagedDer
            | Content::Binary(_)
            | Content::Text
            | Content::OtherDer
            | Content::DamagedBase64
    )
}
