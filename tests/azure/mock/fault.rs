//! What goes wrong on purpose, and how often.

use super::Seen;

type Matches = dyn Fn(&Seen) -> bool + Send + Sync;

/// A fault that befalls the next requests that match.
pub(crate) struct Fault {
    matches: Box<Matches>,
    left: usize,
    does: Does,
}

/// What happens to a request instead of its answer.
#[derive(Clone)]
pub(crate) enum Does {
    /// This answer comes.
    Answer { status: u16, headers: Vec<(String, String)>, body: String },
    /// The answer breaks off in the middle.
    Cut,
    /// No answer ever comes.
    Hang,
    /// The answer never ends.
    Endless,
}

impl Does {
    pub(crate) fn json(status: u16, body: &str) -> Self {
        Self::Answer {
            status,
            headers: vec![("content-type".into(), "application/json".into())],
            body: body.into(),
        }
    }

    pub(crate) fn error(status: u16, code: &str, message: &str) -> Self {
        Self::json(
            status,
            &serde_json::json!({ "error": { "code": code, "message": message } }).to_string(),
        )
    }

    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        if let Self::Answer { headers, .. } = &mut self {
            headers.push((name.into(), value.into()));
        }
        self
    }
}

impl Fault {
    /// A fault of every request whose method and path begin and contain so, whatever their case.
    pub(crate) fn on(method: &'static str, path: &str, does: Does) -> Self {
        let path = path.to_lowercase();
        Self::when(
            move |seen| seen.method == method && seen.path.to_lowercase().contains(&path),
            does,
        )
    }

    pub(crate) fn when(
        matches: impl Fn(&Seen) -> bool + Send + Sync + 'static,
        does: Does,
    ) -> Self {
        Self { matches: Box::new(matches), left: usize::MAX, does }
    }

    /// Only so many times.
    pub(crate) fn times(mut self, times: usize) -> Self {
        self.left = times;
        self
    }

    pub(crate) fn befalls(&mut self, seen: &Seen) -> Option<Does> {
        if self.left == 0 || !(self.matches)(seen) {
            return None;
        }
        self.left = self.left.saturating_sub(1);
        Some(self.does.clone())
    }
}
