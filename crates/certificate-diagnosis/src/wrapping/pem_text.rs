//! Reading text with BEGIN and END lines.

use std::ops::Range;

use crate::diagnosis::content::Content;
use crate::diagnosis::flaw::FlawKind;
use crate::encoding::object::PrivateKeyKind;
use crate::input::characters::is_unseen;
use crate::input::layer::Layer;
use crate::input::passage::Passage;
use crate::wrapping::armor::PemBlock;
use crate::wrapping::base64_data::text;
use crate::wrapping::unwrapping::Unwrapping;

/// Reads the blocks of a text; there is at least one.
pub(crate) fn read(
    unwrapping: &mut Unwrapping,
    passage: &Passage<'_>,
    blocks: &[PemBlock],
) -> Content {
    armor_flaws(unwrapping, passage, blocks);
    match blocks {
        [block] => read_block(unwrapping, passage, block),
        _ => several(unwrapping, passage, blocks),
    }
}

fn armor_flaws(unwrapping: &mut Unwrapping, passage: &Passage<'_>, blocks: &[PemBlock]) {
    let Some(first) = blocks.first() else {
        return;
    };
    let line = first.begin.clone().or(first.end.clone()).unwrap_or_else(|| first.range());
    let message = "BEGIN and END lines enclose the base64 data";
    unwrapping.flaw(FlawKind::PemArmor, passage.in_input(line), message);
    for slip in blocks.iter().filter_map(PemBlock::fault) {
        unwrapping.flaw(FlawKind::BrokenArmor, passage.in_input(slip.range), slip.message);
    }
    let text_around = has_text_around(passage.text, blocks);
    unwrapping.layers.push(Layer::Pem { label: first.label.clone(), text_around });
}

fn has_text_around(text: &str, blocks: &[PemBlock]) -> bool {
    let is_text = |range: Range<usize>| {
        text.get(range).is_some_and(|text| !text.trim_matches(is_unseen).is_empty())
    };
    let ends = std::iter::once(0).chain(blocks.iter().map(|block| block.range().end));
    let starts = blocks.iter().map(|block| block.range().start).chain([text.len()]);
    ends.zip(starts).any(|(end, start)| is_text(end..start))
}

fn read_block(unwrapping: &mut Unwrapping, passage: &Passage<'_>, block: &PemBlock) -> Content {
    let place = passage.in_input(block.range());
    if let Some(kind) = PrivateKeyKind::of_label(&block.label) {
        unwrapping.flaw(FlawKind::PrivateKey, place, format!("this is {kind}"));
        return Content::PrivateKey(kind);
    }
    let body = passage.part(without_headers(passage.text, &block.body));
    if body.trimmed().range.is_empty() {
        let message = "nothing stands between the BEGIN and the END line";
        unwrapping.flaw(FlawKind::Empty, place, message);
        return Content::Blank;
    }
    if block.label.starts_with("PGP ") || block.label.starts_with("SSH") {
        let content = Content::OtherPem { label: block.label.clone() };
        unwrapping.flaw(FlawKind::WrongObject, place, format!("this is {}", content.what()));
        return content;
    }
    text::read(unwrapping, &body, true)
}

fn several(unwrapping: &mut Unwrapping, passage: &Passage<'_>, blocks: &[PemBlock]) -> Content {
    let (mut certificates, mut private_keys, mut others) = (Vec::new(), Vec::new(), 0);
    let mut starts = Vec::new();
    for block in blocks {
        match read_block(unwrapping, passage, block) {
            Content::Certificate(certificate) => {
                certificates.push(*certificate);
                starts.push(block.range());
            }
            Content::PrivateKey(kind) => private_keys.push(kind),
            Content::Bundle { certificates: more }
            | Content::Several { certificates: more, .. } => {
                certificates.extend(more);
                starts.push(block.range());
            }
            _ => others += 1,
        }
    }
    if certificates.len() > 1 {
        let second = starts.get(1).or(starts.first()).cloned().unwrap_or_default();
        let count = certificates.len();
        let message = format!("{count} certificates stand here; the gateway takes one per entry");
        unwrapping.flaw(FlawKind::SeveralCertificates, passage.in_input(second), message);
    }
    Content::Several { certificates, private_keys, others }
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
