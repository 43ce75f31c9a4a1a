//! Someone who remembers what a scan told.

use std::sync::{Arc, Mutex, PoisonError};

use gatelint::run::scan;
use gatelint::source::azure::{
    Event, NotRead, RequestTrace, Scan, ScanError, ScanOptions, ScanProgress, Wait,
};

#[derive(Debug, Default)]
pub(crate) struct Ears {
    events: Mutex<Vec<Event>>,
}

impl ScanProgress for Ears {
    fn event(&self, event: &Event) {
        self.events.lock().unwrap_or_else(PoisonError::into_inner).push(event.clone());
    }
}

impl Ears {
    pub(crate) fn events(&self) -> Vec<Event> {
        self.events.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn waits(&self) -> Vec<Wait> {
        let wait = |event| if let Event::Waiting(wait) = event { Some(wait) } else { None };
        self.events().into_iter().filter_map(wait).collect()
    }

    pub(crate) fn requests(&self) -> Vec<RequestTrace> {
        let trace = |event| if let Event::Request(trace) = event { Some(trace) } else { None };
        self.events().into_iter().filter_map(trace).collect()
    }

    pub(crate) fn notices(&self) -> Vec<String> {
        let notice = |event| if let Event::Notice(text) = event { Some(text) } else { None };
        self.events().into_iter().filter_map(notice).collect()
    }
}

/// Scans, and gives what was told on the way.
pub(crate) async fn listen(options: &ScanOptions) -> (Result<Scan, ScanError>, Arc<Ears>) {
    let ears = Arc::new(Ears::default());
    (movable(scan(options, ears.clone())).await, ears)
}

/// A scan may be spawned onto another thread.
fn movable<T>(scan: impl Future<Output = T> + Send) -> impl Future<Output = T> + Send {
    scan
}

/// Scans, and expects it to go well.
pub(crate) async fn scanned(options: &ScanOptions) -> Scan {
    listen(options).await.0.expect("a scan that goes well")
}

/// The names of the answers.
pub(crate) fn names(scan: &Scan) -> Vec<&str> {
    scan.answers.iter().map(|answer| answer.name.as_str()).collect()
}

/// What was not read, one line each.
pub(crate) fn not_read(scan: &Scan) -> Vec<String> {
    let line = |missed: &NotRead| format!("{}: {}", missed.what, missed.why);
    scan.coverage.not_read.iter().map(line).collect()
}

/// All answers as one text.
pub(crate) fn all_text(scan: &Scan) -> String {
    scan.answers.iter().map(|answer| answer.body.as_ref()).collect()
}
