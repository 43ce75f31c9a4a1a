//! One event of a Windows log, as `wevtutil` and the event viewer write it in XML.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event as Piece};

/// What an event says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Event {
    /// Who wrote it: `RasClient`, `Microsoft-Windows-Security-Auditing`.
    pub provider: String,
    /// Its number.
    pub id: Option<u32>,
    /// Its data in their order, with their names where they have any.
    pub data: Vec<(String, String)>,
    /// The message in words, where the export has it.
    pub message: String,
}

/// More texts of one event than any has.
const MOST_DATA: usize = 256;

impl Event {
    /// Reads an event from its `<Event` to its `</Event>`; none when that is no XML.
    #[must_use]
    pub fn read(xml: &str) -> Option<Self> {
        let mut reader = Reader::from_str(xml);
        let mut event = Self::default();
        let mut inside: Vec<String> = Vec::new();
        let mut text = String::new();
        let mut name = String::new();
        loop {
            match reader.read_event().ok()? {
                Piece::Start(start) => {
                    let local = local_name(&start);
                    text.clear();
                    event.take_attributes(&local, &start, &mut name);
                    inside.push(local);
                }
                Piece::Empty(start) => {
                    event.take_attributes(&local_name(&start), &start, &mut name);
                }
                Piece::Text(part) => text.push_str(&part.decode().ok()?),
                Piece::CData(part) => text.push_str(&part.decode().ok()?),
                Piece::GeneralRef(entity) => {
                    if let Ok(Some(letter)) = entity.resolve_char_ref() {
                        text.push(letter);
                    } else {
                        let entity = entity.decode().ok()?;
                        text.push_str(
                            quick_xml::escape::resolve_predefined_entity(&entity).unwrap_or(" "),
                        );
                    }
                }
                Piece::End(_) => {
                    let closed = inside.pop().unwrap_or_default();
                    event.take_text(&closed, &text, &mut name);
                    text.clear();
                }
                Piece::Eof => break,
                _ => {}
            }
        }
        (event.id.is_some() || !event.provider.is_empty()).then_some(event)
    }

    fn take_attributes(&mut self, local: &str, start: &BytesStart<'_>, name: &mut String) {
        let attribute = |wanted: &str| {
            let found = start.try_get_attribute(wanted).ok().flatten()?;
            Some(String::from_utf8_lossy(&found.value).into_owned())
        };
        match local {
            "Provider" => {
                self.provider =
                    attribute("Name").or_else(|| attribute("EventSourceName")).unwrap_or_default();
            }
            "Data" => *name = attribute("Name").unwrap_or_default(),
            _ => {}
        }
    }

    fn take_text(&mut self, closed: &str, text: &str, name: &mut String) {
        let trimmed = text.trim();
        match closed {
            "EventID" => self.id = trimmed.parse().ok(),
            "Message" => trimmed.clone_into(&mut self.message),
            "Data" if self.data.len() < MOST_DATA => {
                self.data.push((std::mem::take(name), trimmed.to_owned()));
            }
            _ => {}
        }
    }

    /// The event as text: one line for who wrote it and its number, one for its message, one for each of its data.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let id = self.id.map_or_else(String::new, |id| format!(" event ID {id}"));
        lines.push(format!("{}{id}", self.provider).trim().to_owned());
        if !self.message.is_empty() {
            lines.push(self.message.clone());
        }
        if let Some(code) = self.code_of_a_failed_dial().filter(|_| self.message.is_empty()) {
            lines.push(format!("The error code returned on failure is {code}."));
        }
        let data = self.data.iter().filter(|(_, value)| !value.is_empty());
        lines.extend(data.map(|(name, value)| match name.as_str() {
            "" => value.clone(),
            name => format!("{name}: {value}"),
        }));
        lines
    }

    /// The code of `RasClient`'s event 20227, whose last datum it is: "CoId=%1: The user %2 dialed a connection named %3
    /// which has failed. The error code returned on failure is %4."
    fn code_of_a_failed_dial(&self) -> Option<&str> {
        const FAILED: u32 = 20227;
        if self.id != Some(FAILED) || !self.provider.eq_ignore_ascii_case("RasClient") {
            return None;
        }
        let (_, last) = self.data.last()?;
        (!last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit())).then_some(last)
    }
}

fn local_name(start: &BytesStart<'_>) -> String {
    String::from_utf8_lossy(start.local_name().as_ref()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::Event;

    #[test]
    fn a_failed_dial_says_its_code() {
        let xml = "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>\
            <Provider Name='RasClient'/><EventID Qualifiers='0'>20227</EventID></System><EventData>\
            <Data>{1}</Data><Data>CONTOSO\\anna</Data><Data>vpn &amp; hub</Data><Data>809</Data></EventData></Event>";
        let event = Event::read(xml).expect("an event");
        assert_eq!(event.id, Some(20227));
        assert_eq!(event.data[2].1, "vpn & hub");
        assert!(event.lines().contains(&"The error code returned on failure is 809.".to_owned()));
    }

    #[test]
    fn names_of_data_are_kept() {
        let xml = "<Event><System><Provider Name='Microsoft-Windows-Security-Auditing'/><EventID>6273</EventID></System>\
            <EventData><Data Name='ReasonCode'>16</Data></EventData></Event>";
        let lines = Event::read(xml).expect("an event").lines();
        assert_eq!(lines, ["Microsoft-Windows-Security-Auditing event ID 6273", "ReasonCode: 16"]);
    }

    #[test]
    fn what_is_no_event_is_none() {
        assert_eq!(Event::read("<Event><System></Event>"), None);
        assert_eq!(Event::read("no XML"), None);
    }
}
