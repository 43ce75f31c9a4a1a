//! The entries of a log: a line each, and an event of Windows' XML, however many lines it has.

use std::io::{Error, Read};

use super::event::Event;
use super::line::{Line, Lines, MOST_OF_A_LINE};

/// An entry of a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The line where it begins, from 1.
    pub line: u64,
    /// Its text; frames that tools draw around it are left out.
    pub text: String,
}

/// The entries of a stream.
pub struct Entries<R: Read> {
    lines: Lines<R>,
    /// What is read and not yet given.
    waiting: std::collections::VecDeque<Entry>,
    /// The event that has begun.
    open: Option<Entry>,
    /// How many lines were read.
    read: u64,
}

impl<R: Read> Entries<R> {
    /// The entries of these bytes.
    ///
    /// # Errors
    /// When the first bytes can't be read.
    pub fn new(from: R) -> Result<Self, Error> {
        let waiting = std::collections::VecDeque::new();
        Ok(Self { lines: Lines::new(from)?, waiting, open: None, read: 0 })
    }

    /// How many lines were read so far.
    #[must_use]
    pub fn lines_read(&self) -> u64 {
        self.read
    }

    /// The next entry that isn't blank.
    ///
    /// # Errors
    /// When the stream can't be read.
    pub fn read(&mut self) -> Result<Option<Entry>, Error> {
        loop {
            if let Some(entry) = self.waiting.pop_front() {
                return Ok(Some(entry));
            }
            let Some(line) = self.lines.read()? else {
                let Some(open) = self.open.take() else { return Ok(None) };
                self.give(open);
                continue;
            };
            self.read = line.number;
            if self.open.is_none() && !line.text.contains(BEGIN) {
                self.give(Entry { line: line.number, text: without_frame(&line.text).to_owned() });
                continue;
            }
            self.take(&line);
        }
    }

    /// Takes a line that holds events or is a part of one.
    fn take(&mut self, line: &Line) {
        let mut rest = line.text.as_str();
        loop {
            if let Some(open) = &mut self.open {
                let Some(end) = rest.find(END) else {
                    open.text.push_str(rest);
                    open.text.push('\n');
                    if open.text.len() > MOST_OF_A_LINE {
                        // No event is that long: it is looked at as it is.
                        let open = self.open.take().expect("it was just looked at");
                        self.give(open);
                    }
                    return;
                };
                let (inner, behind) = rest.split_at(end + END.len());
                open.text.push_str(inner);
                let open = self.open.take().expect("it was just looked at");
                self.close(open);
                rest = behind;
            }
            let Some(start) = begin_of(rest) else {
                self.give(Entry { line: line.number, text: rest.to_owned() });
                return;
            };
            self.give(Entry { line: line.number, text: rest[..start].to_owned() });
            self.open = Some(Entry { line: line.number, text: String::new() });
            rest = &rest[start..];
        }
    }

    fn close(&mut self, event: Entry) {
        match Event::read(&event.text) {
            Some(read) => {
                for text in read.lines() {
                    self.give(Entry { line: event.line, text });
                }
            }
            None => self.give(event),
        }
    }

    fn give(&mut self, entry: Entry) {
        if !entry.text.trim().is_empty() {
            self.waiting.push_back(entry);
        }
    }
}

const BEGIN: &str = "<Event";
const END: &str = "</Event>";

/// Where an event begins; `<Events>` and `<EventData>` are none.
fn begin_of(text: &str) -> Option<usize> {
    text.match_indices(BEGIN)
        .map(|(at, _)| at)
        .find(|at| text[at + BEGIN.len()..].starts_with([' ', '>']))
}

/// A line without the bar that Terraform draws before it.
fn without_frame(line: &str) -> &str {
    let bare = line.trim_start();
    match bare.strip_prefix(['\u{2502}', '\u{2577}', '\u{2575}']) {
        Some(inner) => inner.strip_prefix(' ').unwrap_or(inner),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::{Entries, Entry};
    use proptest::prelude::proptest;

    fn entries(text: &str) -> Vec<(u64, String)> {
        let mut entries = Entries::new(text.as_bytes()).expect("bytes can be read");
        let mut all = Vec::new();
        while let Some(Entry { line, text }) = entries.read().expect("bytes can be read") {
            all.push((line, text));
        }
        all
    }

    #[test]
    fn frames_are_left_out_and_lines_counted() {
        let text = "\u{2577}\n\u{2502} Error: it failed\n\u{2502} \n\u{2575}\nend";
        assert_eq!(entries(text), [(2, "Error: it failed".to_owned()), (5, "end".to_owned())]);
    }

    #[test]
    fn events_are_read_wherever_they_begin_and_end() {
        let event = |id: u32| {
            format!(
                "<Event a='b'><System><Provider Name='P'/><EventID>{id}</EventID></System></Event>"
            )
        };
        let one = format!("<Events>{}{}</Events>", event(1), event(2));
        let several =
            format!("<Events>\n{}\n{}\n</Events>", event(1).replace("><", ">\n<"), event(2));
        let said = |text: &str| {
            entries(text)
                .into_iter()
                .filter(|(_, text)| text.starts_with("P event"))
                .collect::<Vec<_>>()
        };
        let of = |line, id| (line, format!("P event ID {id}"));
        assert_eq!(said(&one), [of(1, 1), of(1, 2)]);
        assert_eq!(said(&several), [of(2, 1), of(8, 2)]);
    }

    #[test]
    fn an_event_without_an_end_is_looked_at_as_it_is() {
        assert_eq!(entries("<Event>\n0x80090326"), [(1, "<Event>\n0x80090326\n".to_owned())]);
    }

    proptest! {
        #[test]
        fn any_text_is_read_to_its_end(text in "(?s)(<Event>|</Event>|<EventID>1</EventID>|[a-z<>\n]){0,40}") {
            let all = entries(&text);
            assert!(all.windows(2).all(|pair| pair[0].0 <= pair[1].0));
        }
    }
}
