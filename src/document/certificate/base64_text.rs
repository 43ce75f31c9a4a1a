//! Reading base64 text, and saying which character spoils it.

use std::ops::Range;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};

use super::body::Body;
use super::content::Content;
use super::der::is_cut_short;
use super::fields::Salvage;
use super::flaw::{Flaw, FlawKind};
use super::layer::Layer;
use super::places::Places;
use super::unwrap::{Passage, Unwrapping, invisible_message};

/// Decodes what there is: padding and stray bits at the end are judged here, with better words.
const FORGIVING: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// The fewest characters of base64 that may have a foreign character among them and still be base64.
const FEWEST: usize = 64;

/// Reads a passage that should be base64; `armored` when it stands between BEGIN and END lines.
pub(crate) fn read(unwrapping: &mut Unwrapping, passage: &Passage<'_>, armored: bool) -> Content {
    let body = Body::read(passage.text, passage.range.clone());
    if !is_data(&body) && !armored {
        let range = passage.in_input(passage.range.clone());
        unwrapping.flaw(FlawKind::NotData, range, words_for_text(passage.str()));
        return Content::Text;
    }
    let mut places = passage.places.clone();
    places.push_runs(body.runs.clone());
    let reader = Reader { passage, body: &body, places };
    reader.wrapping_flaws(unwrapping);
    reader.decode(unwrapping)
}

/// Whether the text is base64, perhaps damaged, rather than words.
fn is_data(body: &Body) -> bool {
    let kept = body.kept.len();
    // Every certificate begins so.
    let begins = body.kept.starts_with(b"MII");
    let few_foreign =
        body.foreign_count == 0 || (kept >= FEWEST && body.foreign_count * 20 <= kept);
    // Words have a space after each few letters; base64 has a line break after 64 or 76.
    let few_gaps = body.white.stretches * 16 <= kept.max(16);
    kept > 0 && (begins || (few_foreign && few_gaps))
}

fn words_for_text(text: &str) -> String {
    let digits = text.bytes().filter(u8::is_ascii_hexdigit).count();
    match (digits, text.bytes().all(|octet| octet.is_ascii_hexdigit() || b" :-".contains(&octet))) {
        (40 | 64, true) => {
            "this is a thumbprint; the gateway wants the whole certificate".to_owned()
        }
        _ => "this is text, not the base64 data of a certificate".to_owned(),
    }
}

struct Reader<'p, 'a> {
    passage: &'p Passage<'a>,
    body: &'p Body,
    /// The way from the kept characters to the input.
    places: Places,
}

impl Reader<'_, '_> {
    /// The place of something in the text.
    fn at(&self, range: Range<usize>) -> Range<usize> {
        self.passage.in_input(range)
    }

    /// The place of some of the kept characters.
    fn kept(&self, range: Range<usize>) -> Range<usize> {
        self.places.in_input(range)
    }

    /// What stands around and among the characters and can be taken off.
    fn wrapping_flaws(&self, unwrapping: &mut Unwrapping) {
        let body = self.body;
        if body.white.any() {
            unwrapping.flaw(
                FlawKind::WhiteSpace,
                self.at(body.white.first.clone()),
                self.white_message(),
            );
        }
        if body.invisible.any() {
            unwrapping.flaw(
                FlawKind::InvisibleCharacter,
                self.at(body.invisible.first.clone()),
                invisible_message(body),
            );
        }
        if body.escaped_breaks.any() {
            let message = "an escaped line break stands in the data as two characters";
            unwrapping.flaw(
                FlawKind::EscapedLineBreak,
                self.at(body.escaped_breaks.first.clone()),
                message,
            );
        }
        if body.escaped.any() {
            let message = "an escape stands in the data in place of a character";
            unwrapping.flaw(FlawKind::Escaped, self.at(body.escaped.first.clone()), message);
        }
        if body.escaped.any() || body.escaped_breaks.any() {
            unwrapping.layers.push(Layer::Escaped);
        }
        if body.url_safe.any() {
            let message = "'-' and '_' are of the URL-safe alphabet; base64 here has '+' and '/'";
            unwrapping.flaw(
                FlawKind::UrlSafeAlphabet,
                self.at(body.url_safe.first.clone()),
                message,
            );
        }
    }

    fn white_message(&self) -> String {
        let (breaks, body) = (self.body.line_breaks, self.body);
        let first = &body.white.first;
        let before_data = body.lines.first().is_none_or(|line| first.end <= line.range.start);
        let after_data = body.lines.last().is_some_and(|line| first.start >= line.range.end);
        let place = match (before_data, after_data) {
            (true, _) => "before the data",
            (_, true) => "after the data",
            _ => "in the data",
        };
        match (breaks, body.white.count) {
            (0, 1) => format!("a space or tab stands {place}"),
            (0, count) => format!("{count} spaces or tabs stand in the data, the first {place}"),
            (1, _) => format!("a line break stands {place}"),
            (count, _) => format!("the data is broken into lines by {count} line breaks"),
        }
    }

    /// Decodes, and puts the blame on the base64 or on what is inside.
    fn decode(&self, unwrapping: &mut Unwrapping) -> Content {
        let data = &self.body.kept[..self.body.data_length()];
        let padding = self.body.kept.len() - data.len();
        if let Some(inside) = memchr::memchr(b'=', data) {
            return self.misplaced_padding(unwrapping, inside);
        }
        // A single character left over holds no whole byte.
        let usable = if data.len() % 4 == 1 { &data[..data.len() - 1] } else { data };
        let Ok(bytes) = FORGIVING.decode(usable) else {
            unwrapping.flaw(
                FlawKind::WrongLength,
                self.kept(0..self.body.kept.len()),
                "the base64 can't be decoded",
            );
            return Content::DamagedBase64;
        };
        let faults = LengthFaults::of(data, padding);
        let mut places = self.places.clone();
        places.push_base64();
        let layers = unwrapping.layers.len();
        let flaws = unwrapping.flaws.len();
        let all = self.at(self.passage.range.clone());
        unwrapping.layers.push(Layer::Base64 {
            wrapped: self.body.lines.len() > 1,
            url_safe: self.body.url_safe.any(),
            unpadded: faults.is_only_unpadded(),
            spaces_for_plus: false,
        });
        let content = unwrapping.nested_bytes(&bytes, &places, all);
        let sound = !matches!(
            content,
            Content::DamagedDer | Content::Binary(_) | Content::Text | Content::OtherDer
        );
        if sound {
            self.forgiven(unwrapping, &faults);
            return content;
        }
        let inner = unwrapping.flaws.split_off(flaws);
        if let Some(content) = self.with_plus(unwrapping, layers) {
            return content;
        }
        self.damaged(unwrapping, content, inner, &faults, &bytes)
    }

    /// Base64 whose bytes are sound all the same: what is odd about it lost nothing, or nothing that matters.
    fn forgiven(&self, unwrapping: &mut Unwrapping, faults: &LengthFaults) {
        self.foreign_flaws(unwrapping);
        let end = self.kept(self.body.kept.len()..self.body.kept.len());
        if faults.is_only_unpadded() {
            let message = format!(
                "{} is missing at the end",
                if faults.wanted == 1 { "'='" } else { "'=='" }
            );
            unwrapping.flaw(FlawKind::MissingPadding, end, message);
        } else if faults.any() {
            unwrapping.flaw(FlawKind::WrongLength, end, faults.message(None));
        }
    }

    /// Spaces in a single line may be `+` that a form or query turned into spaces.
    fn with_plus(&self, unwrapping: &mut Unwrapping, layers: usize) -> Option<Content> {
        let text = self.passage.str();
        if self.body.line_breaks > 0 || self.body.foreign_count > 0 || !text.trim().contains(' ') {
            return None;
        }
        let mended = text.trim_matches(super::characters::is_unseen).replace(' ', "+");
        let bytes = FORGIVING.decode(mended.trim_end_matches('=')).ok()?;
        let certificate = super::facts::Certificate::from_der(&bytes).ok()?;
        unwrapping.layers.truncate(layers);
        unwrapping.layers.push(Layer::Base64 {
            wrapped: false,
            url_safe: false,
            unpadded: false,
            spaces_for_plus: true,
        });
        unwrapping.layers.push(Layer::Der);
        unwrapping.flaws.retain(|(_, flaw)| flaw.kind != FlawKind::WhiteSpace);
        let message = "spaces stand where '+' was, as after decoding a form or a query";
        unwrapping.flaw(FlawKind::SpacesForPlus, self.at(self.body.white.first.clone()), message);
        let start = self.passage.range.start
            + (text.len() - text.trim_start_matches(super::characters::is_unseen).len());
        let mut places = self.passage.places.clone();
        let mut runs = super::places::Runs::default();
        runs.push_all(start, mended.len());
        places.push_runs(runs);
        places.push_base64();
        unwrapping.places.push((0, places));
        Some(Content::Certificate(Box::new(certificate)))
    }

    fn misplaced_padding(&self, unwrapping: &mut Unwrapping, inside: usize) -> Content {
        let message = format!(
            "'=' stands after {inside} of {} characters; it only ends base64, so two values may have been joined",
            self.body.kept.len()
        );
        self.foreign_flaws(unwrapping);
        unwrapping.flaw(FlawKind::MisplacedPadding, self.kept(inside..inside + 1), message);
        let bytes = FORGIVING.decode(&self.body.kept[..inside - inside % 4]).unwrap_or_default();
        self.salvage(unwrapping, &bytes, inside);
        Content::DamagedBase64
    }

    /// Bytes that are no sound object: says whether the base64 or the bytes are to blame.
    fn damaged(
        &self,
        unwrapping: &mut Unwrapping,
        content: Content,
        inner: Vec<(usize, Flaw)>,
        faults: &LengthFaults,
        bytes: &[u8],
    ) -> Content {
        self.foreign_flaws(unwrapping);
        if matches!(content, Content::Binary(_)) && self.body.kept.len() < FEWEST {
            let range = self.at(self.passage.range.clone());
            unwrapping.flaw(FlawKind::NotData, range, words_for_text(self.passage.str()));
            return Content::Text;
        }
        if !matches!(content, Content::DamagedDer) && self.body.foreign_count == 0 {
            unwrapping.flaws.extend(inner);
            return content;
        }
        let foreign = self.body.foreign_count > 0;
        let overtyped = self.overtyped_flaw(unwrapping);
        // A foreign character explains a line and a length that are not right.
        let odd_line = if foreign { None } else { self.line_flaw(unwrapping) };
        let hints = overtyped.into_iter().chain(odd_line).min();
        let whole = declared_length(bytes);
        let blamed = faults.any() && !foreign && !is_cut_short(bytes);
        if blamed {
            let end = self.kept(self.body.kept.len().saturating_sub(1)..self.body.kept.len());
            unwrapping.flaw(FlawKind::WrongLength, end, faults.message(whole));
        }
        self.salvage(unwrapping, bytes, hints.unwrap_or(self.body.kept.len()));
        if foreign || blamed {
            return Content::DamagedBase64;
        }
        unwrapping.flaws.extend(inner);
        content
    }

    fn salvage(&self, unwrapping: &mut Unwrapping, bytes: &[u8], sound: usize) {
        let foreign = self.body.foreign.first().map(|(_, range)| range.start);
        let before_foreign = foreign.map_or(sound, |at| self.body.runs.kept_before(at)).min(sound);
        let trusted = bytes.get(..before_foreign / 4 * 3).unwrap_or(bytes);
        unwrapping.salvage = Some(super::facts::Certificate::salvage(trusted))
            .filter(|salvage: &Salvage| !salvage.is_empty());
    }

    fn foreign_flaws(&self, unwrapping: &mut Unwrapping) {
        let Some(((first, range), rest)) = self.body.foreign.split_first() else {
            return;
        };
        let more = match self.body.foreign_count {
            1 => String::new(),
            count => format!("; {count} such characters in all"),
        };
        let message = format!("{} is no base64 character{}{more}", quoted(*first), cause(*first));
        let also = rest.iter().map(|(_, range)| self.at(range.clone())).collect();
        unwrapping.flaw_at_all(FlawKind::ForeignCharacter, self.at(range.clone()), also, message);
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
        let message = match self.body.lines.len() {
            0 | 1 => "letters x are typed over the data".to_owned(),
            _ => {
                let lines: Vec<usize> =
                    runs.iter().map(|run| self.body.line_of(run.start) + 1).collect();
                format!("letters x are typed over the data in {}", line_list(&lines))
            }
        };
        let also = rest.iter().map(|run| self.kept(run.clone())).collect();
        unwrapping.flaw_at_all(FlawKind::Overtyped, self.kept(first.clone()), also, message);
        Some(first.start)
    }
}

/// What the length of base64 gives away.
struct LengthFaults {
    /// Characters without padding.
    data: usize,
    padding: usize,
    /// The padding that belongs there.
    wanted: usize,
    /// Whether the last character has bits that no whole byte uses.
    stray_bits: bool,
}

impl LengthFaults {
    fn of(data: &[u8], padding: usize) -> Self {
        let wanted = [0, 3, 2, 1][data.len() % 4];
        let mask = [0, 0, 0x0F, 0x03][data.len() % 4];
        let stray_bits = data.last().is_some_and(|last| symbol(*last) & mask != 0);
        Self { data: data.len(), padding, wanted, stray_bits }
    }

    fn any(&self) -> bool {
        self.padding != self.wanted || self.stray_bits
    }

    fn is_only_unpadded(&self) -> bool {
        self.padding == 0 && self.wanted > 0 && self.wanted < 3 && !self.stray_bits
    }

    /// The words; `whole` is the length in bytes that the object inside says it has.
    fn message(&self, whole: Option<usize>) -> String {
        let count = self.data + self.padding;
        let length = match count % 4 {
            0 if self.padding == self.wanted => {
                format!("the last of {count} base64 characters can't be right")
            }
            0 => format!(
                "{} '=' at the end of {} base64 characters is not right",
                self.padding, self.data
            ),
            left => format!("{count} base64 characters is no multiple of 4: {left} left over"),
        };
        let Some(right) = whole.map(|whole| (whole * 4).div_ceil(3)) else {
            return length;
        };
        match self.data.cmp(&right) {
            std::cmp::Ordering::Greater => {
                let characters = characters(self.data - right);
                format!("{length}; by the certificate's own length {characters} too many")
            }
            std::cmp::Ordering::Less => {
                let verb = if right - self.data == 1 { "is" } else { "are" };
                let characters = characters(right - self.data);
                format!("{length}; by the certificate's own length {characters} {verb} missing")
            }
            std::cmp::Ordering::Equal => length,
        }
    }
}

fn characters(count: usize) -> String {
    if count == 1 { "1 character".to_owned() } else { format!("{count} characters") }
}

fn symbol(octet: u8) -> u8 {
    match octet {
        b'A'..=b'Z' => octet - b'A',
        b'a'..=b'z' => octet - b'a' + 26,
        b'0'..=b'9' => octet - b'0' + 52,
        b'+' => 62,
        _ => 63,
    }
}

/// The length that the outermost DER value says it has, header included.
fn declared_length(bytes: &[u8]) -> Option<usize> {
    match *bytes {
        [0x30, 0x81, one, ..] => Some(3 + usize::from(one)),
        [0x30, 0x82, one, two, ..] => Some(4 + usize::from(u16::from_be_bytes([one, two]))),
        _ => None,
    }
}

fn line_list(lines: &[usize]) -> String {
    let mut lines: Vec<String> = lines.iter().map(usize::to_string).collect();
    lines.dedup();
    match lines.split_last() {
        None => String::new(),
        Some((only, [])) => format!("line {only}"),
        Some((last, first)) => format!("lines {} and {last}", first.join(", ")),
    }
}

fn quoted(character: char) -> String {
    if character.is_ascii_graphic() {
        format!("'{character}'")
    } else {
        format!("'{character}' (U+{:04X})", u32::from(character))
    }
}

/// How a character most likely came there.
fn cause(character: char) -> &'static str {
    match character {
        '*' => ": something was masked",
        '\u{2026}' | '.' => ": something was left out",
        '"' | '\'' | '\u{201C}' | '\u{201D}' | '\u{2019}' => {
            ": quotation marks are no part of the value"
        }
        '\\' => ": an escape was left in",
        '<' | '>' => ": a tag or a placeholder was left in",
        '$' | '{' | '}' | '@' => ": a variable was left in",
        ',' | ';' => ": it belongs to the list around the value",
        ':' => ": it belongs to a name or an address",
        '%' => ": an escape of a URL was left in",
        '\u{FFFD}' => ": a character was lost when the text was converted",
        _ => "",
    }
}
