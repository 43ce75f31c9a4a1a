//! XML as a tree whose parts know where they stand, within bounds and without entities of its own.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// An element.
#[derive(Clone, Debug, Default)]
pub(super) struct Element {
    /// Its name without prefix.
    pub(super) name: String,
    /// From its first to its last tag.
    pub(super) range: Range<usize>,
    /// Its text, trimmed.
    pub(super) text: String,
    /// Where that stands.
    pub(super) text_range: Range<usize>,
    /// Whether `i:nil="true"` says that it has no value.
    pub(super) nil: bool,
    pub(super) children: Vec<Element>,
}

const DEEPEST: usize = 64;
const MOST_ELEMENTS: usize = 20_000;
const MORE_THAN_ANY: &str = "it has more elements than any profile";

impl Element {
    /// The first child of a name, letter case aside.
    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name.eq_ignore_ascii_case(name))
    }

    /// The children of a name.
    pub(super) fn each<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name.eq_ignore_ascii_case(name))
    }

    /// The first element on a way of names.
    pub(super) fn at(&self, way: &[&str]) -> Option<&Self> {
        way.iter().try_fold(self, |element, name| element.child(name))
    }

    /// All elements below it with a name.
    pub(super) fn all<'a>(&'a self, name: &str, found: &mut Vec<&'a Self>) {
        for child in &self.children {
            if child.name.eq_ignore_ascii_case(name) {
                found.push(child);
            }
            child.all(name, found);
        }
    }

    /// Whether there is nothing in it.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty() && self.children.is_empty()
    }
}

/// Reads XML to its root element.
pub(super) fn parse(text: &str) -> Result<Element, (String, usize)> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut open: Vec<Element> = Vec::new();
    let mut count = 0;
    loop {
        let before = place(&reader);
        let event = reader.read_event().map_err(|error| (error.to_string(), place(&reader)))?;
        let after = place(&reader);
        match event {
            Event::Start(start) => {
                count += 1;
                if open.len() >= DEEPEST || count > MOST_ELEMENTS {
                    return Err((MORE_THAN_ANY.to_owned(), before));
                }
                open.push(element(&start, before));
            }
            Event::Empty(start) => {
                count += 1;
                if count > MOST_ELEMENTS {
                    return Err((MORE_THAN_ANY.to_owned(), before));
                }
                let mut element = element(&start, before);
                element.range.end = after;
                element.text_range = before..after;
                match open.last_mut() {
                    Some(parent) => parent.children.push(element),
                    None => return Ok(element),
                }
            }
            Event::Text(piece) => {
                let piece = piece.decode().map_err(|error| (error.to_string(), before))?;
                take_text(&mut open, &piece, before..after);
            }
            Event::CData(piece) => {
                let piece = piece.decode().map_err(|error| (error.to_string(), before))?;
                take_text(&mut open, &piece, before..after);
            }
            Event::GeneralRef(entity) => {
                let known = match entity.resolve_char_ref() {
                    Ok(Some(letter)) => letter.to_string(),
                    Ok(None) => entity
                        .decode()
                        .ok()
                        .and_then(|name| quick_xml::escape::resolve_predefined_entity(&name))
                        .map(str::to_owned)
                        .ok_or_else(|| {
                            ("it has an entity that XML doesn't define".to_owned(), before)
                        })?,
                    Err(error) => return Err((error.to_string(), before)),
                };
                take_text(&mut open, &known, before..after);
            }
            Event::DocType(_) => {
                return Err((
                    "it has a DOCTYPE, which no profile has: it isn't read".to_owned(),
                    before,
                ));
            }
            Event::End(_) => {
                let Some(mut element) = open.pop() else { continue };
                element.range.end = after;
                close_text(&mut element, text, before);
                match open.last_mut() {
                    Some(parent) => parent.children.push(element),
                    None => return Ok(element),
                }
            }
            Event::Eof => {
                let why = if open.is_empty() {
                    "there is no element in it"
                } else {
                    "it ends before its elements do"
                };
                return Err((why.to_owned(), text.len()));
            }
            _ => {}
        }
    }
}

fn place(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

fn element(start: &BytesStart<'_>, at: usize) -> Element {
    // Looking for names that are there twice would compare each with each.
    let mut attributes = start.attributes();
    attributes.with_checks(false);
    let nil = attributes.flatten().any(|attribute| {
        attribute.key.local_name().as_ref() == b"nil" && attribute.value.as_ref() == b"true"
    });
    let name = String::from_utf8_lossy(start.local_name().as_ref()).into_owned();
    Element { name, range: at..at, nil, ..Element::default() }
}

fn take_text(open: &mut [Element], piece: &str, range: Range<usize>) {
    if let Some(element) = open.last_mut() {
        if element.text.is_empty() {
            element.text_range = range.clone();
        }
        element.text.push_str(piece);
        element.text_range.end = range.end;
    }
}

/// Trims the text and its place; of an element without text, the place is all of it.
fn close_text(element: &mut Element, source: &str, end_tag: usize) {
    let trimmed = element.text.trim();
    if trimmed.is_empty() {
        element.text.clear();
        element.text_range = element.range.clone();
        return;
    }
    element.text = trimmed.to_owned();
    let end = element.text_range.end.min(end_tag);
    let Some(written) = source.get(element.text_range.start..end) else { return };
    let lead = written.len() - written.trim_start().len();
    let tail = written.len() - written.trim_end().len();
    element.text_range = element.text_range.start + lead..end - tail;
}
