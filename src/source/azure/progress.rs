//! What a scan tells while it runs.

use std::{fmt, time::Duration};

use crate::source::azure::AuthSource;

/// Someone who wants to know how a scan is getting on. Called from the scan's own task: return quickly.
pub trait ScanProgress: Send + Sync {
    /// Something happened.
    fn event(&self, event: &Event);
}

/// Nobody listens.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl ScanProgress for Silent {
    fn event(&self, _event: &Event) {}
}

/// What happened.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Event {
    /// The identity was chosen; it has not been tried yet.
    Identity {
        /// The kind of identity.
        source: AuthSource,
        /// Which one, without secrets, such as `application 1111… in tenant 2222…`.
        detail: String,
    },
    /// So many subscriptions are visible in the scope.
    Subscriptions(usize),
    /// So many virtual network gateways were found.
    Gateways(usize),
    /// So many resources were read so far, gateways included.
    Resources(usize),
    /// The scan goes on, but in another way or without something; the text says which.
    Notice(String),
    /// The scan pauses before it goes on.
    Waiting(Wait),
    /// One request was answered, or wasn't.
    Request(RequestTrace),
}

/// A pause.
#[derive(Clone, Debug)]
pub struct Wait {
    /// The request's path, with no more than harmless query parameters.
    pub path: String,
    /// Why, such as `429 Too Many Requests`.
    pub why: String,
    /// How long Azure asked to wait, if it did.
    pub asked: Option<Duration>,
    /// How long the scan waits.
    pub waits: Duration,
}

/// One request, for a verbose log. Holds no header and no body, so no token and no secret.
#[derive(Clone, Debug)]
pub struct RequestTrace {
    /// The HTTP method.
    pub method: &'static str,
    /// The host, and the port unless it is 443.
    pub host: String,
    /// The path, with no more than harmless query parameters.
    pub path: String,
    /// The HTTP status, or `None` when no answer came.
    pub status: Option<u16>,
    /// `x-ms-request-id`, for Microsoft's support.
    pub request_id: Option<String>,
    /// From the first byte sent to the last received.
    pub duration: Duration,
}

impl fmt::Display for RequestTrace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} https://{}{} ", self.method, self.host, self.path)?;
        match self.status {
            Some(status) => write!(f, "{status}")?,
            None => f.write_str("no answer")?,
        }
        write!(f, " {} ms", self.duration.as_millis())?;
        match &self.request_id {
            Some(id) => write!(f, " request {id}"),
            None => Ok(()),
        }
    }
}
