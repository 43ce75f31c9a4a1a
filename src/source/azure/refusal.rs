//! Why one request brought nothing.

use std::fmt;

use serde_json::Value;

use crate::source::azure::mask;

/// One request that brought nothing.
#[derive(Clone, Debug, thiserror::Error)]
pub(crate) enum RequestError {
    /// No token to send with it.
    #[error("{reason}")]
    SignIn { reason: String },
    /// No answer came.
    #[error("{host} can't be reached: {reason}")]
    Unreachable { host: String, reason: String },
    /// An answer came, and it says no.
    #[error("{0}")]
    Refused(Refusal),
    /// An answer came that is not JSON of the expected shape.
    #[error("{status} with {what} instead of JSON")]
    Unreadable { status: u16, what: String },
    /// A link leads to another host, which must not see the token.
    #[error(
        "a link to {host} was not followed, because the token is for the Azure Resource Manager endpoint only"
    )]
    ForeignLink { host: String },
    /// A link that can't be a link, or one that leads back to a page already read.
    #[error("{0}")]
    BadLink(&'static str),
    /// The scan as a whole took as long as it may.
    #[error("the scan reached its time limit of {} s", .0.as_secs_f32())]
    OutOfTime(std::time::Duration),
    /// The answers together are as large as they may be.
    #[error("the responses of the scan reached the limit of {0} bytes")]
    TooMuch(u64),
    /// A long-running operation that did not end well.
    #[error("{0}")]
    Operation(String),
}

impl RequestError {
    pub(crate) fn status(&self) -> Option<u16> {
        match self {
            Self::Refused(refusal) => Some(refusal.status),
            Self::Unreadable { status, .. } => Some(*status),
            _ => None,
        }
    }

    pub(crate) fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Refused(refusal) => Some(refusal),
            _ => None,
        }
    }

    /// Whether no other request could fare better.
    pub(crate) fn is_final(&self) -> bool {
        match self {
            Self::SignIn { .. } | Self::Unreachable { .. } | Self::OutOfTime(_) => true,
            Self::Refused(refusal) => refusal.status == 401,
            _ => false,
        }
    }
}

/// What Azure says when it says no.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    /// The outer code and those of the details, most general first.
    pub(crate) codes: Vec<String>,
    pub(crate) message: String,
    pub(crate) request_id: Option<String>,
}

impl Refusal {
    const LONGEST_MESSAGE: usize = 600;

    /// Reads the error that Azure Resource Manager puts in the body, or says what the body is instead.
    pub(crate) fn read(status: u16, body: &[u8], request_id: Option<String>) -> Self {
        let value: Value = serde_json::from_slice(body).unwrap_or_default();
        let error = value.get("error").unwrap_or(&value);
        let text =
            |value: &Value, key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
        let mut codes: Vec<String> = text(error, "code").into_iter().collect();
        let mut message = text(error, "message");
        let details =
            error.get("details").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        codes.extend(details.iter().filter_map(|detail| text(detail, "code")));
        // Resource Graph's outer message is a time and a correlation id; what happened is in the details.
        let inner: Vec<String> =
            details.iter().filter_map(|detail| text(detail, "message")).collect();
        if !inner.is_empty() {
            message = Some(inner.join("; "));
        }
        let message = message.unwrap_or_else(|| what_it_is(body));
        Self { status, codes, message: one_line(&message, Self::LONGEST_MESSAGE), request_id }
    }

    pub(crate) fn has_code(&self, code: &str) -> bool {
        self.codes.iter().any(|known| known.eq_ignore_ascii_case(code))
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.status)?;
        if let Some(code) = self.codes.last() {
            write!(f, " {code}")?;
        }
        if !self.message.is_empty() {
            write!(f, ": {}", self.message)?;
        }
        Ok(())
    }
}

/// Names a body that is not the expected JSON.
pub(crate) fn what_it_is(body: &[u8]) -> String {
    let start = String::from_utf8_lossy(&body[..body.len().min(4096)]);
    let start = start.trim_start_matches('\u{feff}').trim_start();
    let lower = start.to_ascii_lowercase();
    if start.is_empty() {
        "an empty body".into()
    } else if lower.starts_with("<!doctype html") || lower.starts_with("<html") {
        match title(start, &lower) {
            Some(title) => format!("an HTML page titled {title:?}"),
            None => "an HTML page".into(),
        }
    } else if start.starts_with('<') {
        "XML".into()
    } else if start.starts_with(['{', '[']) {
        "damaged or unexpected JSON".into()
    } else {
        format!("the text {:?}", one_line(start, 80))
    }
}

fn title<'a>(text: &'a str, lower: &str) -> Option<&'a str> {
    let from = lower.find("<title>")? + "<title>".len();
    let to = from + lower[from..].find("</title>")?;
    text.get(from..to).map(str::trim).filter(|title| !title.is_empty())
}

/// Text from outside, fit for one line of a report: no control characters, no secrets, not too long.
pub(crate) fn one_line(text: &str, longest: usize) -> String {
    let masked = mask::words(text);
    let words: Vec<&str> = masked
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|w| !w.is_empty())
        .collect();
    let line = words.join(" ");
    match line.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_details_hold_what_happened() {
        let body = br#"{"error":{"code":"BadRequest","message":"Please provide below info: timestamp = 1",
            "details":[{"code":"ResponsePayloadTooLarge","message":"Response payload size is 94330584"}]}}"#;
        let refusal = Refusal::read(400, body, None);
        assert!(refusal.has_code("responsepayloadtoolarge"));
        assert!(refusal.has_code("BadRequest"));
        assert_eq!(
            refusal.to_string(),
            "400 ResponsePayloadTooLarge: Response payload size is 94330584"
        );
    }

    #[test]
    fn a_page_of_a_proxy_is_named() {
        let refusal =
            Refusal::read(502, b"<HTML><head><title>502 Bad Gateway</title></head></HTML>", None);
        assert_eq!(refusal.to_string(), r#"502: an HTML page titled "502 Bad Gateway""#);
    }

    #[test]
    fn odd_bodies_are_named() {
        assert_eq!(what_it_is(b""), "an empty body");
        assert_eq!(what_it_is(b"<?xml?>"), "XML");
        assert_eq!(what_it_is(b"{\"value\":"), "damaged or unexpected JSON");
        assert_eq!(what_it_is(b"\xff\xfe"), "the text \"\u{fffd}\u{fffd}\"");
        assert_eq!(what_it_is(b"<html><title>"), "an HTML page");
    }

    #[test]
    fn text_from_outside_stays_on_one_line() {
        assert_eq!(one_line("a\r\nb\u{1b}[31m c", 100), "a b [31m c");
        assert_eq!(one_line("abcdef", 3), "abc…");
    }
}
